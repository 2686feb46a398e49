"""Floor 6: what actions brought, what was learned, and the week in a letter."""
