"""Taking in what shop systems send or hand over: under the rule that older messages are no news, and nothing twice."""
