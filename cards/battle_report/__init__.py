"""What an action brought, against what was expected and against a control."""
