"""Numbers in finished texts against their claims."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.evidence import Claim, Unit
from brain.kernel.formats import format_claim, format_money, format_rate
from brain.kernel.grounding import unsupported_numbers
from brain.kernel.number_words import chinese_number


def claim(value: str, unit: Unit = "number") -> Claim:
    """A claim on a made-up receipt."""
    return Claim(value=Decimal(value), unit=unit, currency="CNY" if unit == "money" else None, receipt="r1")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("升温35%", "0.354", "rate"),
        ("升温３５％", "0.354", "rate"),
        ("rose 35.4 percent", "0.354", "rate"),
        ("涨了三成", "0.3", "rate"),
        ("涨了三成半", "0.35", "rate"),
        ("百分之三十五", "0.35", "rate"),
        ("8折", "0.2", "rate"),
        ("八五折", "0.85", "rate"),
        ("8.5折", "0.15", "rate"),
        ("85折", "0.15", "rate"),
        ("半价", "0.5", "rate"),
        ("half price", "0.5", "rate"),
        ("fifty percent", "0.5", "rate"),
        ("卖了¥8,420", "8419.6", "money"),
        ("卖了￥８,４２０", "8420", "money"),
        ("1.2万元", "12036", "money"),
        ("$8.4k", "8420", "money"),
        ("£12.50 each", "12.5", "money"),
        ("三十九块钱", "39", "money"),
        ("一万二千元", "12000", "money"),
        ("twelve dollars", "12", "money"),
        ("三百二十人", "320", "count"),
        ("群发 186 人", "186", "count"),
        ("七天无理由", "7", "days"),
        ("3倍", "3", "number"),
        ("跌了5%", "-0.05", "rate"),
        ("-5%", "-0.05", "rate"),
    ],
)
def test_a_number_is_supported_at_the_precision_it_is_written_in(text: str, value: str, unit: Unit) -> None:
    """A claim supports its own number in every form a shop writes it, and nothing supports it without the claim."""
    assert unsupported_numbers(text, [claim(value, unit)]) == []
    assert unsupported_numbers(text, []) != []


@pytest.mark.parametrize(
    ("text", "value", "unit", "found"),
    [
        ("升温36%", "0.354", "rate", "36%"),
        ("升温35.5%", "0.354", "rate", "35.5%"),
        ("+5%", "-0.05", "rate", "+5%"),
        ("¥8,430", "8420", "money", "¥8,430"),
        ("卖了35件", "0.35", "rate", "35"),
        ("1.3万", "12036", "money", "1.3万"),
        ("¥186", "186", "count", "¥186"),
        ("35%", "35", "number", "35%"),
        ("$8.4M", "8.4", "money", "$8.4M"),
        ("三五百人", "300", "count", "三五百人"),
        ("两百块", "100", "money", "两百块"),
        ("买一送一，八折", "0.3", "rate", "八折"),
    ],
)
def test_another_number_is_refused(text: str, value: str, unit: Unit, found: str) -> None:
    """What no claim supports comes back as it was written."""
    assert unsupported_numbers(text, [claim(value, unit)]) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "一起来看看，挑一件喜欢的",
        "新的一天，千万别忘了吃饭",
        "一家人，三口之家，周三见",
        "十分感谢，万一用得上呢",
        "成为朋友，一成不变，折叠收纳",
        "one more thing: two of us looked at it",
    ],
)
def test_ordinary_words_are_no_amounts(text: str) -> None:
    """Small words that happen to be numerals need no claim."""
    assert unsupported_numbers(text, []) == []


@pytest.mark.parametrize(
    ("text", "allowed", "left"),
    [
        ("奶粉2段 10:00 开始", ["奶粉2段", "10:00"], []),
        ("奶粉12段", ["奶粉2段", "2段"], ["12"]),
        ("¥390 与 39", ["39"], ["¥390"]),
        ("39% 39折 39万 39.5", ["39"], ["39%", "39折", "39万", "39.5"]),
        ("39 %", ["39"], ["39 %"]),
        ("¥39.90，还有 39.90 元", ["39.90"], []),
        ("满99减20", ["满99减20"], []),
        ("满99减20，满199减50", ["满99减20"], ["199", "50"]),
        ("①和½", [], ["①", "½"]),
        ("10:00", [], ["10:00"]),
        ("A2奶粉，A20奶粉", ["A2奶粉"], ["20"]),
    ],
)
def test_allowed_strings_excuse_only_themselves(text: str, allowed: list[str], left: list[str]) -> None:
    """A given name, time or price excuses its own whole occurrences and no longer number around them."""
    assert unsupported_numbers(text, [], allowed) == left


amounts = st.decimals(min_value=Decimal("-99999"), max_value=Decimal("99999"), places=2)
rates = st.decimals(min_value=Decimal("-5"), max_value=Decimal("5"), places=4)


@given(amounts, st.sampled_from(["zh", "en"]))
def test_our_own_writing_of_a_claim_is_always_supported(value: Decimal, lang: str) -> None:
    """Whatever the formats write of a claim, the checker finds supported."""
    for unit in ("money", "number"):
        made = claim(str(value), unit)
        assert unsupported_numbers(f"共{format_claim(made, lang)}。", [made]) == []
    short = format_money(value, "CNY", "zh", short=True)
    assert unsupported_numbers(short, [claim(str(value), "money")]) == []


@given(rates)
def test_our_own_writing_of_a_rate_is_always_supported(value: Decimal) -> None:
    """A rate written with one decimal matches its claim."""
    assert unsupported_numbers(format_rate(value, "zh"), [claim(str(value), "rate")]) == []


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_whole_number_matches_only_itself(written: int, known: int) -> None:
    """A whole number without scale is supported by an equal count and by no other."""
    assert (unsupported_numbers(f"共 {written} 件", [claim(str(known), "count")]) == []) == (written == known)


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_is_read_without_failing(text: str, allowed: list[str]) -> None:
    """Whatever the text, what is reported is a piece of it."""
    assert all(piece in text for piece in unsupported_numbers(text, [claim("1")], allowed))


@given(st.integers(1, 99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    """A number written out in Chinese numerals has its value."""
    assert chinese_number(_in_chinese(value)) == value


def _in_chinese(value: int) -> str:
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if low and low < 1000 else ""
        return _in_chinese(high) + "万" + (gap + _in_chinese(low) if low else "")
    words, pending = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit:
            words += ("零" if pending else "") + "零一二三四五六七八九"[digit] + unit
            pending = False
        else:
            pending = pending or bool(words)
    return words
