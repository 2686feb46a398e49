"""Sentences that are stored first and said later."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from brain.kernel import i18n
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Moment, Text, choose_language, t, verbatim

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
NUMERIC_WORDS = st.sampled_from(
    ["5", "007", "1e5", "3.0", "-1", "2026-11-20", "true", "null", "NaN", "", "１２"]
)
CLAIMS = st.builds(
    Claim,
    value=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
    unit=st.sampled_from(["money", "count", "rate", "number", "days"]),
    currency=st.just("CNY"),
    receipt=WORDS,
)
LEAVES = st.one_of(
    WORDS,
    NUMERIC_WORDS,
    st.integers(-(2**62), 2**62),
    CLAIMS,
    st.builds(Day, day=st.dates(), weekday=st.booleans(), year=st.booleans()),
    st.builds(
        Moment, at=st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC)), zone=st.just("Asia/Shanghai")
    ),
)
NAMES = st.sampled_from(["a", "b", "c"])
TEXTS = st.recursive(
    st.builds(Text, msg=WORDS, args=st.dictionaries(NAMES, LEAVES)),
    lambda inner: st.builds(Text, msg=WORDS, args=st.dictionaries(NAMES, inner | LEAVES)),
    max_leaves=6,
)


@given(TEXTS)
def test_a_text_survives_storage(text: Text) -> None:
    """What was stored as JSON comes back equal, every argument with its type."""
    again = Text.model_validate(json.loads(text.model_dump_json()))
    assert again == text
    assert {key: type(value) for key, value in again.args.items()} == {
        key: type(value) for key, value in text.args.items()
    }


@given(NUMERIC_WORDS)
def test_words_that_look_like_numbers_stay_words(words: str) -> None:
    """A product called 007 is not called 7 after it was stored."""
    again = Text.model_validate_json(verbatim(words).model_dump_json())
    assert again.args["words"] == words
    assert again.render("zh") == words


@given(WORDS)
def test_names_are_said_as_they_are(words: str) -> None:
    """Braces, percent signs and format fields in a product's name are only letters."""
    assert verbatim(words).render("en") == verbatim(words).render("zh") == words
    assert verbatim("{0.__class__}{words!r}" + words).render("en") == "{0.__class__}{words!r}" + words


@pytest.mark.parametrize("value", [True, 1.5, None, Decimal(1), [1], {"x": 1}])
def test_only_named_kinds_of_arguments_are_taken(value: object) -> None:
    """A float or a bare Decimal would be a number without a receipt."""
    with pytest.raises(ValidationError):
        Text(msg="{x}", args={"x": value})  # type: ignore[dict-item]


def test_numbers_days_and_moments_are_written_in_the_readers_format() -> None:
    """One stored sentence, two readers."""
    text = Text(
        msg="{count} {day} {at} {money}",
        args={
            "count": 12345,
            "day": Day(day=date(2026, 11, 20), weekday=True),
            "at": Moment(at=datetime(2026, 11, 20, 2, tzinfo=UTC), zone="Asia/Shanghai"),
            "money": Claim(value=Decimal(-5), unit="money", currency="CNY", receipt="r"),
        },
    )
    assert text.render("zh") == "12,345 11月20日 周五 11月20日 10:00 -¥5"
    assert text.render("en") == "12,345 Fri, Nov 20 Nov 20, 10:00 -¥5"


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive instant would be read in the server's zone and shown as the shop's."""
    with pytest.raises(ValidationError, match="timezone"):
        Moment(at=datetime(2026, 11, 20, 2), zone="Asia/Shanghai")


@given(TEXTS)
def test_every_claim_inside_is_found(text: Text) -> None:
    """Claims are counted through all nested texts, so none goes unchecked."""

    def count(node: Text) -> int:
        return sum(
            count(value) if isinstance(value, Text) else isinstance(value, Claim)
            for value in node.args.values()
        )

    assert len(text.claims()) == count(text)


def test_catalogues_are_merged_and_unfinished_entries_read_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rooms bring their own .po; an empty msgstr falls back to the source instead of showing nothing."""
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / "one.po").write_text('msgid "Hello {name}"\nmsgstr "{name}，你好"\n', encoding="utf-8")
    (folder / "two.po").write_text(
        'msgid "Later"\nmsgstr ""\n\nmsgid "Now"\nmsgstr "现在"\n', encoding="utf-8"
    )
    monkeypatch.setattr(i18n, "LOCALE_FOLDER", tmp_path)
    i18n.catalogue.cache_clear()
    try:
        assert t("zh", "Hello {name}", name="阿珍") == "阿珍，你好"
        assert (t("zh", "Later"), t("zh", "Now"), t("en", "Now")) == ("Later", "现在", "Now")
        assert t("fr", "Now") == "Now"
    finally:
        i18n.catalogue.cache_clear()


def test_marking_changes_nothing() -> None:
    """N_ is for the extractor only."""
    assert N_("Net sales") == "Net sales"


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [
        ("zh-CN", "zh"),
        ("zh_TW.UTF-8", "zh"),
        ("ZH", "zh"),
        ("en_GB.UTF-8", "en"),
        ("fr", "en"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_language_follows_the_browser(preferred: str | None, chosen: str) -> None:
    """Chinese for Chinese readers, English for all others, the default for those who do not say."""
    assert choose_language(preferred) == chosen
