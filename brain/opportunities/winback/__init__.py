"""What the win-back detector reads and says, a file a question."""
