"""Precision, recall, false blocks and time of the compliance gate.

`python -m bench.compliance [ONE_TERM_A_LINE.txt]`: reads the labelled sentences of `tests/content/compliance/cases.jsonl`; with a
file of terms it also prints which of them are found when they stand in ordinary promotional sentences.
"""

import json
import sys
import time
from pathlib import Path

from brain.content.compliance import check

CASES = Path(__file__).parent.parent / "tests" / "content" / "compliance" / "cases.jsonl"
SENTENCES = ("这款米粉{}", "{}，妈妈放心买", "我们家的{}好物，今天开团", "小鹿母婴{}的面霜")
ROUNDS = 20


def outcomes() -> None:
    """Prints one line a part of the cases and one over all."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    for case in cases:
        case["verdict"] = check(case["text"], subject_names=case.get("subject_names", ())).verdict
    for part in [*dict.fromkeys(case["part"] for case in cases), "all"]:
        chosen = [case for case in cases if part in (case["part"], "all")]
        harmless = [case["verdict"] for case in chosen if case["label"] == "innocent"]
        guilty = [case["verdict"] for case in chosen if case["label"] == "guilty"]
        blocked, false_blocks = guilty.count("block"), harmless.count("block")
        print(
            f"{part:24} harmless {len(harmless):4}  false blocks {false_blocks / len(harmless):6.2%}  false warnings {harmless.count('warn') / len(harmless):6.2%}"
            f"  |  guilty {len(guilty):4}  blocked {blocked / len(guilty):6.2%}  found {1 - guilty.count('none') / len(guilty):6.2%}"
            f"  |  precision of a block {blocked / (blocked + false_blocks):6.2%}"
        )


def speed() -> None:
    """Prints the mean time of one check over all cases, after a first pass has filled the caches."""
    texts = [json.loads(line)["text"] for line in CASES.read_text(encoding="utf-8").splitlines()]
    long_post = "\n".join(texts[:20])
    for text in texts:
        check(text)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for text in texts:
            check(text)
    each = (time.perf_counter() - start) / ROUNDS / len(texts)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        check(long_post)
    post = (time.perf_counter() - start) / ROUNDS
    print(
        f"{each * 1e3:.3f} ms a sentence ({sum(map(len, texts)) / len(texts):.0f} characters), {post * 1e3:.2f} ms a post of {len(long_post)} characters"
    )


def coverage(path: Path) -> None:
    """Prints how many of the terms in `path` are found, and which are not."""
    terms = list(
        dict.fromkeys(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    )
    terms = [term for term in terms if not term.startswith("#")]
    verdicts = {term: [check(sentence.format(term)).verdict for sentence in SENTENCES] for term in terms}
    found = [term for term, seen in verdicts.items() if seen[0] != "none"]
    print(
        f"{len(terms)} terms: {len(found)} found as “{SENTENCES[0]}”, {sum(seen[0] == 'block' for seen in verdicts.values())} of them blocked"
    )
    print(
        "not found in any sentence:",
        " ".join(term for term, seen in verdicts.items() if set(seen) == {"none"}),
    )


if __name__ == "__main__":
    outcomes()
    speed()
    if len(sys.argv) > 1:
        coverage(Path(sys.argv[1]))
