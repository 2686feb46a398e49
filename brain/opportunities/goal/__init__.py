"""What the goal-pace detector reads and says, a file a question."""
