"""What the unused-promotion detector reads and says, a file a question."""
