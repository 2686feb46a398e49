"""Folding undoes disguises and keeps the way back to the original text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.content.compliance.folding import fold


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("最 佳", "最佳"), ("最.佳", "最佳"), ("最🌟佳", "最佳"), ("最，佳", "最佳"), ("最\u200b佳", "最佳"), ("最̲佳̲", "最佳"),
        ("國家級", "国家级"), ("最優", "最优"), ("zui好", "最好"), ("z u i 好", "最好"), ("最hǎo", "最好"), ("zuijia", "最佳"), ("蕞低价", "最低价"),
        ("ＮＯ.１", "no.1"), ("Ｎｏ１", "no1"), ("第①", "第一"), ("第—品牌", "第一品牌"), ("第 1 名", "第一名"),
    ],
)  # fmt: skip
def test_disguises_fold_to_the_plain_word(disguised: str, plain: str) -> None:
    """Width, tone marks, traditional forms, separators, pinyin and look-alikes all read as the plain word."""
    assert fold(disguised).text == plain


def test_a_clause_mark_keeps_words_apart() -> None:
    """榜首，选它 is not 首选: a clause mark stays unless it can only be a disguise."""
    assert "首选" not in fold("登上榜首，选它没错").text


def test_latin_words_keep_their_spaces() -> None:
    """Spaces between Latin words separate words and stay."""
    assert fold("the best of").text == "the best of"


def test_a_replaced_spelling_points_at_all_its_letters() -> None:
    """zui好 is one word to the rules and five letters to the owner."""
    folded = fold("买zui好的")
    assert folded.span(1, 3) == (1, 5)


@given(st.text())
def test_offsets_never_leave_the_text(text: str) -> None:
    """Every folded character knows a non-empty, ordered piece of the original."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends) == len(folded.gaps)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
