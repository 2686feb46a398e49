"""What the refund-spike detector reads and says, a file a question."""
