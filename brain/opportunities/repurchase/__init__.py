"""Customers who are due to buy a product again: the rule in SQL, the judge of all shops, and the card's words."""
