"""Customers' tags, kept as data: one rule a file, each one statement over all shops at once."""
