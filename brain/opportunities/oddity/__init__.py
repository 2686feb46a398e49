"""What the sales-anomaly detector reads and says, a file a question."""
