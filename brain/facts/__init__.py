"""Floor 1: the shop's own facts: importers, the warehouse, and the only way to ask it (Query -> SQL -> Receipt)."""
