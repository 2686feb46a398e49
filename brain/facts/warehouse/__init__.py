"""The warehouse: one DuckDB file owned by one process, its schema, shops and import batches."""
