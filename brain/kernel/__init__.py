"""Floor 0: the types that every other room speaks in. Imports nothing from the rest of the brain."""
