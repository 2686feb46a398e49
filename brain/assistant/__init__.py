"""Floor 7: the owner's conversation: a question in, an answer card with its receipt out."""
