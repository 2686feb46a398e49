"""The gate every outgoing text passes: check, rewrite, explain."""

from collections.abc import Iterable, Sequence

from brain.content.compliance.base import Copy, Hit, Rule
from brain.content.compliance.folding import Folded, fold, mask
from brain.content.compliance.law import ARTICLES
from brain.content.compliance.registry import RULES
from brain.content.compliance.subjects import maskable
from brain.content.compliance.verdict import Finding, Verdict
from brain.kernel.i18n import N_, Text

_ROUNDS = 4


def check(text: str, *, subject_names: Sequence[str] = ()) -> Verdict:
    """Judges one outgoing text against Chinese advertising law, reading absolute terms in their context.

    `subject_names` are the names of the products, brands and shops the text is about; what is inside a name is not a claim
    (执法指南 第六条第（四）项), unless the name itself ranks the goods (全网最低价米粉), which no name may.
    Findings are ordered, do not overlap, and carry offsets into `text`. Never raises, for any string.
    """
    folded = mask(fold(text), [name for name in map(_folded_text, subject_names) if maskable(name)])
    copy = Copy(folded)
    hits = [(hit, rule) for rule in RULES for hit in rule.scan(copy)]
    return Verdict.of(
        [_finding(text, folded, hit, rule) for hit, rule in _without_overlap(hits, len(folded.text))]
    )


def _folded_text(name: str) -> str:
    return fold(name).text


def _without_overlap(hits: Iterable[tuple[Hit, Rule]], size: int) -> list[tuple[Hit, Rule]]:
    """Keeps, of hits that overlap, the worst, then the longest, then the one whose rule is listed first."""
    kept: list[tuple[Hit, Rule]] = []
    taken = bytearray(size)
    for hit, rule in sorted(
        hits, key=lambda pair: (pair[0].severity != "block", pair[0].start - pair[0].end)
    ):
        if not any(taken[hit.start : hit.end]):
            kept.append((hit, rule))
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    return sorted(kept, key=lambda pair: pair[0].start)


def _finding(text: str, folded: Folded, hit: Hit, rule: Rule) -> Finding:
    start, end = folded.span(hit.start, hit.end)
    return Finding(
        start=start,
        end=end,
        text=text[start:end],
        rule=rule.name,
        article=hit.article.cite,
        severity=hit.severity,
        suggestion=hit.suggestion,
    )


def rewrite(text: str, verdict: Verdict, *, subject_names: Sequence[str] = ()) -> str:
    """`text` with every finding of `verdict` replaced by its suggestion, until `check` finds no known risk.

    `verdict` must come from `check(text)`. A replacement may meet its neighbours and make a new risky word, so the result is
    checked again; what still stands after a few rounds is cut, which always ends. A text without findings comes back
    unchanged, so rewriting twice changes nothing.
    """
    for _ in range(_ROUNDS):
        if not verdict.findings:
            return text
        text = _replaced(
            text, [(finding.start, finding.end, finding.suggestion) for finding in verdict.findings]
        )
        verdict = check(text, subject_names=subject_names)
    while verdict.findings:
        text = _replaced(text, [(finding.start, finding.end, "") for finding in verdict.findings])
        verdict = check(text, subject_names=subject_names)
    return text


def _replaced(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    out: list[str] = []
    position = 0
    last = ""
    for start, end, words in pieces:
        between = text[position:start]
        # "三天见效，七天美白" gets the same words twice: once is enough
        if not (words and words == last and not any(char.isalnum() for char in between)):
            out += (between, words)
        position, last = end, words
    return "".join(out) + text[position:]


_BLOCKED = N_("“{words}” cannot go out: {rule}, {article}. Write “{suggestion}” instead.")
_DOUBTFUL = N_("Look at “{words}” before sending: {rule}, {article}. Safer: “{suggestion}”.")
_NO_KNOWN_RISK = N_("No known risk found.")


def explain(verdict: Verdict) -> list[Text]:
    """One sentence for the owner per finding: the words, the rule, the article, what to write instead.

    A verdict without findings gives the single sentence "No known risk found.": rules cannot promise more.
    """
    if not verdict.findings:
        return [Text(msg=_NO_KNOWN_RISK)]
    return [_explained(finding) for finding in verdict.findings]


def _explained(finding: Finding) -> Text:
    titles = {rule.name: rule.title for rule in RULES}
    return Text(
        msg=_BLOCKED if finding.severity == "block" else _DOUBTFUL,
        args={
            "words": finding.text,
            "rule": Text(msg=titles[finding.rule]),
            "article": Text(msg=ARTICLES[finding.article].title),
            "suggestion": finding.suggestion,
        },
    )
