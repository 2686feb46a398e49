"""The embedded understanding: tokens -> spans -> Query, in Chinese and English, without a model.

Every word of a question is either accounted for or the question is declined: nothing is ever answered in place of
what was asked.
"""
