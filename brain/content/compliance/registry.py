"""The rules in force, in order. Where two rules meet on the same words with the same severity and length, the earlier one speaks."""

from brain.content.compliance.base import Rule
from brain.content.compliance.rules.absolute_terms import absolute_terms
from brain.content.compliance.rules.disparagement import disparagement
from brain.content.compliance.rules.education_promise import education_promise
from brain.content.compliance.rules.english_claims import english_claims
from brain.content.compliance.rules.false_urgency import false_urgency
from brain.content.compliance.rules.first_place import first_place
from brain.content.compliance.rules.guarantee import guarantee
from brain.content.compliance.rules.implied_absolute import implied_absolute
from brain.content.compliance.rules.infant_dairy import infant_dairy
from brain.content.compliance.rules.investment_promise import investment_promise
from brain.content.compliance.rules.lure import lure
from brain.content.compliance.rules.medical_claims import medical_claims
from brain.content.compliance.rules.national_symbols import national_symbols
from brain.content.compliance.rules.nature_claims import nature_claims
from brain.content.compliance.rules.price import price
from brain.content.compliance.rules.superlatives import superlatives
from brain.content.compliance.rules.superstition import superstition
from brain.content.compliance.rules.vice import vice
from brain.content.compliance.rules.youth_claims import youth_claims

RULES: tuple[Rule, ...] = (
    absolute_terms,
    superlatives,
    first_place,
    implied_absolute,
    price,
    national_symbols,
    guarantee,
    medical_claims,
    infant_dairy,
    youth_claims,
    superstition,
    disparagement,
    education_promise,
    investment_promise,
    vice,
    nature_claims,
    false_urgency,
    lure,
    english_claims,
)
