"""A seeded shop world with causes that are written down, and the export files the product is tried on.

Nothing here imports the product: the world only writes the canonical CSV files that the product reads, as a stranger's shop system would.
"""
