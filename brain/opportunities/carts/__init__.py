"""Carts that were left and products looked at again and again: the rule in SQL, the judge, and the card's words."""
