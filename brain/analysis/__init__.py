"""Floor 2: pure statistics. Arrays in, findings out; nothing here reads the facts or knows the owner's language."""
