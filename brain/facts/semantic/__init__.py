"""The only language the facts are asked in: metrics, dimensions, and Query -> SQL."""
