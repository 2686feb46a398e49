"""One file for each kind of question: a meaning and the facts in, an answer card out."""
