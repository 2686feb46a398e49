"""Regulars who still come but leave out what they used to take: the rule in SQL, the judge, and the card's words."""
