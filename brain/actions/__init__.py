"""Floor 5: deciding about cards and doing what was decided, once."""
