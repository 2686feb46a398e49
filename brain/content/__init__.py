"""Content: drafting, posters, score and the compliance gate."""
