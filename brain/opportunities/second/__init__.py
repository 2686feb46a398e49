"""First-time buyers at the point where those of this shop usually return: the rule in SQL, the judge, and the card's words."""
