"""English copy: cures and guaranteed effects are blocked, superlatives are passed on as "warn".

Sources: the same articles as for Chinese (广告法 第九条第（三）项, 第十六条, 第十七条, 第二十条); for copy meant for other markets the
superlatives are puffery, which is why they warn. "Best before" and "best regards" are not claims.
"""

import re
from collections.abc import Iterator

from brain.content.compliance.base import Copy, Hit, Rule
from brain.content.compliance.law import ABSOLUTE, BREAST_MILK, EFFICACY, MEDICAL, PRICE, Article
from brain.content.compliance.verdict import Severity
from brain.kernel.i18n import N_

_ILLS = (
    r"(?:cancers?|eczema|diabetes|flu|colds?|covid(?:-?19)?|asthma|allergies|arthritis|depression|anxiety|insomnia|acne|psoriasis|colic|migraines?|diseases?|"
    r"illness(?:es)?|infections?|hypertension|high blood pressure|baldness|constipation|reflux|fever)"
)
_WORDS: tuple[tuple[str, Severity, Article, str], ...] = (
    (
        rf"(?:cures|cured|curing|heals|treats|eliminates|reverses)\s(?:\w+\s){{0,3}}?{_ILLS}",
        "block",
        MEDICAL,
        "is gentle for everyday use",
    ),
    (
        rf"(?:cure|heal|treat|eliminate|reverse)\s(?:\w+\s){{0,3}}?{_ILLS}",
        "block",
        MEDICAL,
        "be gentle for everyday use",
    ),
    (
        rf"(?:guaranteed |miracle |natural )?(?:cure|remedy|treatment) (?:for|of) (?:\w+ )?{_ILLS}",
        "block",
        MEDICAL,
        "everyday care",
    ),
    (
        r"lowers? (?:your )?(?:blood pressure|blood sugar|cholesterol)",
        "block",
        MEDICAL,
        "suits a balanced diet",
    ),
    (rf"prevents?\s(?:\w+\s){{0,2}}?{_ILLS}", "block", MEDICAL, "is gentle for everyday use"),
    (
        r"(?:guaranteed|miracle|instant|permanent|complete)\s(?:cure|remedy|healing)",
        "block",
        MEDICAL,
        "everyday care",
    ),
    (
        r"cure-all|cures? (?:everything|anything|all)|anti-?cancer|cancer-fighting",
        "block",
        MEDICAL,
        "everyday care",
    ),
    (
        r"(?:100\s?%|completely|totally) (?:effective|cured?|safe for everyone)|guaranteed (?:results?|effective|to work|weight loss)",
        "block",
        EFFICACY,
        "results vary",
    ),
    (r"(?:no|zero|without(?: any)?) side[- ]effects?", "block", EFFICACY, "please read the label"),
    (
        r"(?:lose|drop) \d+ ?(?:kg|lbs?|pounds|kilos) in \d+ (?:days?|weeks?)",
        "block",
        EFFICACY,
        "results vary",
    ),
    (
        r"(?:replaces?|substitutes? for|instead of|as good as|better than|identical to|closest to|equals?) (?:your |mother'?s |natural )?(?:breast ?milk|breast-?feeding)",
        "block",
        BREAST_MILK,
        "for the age on the label",
    ),
    (
        r"clinically proven|doctor[- ]recommended|instant results|works instantly|overnight results|risk[- ]free",
        "warn",
        EFFICACY,
        "well liked",
    ),
    (
        r"(?:the )?(?:world'?s|country'?s|market'?s|industry'?s) (?:best|finest|leading|first|greatest|number one|top|most \w+)",
        "warn",
        ABSOLUTE,
        "fine",
    ),
    (
        r"(?:the )?(?:lowest|cheapest|best) prices? (?:ever|guaranteed|anywhere|online|on the market|in (?:town|history|the \w+))",
        "warn",
        PRICE,
        "a good price",
    ),
    (r"(?:the )?(?:lowest|cheapest) prices?(?! tier| is \d| starts)", "warn", PRICE, "a good price"),
    (
        r"unbeatable|unrivall?ed|unmatched|second to none|one and only|like no other|unparallell?ed|top-notch ever|the ultimate(?! goal| aim| question| test)",
        "warn",
        ABSOLUTE,
        "fine",
    ),
    (r"the only (?:\w+ ){1,3}(?:that|which|you(?:'ll)?)", "warn", ABSOLUTE, "one that"),
    (
        r"the (?:most (?:advanced|effective|powerful|popular|trusted|comfortable|beautiful|delicious)|finest|greatest|softest|strongest|safest|purest|healthiest|fastest)",
        "warn",
        ABSOLUTE,
        "a well-made",
    ),
    (r"the best(?= [a-z])", "warn", ABSOLUTE, "a good"),
    (r"(?:the )?best(?: ever| of all)?", "warn", ABSOLUTE, "good"),
)
_PATTERNS = tuple(
    (re.compile(rf"(?<![a-z]){pattern}(?![a-z])"), severity, article, instead)
    for pattern, severity, article, instead in _WORDS
)
_BEST_BEFORE = re.compile(
    r"\s?(?:before|by|regards|wishes|friends?|served|used|enjoyed|kept|stored|consumed|eaten|worn|washed|for (?:ages|use|babies|children|kids|dry|oily|small|large)|practices?|"
    r"way to|time to|when|if|with|within|results|sellers?|selling|-seller|-selling|man|buy|fit for)|seller"
)
_BEST_AFTER = re.compile(
    r"(?:at|try|do|doing|your|my|his|her|their|all the|not|isn't|which is|it is|it's|is|what is|what's|our|works|fits|likes?|liked|suits? (?:you|me|him|her|them)|second|next|who is|is it) (?:the |own )?$"
)
_DENIAL = re.compile(r"(?:\bnot|n't|\bnever|\bno|\bcannot)\b(?: \w+){0,3} ?$")


def _scan(copy: Copy) -> Iterator[Hit]:
    if not re.search(r"[a-z]{3}", copy.text):
        return
    for pattern, severity, article, instead in _PATTERNS:
        for match in pattern.finditer(copy.text):
            before, after = copy.text[: match.start()], copy.after(match.end())
            if _DENIAL.search(before[-40:]):
                continue
            if match[0].endswith("best") and (_BEST_BEFORE.match(after) or _BEST_AFTER.search(before[-20:])):
                continue
            yield Hit(match.start(), match.end(), severity, article, instead)


english_claims = Rule(name="english_claims", title=N_("claims in English"), scan=_scan)
