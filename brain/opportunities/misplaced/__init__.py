"""What the group-mismatch detector reads and says, a file a question."""
