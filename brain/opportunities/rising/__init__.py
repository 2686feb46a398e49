"""What the rising-category detector reads and says, a file a question."""
