"""The gate as its callers see it: offsets, names, rewriting, explaining."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.content.compliance import Verdict, check, explain, rewrite
from brain.kernel.i18n import Text

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]
# Pieces that rules react to, so that random texts are not all harmless.
PIECES = [
    "最",
    "好",
    "佳",
    "第一",
    "品牌",
    "唯一",
    "全网",
    "最低价",
    "治疗",
    "湿疹",
    "母乳",
    "替代",
    "不",
    "，",
    " ",
    "🌟",
    "ＮＯ１",
    "zui",
    "没有之一",
    "国家级",
    "100%有效",
    "的",
    "best",
    "cures flu",
    "壹",
    "\u0301",
]
risky_texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@given(st.one_of(st.text(), risky_texts))
def test_any_text_is_judged_and_offsets_slice_it(text: str) -> None:
    """No string breaks the gate; findings are ordered, apart, not empty, and quote the original text."""
    position = 0
    for finding in check(text).findings:
        assert position <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        assert finding.suggestion
        position = finding.end


@given(risky_texts)
@settings(max_examples=300)
def test_rewriting_ends_and_changes_nothing_twice(text: str) -> None:
    """A rewritten text has no known risk, and rewriting it again returns it unchanged."""
    once = rewrite(text, check(text))
    assert check(once).verdict == "none"
    assert rewrite(once, check(once)) == once


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["label"] == "guilty"], ids=lambda case: case["id"]
)
def test_guilty_copy_can_be_rewritten(case: dict[str, str]) -> None:
    """Every guilty sentence is found, and its rewrite passes without being emptied."""
    verdict = check(case["text"])
    rewritten = rewrite(case["text"], verdict)
    assert verdict.findings
    assert check(rewritten).verdict == "none"
    assert rewritten.strip()


def test_harmless_copy_is_rarely_blocked() -> None:
    """At most 0.9 % of the harmless sentences are blocked: the published figure to beat."""
    harmless = [case for case in CASES if case["label"] == "innocent"]
    blocked = [
        case["text"]
        for case in harmless
        if check(case["text"], subject_names=case.get("subject_names", ())).verdict == "block"
    ]
    assert len(harmless) >= 150
    assert len(blocked) <= 0.009 * len(harmless), blocked


def test_a_name_is_not_a_claim() -> None:
    """第一食品 is a shop's name; outside the name the same words count."""
    text = "第一食品的糕点销量第一"
    assert check("第一食品上新", subject_names=["第一食品"]).verdict == "none"
    assert [finding.text for finding in check(text, subject_names=["第一食品"]).findings] == ["销量第一"]


def test_a_name_that_ranks_is_an_advert() -> None:
    """Calling the product 全网最低价米粉 does not make the claim a name."""
    assert check("全网最低价米粉到货", subject_names=["全网最低价米粉"]).verdict == "block"


def test_suggestions_speak_the_language_of_the_text() -> None:
    """An English text gets English words, a Chinese text Chinese ones."""
    assert check("The best cereal").findings[0].suggestion.isascii()
    assert not check("最好的米粉").findings[0].suggestion.isascii()


def test_the_worst_finding_decides() -> None:
    """One blocked wording blocks the text, whatever else only warns."""
    verdict = check("纯天然配方，销量第一")
    assert {finding.severity for finding in verdict.findings} == {"warn", "block"}
    assert verdict.verdict == "block"


def test_the_promised_json() -> None:
    """The fields of the command line's `check` are exactly those promised."""
    body = json.loads(check("销量第一").model_dump_json())
    assert set(body) == {"verdict", "findings"}
    assert set(body["findings"][0]) == {"start", "end", "text", "rule", "article", "severity", "suggestion"}
    assert body["findings"][0]["article"] == "广告法 第九条第（三）项"


def test_each_finding_is_explained_once() -> None:
    """The owner reads which words, which rule, which article, and what to write instead."""
    verdict = check("销量第一，纯天然")
    sentences = explain(verdict)
    assert len(sentences) == 2
    assert sentences[0].args["words"] == "销量第一"
    assert isinstance(sentences[0].args["article"], Text)


def test_no_finding_never_reads_as_compliant() -> None:
    """Without findings the owner reads that no known risk was found, no more."""
    assert [sentence.msg for sentence in explain(Verdict(verdict="none", findings=[]))] == [
        "No known risk found."
    ]


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("全网最低价，第一名的辅食，今天下单", "近期优惠价，很受欢迎的辅食，今天下单"),
        ("第1名的辅食", "很受欢迎的辅食"),
        ("销量排名第一名的纸尿裤", "很多顾客选购的纸尿裤"),
        ("口碑第一名，放心买", "很受欢迎，放心买"),
        ("我们是第一名", "我们是很受欢迎的"),
        ("全网第一名店", "很受欢迎的名店"),
        ("国内第一品牌的米粉", "人气品牌的米粉"),
        ("稳居榜首的米粉", "很受欢迎的米粉"),
        ("天猫榜首辅食", "很受欢迎的辅食"),
        ("冠军辅食", "人气辅食"),
    ],
)
def test_a_rewritten_rank_leaves_no_scrap(text: str, rewritten: str) -> None:
    """A rank is replaced whole, with the noun that counts it (第一名), and what remains is a sentence."""
    assert rewrite(text, check(text)) == rewritten
