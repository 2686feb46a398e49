"""What the falling-category detector reads and says, a file a question."""
