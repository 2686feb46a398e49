"""Floor 1: what was decided and done, and the audit chain over it."""
