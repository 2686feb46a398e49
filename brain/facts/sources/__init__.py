"""One importer a file, all in the visible tuple `SOURCES`."""
