"""What the festival-ahead detector reads and says, a file a question."""
