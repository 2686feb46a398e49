"""What was not stated does not pass: figures, names, days, directions; what was stated passes in both languages."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brain.assistant.agent.dates_said import dates_said, is_known
from brain.assistant.agent.grounding import Checked, Ground, Reply, Sentences
from brain.assistant.agent.names_said import names_from, shop_names
from brain.assistant.tools import QUERY
from brain.assistant.tools.base import Stated, ToolResult
from brain.kernel.evidence import Claim, Period
from brain.kernel.formats import format_claim, format_day, format_exact_money, format_full_day
from brain.kernel.number_words import plain_form
from tests.assistant.workbench import Workbench

TODAY = date(2026, 11, 20)
WEEK = Period(start=date(2026, 11, 9), end=date(2026, 11, 16))
BEFORE = Period(start=date(2026, 11, 2), end=date(2026, 11, 9))
NAMES = ("有机米粉", "南瓜泥", "纸尿裤 M", "Rice Cereal")
OWN = names_from([*NAMES, "湿巾", "婴儿饼干", "Bamboo Wipes"])


def money(value: str | Decimal, metric: str = "net_sales", *of: str, period: Period = WEEK) -> Stated:
    claim = Claim(value=Decimal(value), unit="money", currency="CNY", receipt="r")
    return Stated(claim, metric, of, period=period)


def count(value: int, metric: str = "orders", *of: str) -> Stated:
    return Stated(Claim(value=Decimal(value), unit="count", receipt="r"), metric, of, period=WEEK)


def change(value: str, metric: str = "net_sales") -> Stated:
    return Stated(Claim(value=Decimal(value), unit="rate", receipt="r"), metric, change=True, period=WEEK)


def ground(*stated: Stated, chinese: bool = True, words: tuple[str, ...] = ("小店",)) -> Ground:
    made = Ground(TODAY, OWN, words, chinese)
    names = tuple(name for one in stated for name in one.of)
    made.add(ToolResult(content={}, stated=stated, names=names, periods=(WEEK, BEFORE)))
    return made


SHOP = (
    money("4574.90"),
    money("4783.80", period=BEFORE),
    change("-0.0437"),
    count(18),
    money("1806.00", "net_sales", "有机米粉"),
    money("1251.00", "net_sales", "南瓜泥"),
    count(7, "orders", "有机米粉"),
)
RIGHT = [
    "上周（11月9日～11月15日）净销售额 ¥4,574.90，比前一周的 ¥4,783.80 下降 4.4%。",
    "上周净销售额4575元，订单18单。",
    "净销售额约 4600 元。",
    "卖得最好的是有机米粉，净销售额 ¥1,806；其次是南瓜泥（¥1,251）。",
    "有机米粉和南瓜泥分别卖了 ¥1,806、¥1,251。",
    "有机米粉 ¥1,806，比南瓜泥的 ¥1,251 多 ¥555。",
    "有机米粉 ¥1,806，南瓜泥 ¥1,251，合计 ¥3,057。",
    "有机米粉 ¥1,806，占全店 ¥4,574.90 的 39.5%，约四成。",
    "全店净销售额 ¥4,574.90，订单 18 单，平均每单 ¥254.16。",
    "有机米粉 7 单，净销售额一千八百零六元。",
    "净销售额差不多是 4.6千。",
    "总体来看，上周表现平稳，建议继续关注。",
    "可以看看下面的明细，需要我按天看一下吗？",
    "11月9日到15日这一周的净销售额是 ¥4,574.90。",
    "2026-11-09 到 2026-11-15 净销售额 ¥4,574.90。",
    "前一周净销售额 ¥4,783.80。",
]
RIGHT_EN = [
    "Net sales last week (Nov 9 – Nov 15) were ¥4,574.90, down 4.4% from ¥4,783.80 the week before.",
    "There were 18 orders.",
    "The best seller was 有机米粉 with ¥1,806.00, followed by 南瓜泥 at ¥1,251.00.",
    "Together 有机米粉 (¥1,806) and 南瓜泥 (¥1,251) brought in ¥3,057 in total.",
    "Net sales were about 4,600 yuan.",
    "Would you like to see it by day?",
]
WRONG = [
    "上周净销售额 ¥4,584.90。",
    "上周净销售额 ¥4,574.90，比前一周上涨 4.4%。",
    "上周净销售额 ¥4,783.80。",
    "本月净销售额 ¥4,574.90。",
    "12月净销售额 ¥4,574.90。",
    "上周三净销售额 ¥4,574.90。",
    "2025年净销售额 ¥4,574.90。",
    "昨天净销售额 ¥4,574.90。",
    "净销售额 $4,574.90。",
    "卖得最好的是南瓜泥，净销售额 ¥1,806。",
    "南瓜泥 7 单。",
    "有机米粉净销售额 ¥4,574.90。",
    "卖得最好的是星空饼干，净销售额 ¥1,806。",
    "星空饼干卖了 ¥4,574.90。",
    "建议主推星空饼干。",
    "推荐「月光宝盒」。",
    "湿巾卖得也不错。",
    "Aptamil 卖得也不错。",
    "订单数 4,575。",
    "客单价 ¥4,574.90。",
    "上周订单 17 单。",
    "上周卖出三单。",
    "上百个客户下了单。",
    "约三分之一来自老客。",
    "销售额翻倍了。",
    "净销售额五千元。",
    "净销售额约 4700 元。",
    "有机米粉 ¥1,806，比南瓜泥的 ¥1,251 多 ¥565。",
    "有机米粉 ¥1,806，南瓜泥 ¥1,251，合计 ¥3,067。",
    "有机米粉 ¥1,806，占全店 ¥4,574.90 的 49.5%。",
    "全店净销售额 ¥4,574.90，订单 18 单，平均每单 ¥264。",
    "周末卖得最好。",
]
WRONG_EN = [
    "The Moonlight Lamp sold best.",
    "Moonlight sold best.",
    "Orders fell 4.4%.",
    "Net sales rose 4.4%.",
    "Net sales last month were ¥4,574.90.",
    "A third of it came from old customers.",
    "Hundreds of customers came.",
    "Bamboo wipes did well.",
    "Net sales were ¥4,574.90 in 2025.",
    "Three orders came from returning customers.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_was_stated_passes(text: str) -> None:
    """Rounded, in words, worked out from what stands beside it, with the right days and names."""
    assert ground(*SHOP).check(text).objections == ()


@pytest.mark.parametrize("text", RIGHT_EN)
def test_what_was_stated_passes_in_english(text: str) -> None:
    """The same in English."""
    assert ground(*SHOP, chinese=False).check(text).objections == ()


@pytest.mark.parametrize("text", WRONG)
def test_what_was_not_stated_is_objected_to(text: str) -> None:
    """A digit, a day, a name, a direction, a currency, a metric, a vague amount."""
    assert ground(*SHOP).check(text).objections != ()


@pytest.mark.parametrize("text", WRONG_EN)
def test_what_was_not_stated_is_objected_to_in_english(text: str) -> None:
    """The same in English."""
    assert ground(*SHOP, chinese=False).check(text).objections != ()


def test_a_sentence_may_go_on_with_the_one_before() -> None:
    """Its subject, and its figures to work with."""
    reply = Reply(ground(*SHOP))
    for sentence in (
        "有机米粉卖得最好，净销售额 ¥1,806。",
        "一共 7 单。",
        "其次是南瓜泥，¥1,251。",
        "两者相差 ¥555。",
    ):
        assert reply.take(sentence) == sentence
    assert reply.take("两者相差 ¥556。") == ""
    assert not reply.is_gone


def test_a_reply_whose_gist_is_gone_is_gone() -> None:
    """Only what says nothing is left."""
    reply = Reply(ground(*SHOP))
    reply.take("上周净销售额 ¥9,999。")
    reply.take("可以看看明细。")
    assert reply.is_gone
    assert reply.objections() == ["¥9,999"]


AMOUNTS = st.decimals("100", "9999999", places=2)
COUNTS = st.integers(11, 99_999)
RATES = st.decimals("-0.95", "3", places=4).filter(lambda rate: abs(rate) >= Decimal("0.01"))
TEMPLATES = {
    "zh": "上周（{first}～{last}）净销售额 {money}，订单 {count}。{name}净销售额 {part}。净销售额{direction} {rate}。",
    "en": "Net sales last week ({first} – {last}) were {money}, orders {count}. {name} had net sales of {part}. Net sales went {direction} {rate}.",
}


def told(
    lang: str, exact: bool, amount: Decimal, orders: int, part: Decimal, rate: Decimal, name: str
) -> tuple[str, Ground]:
    """A reply written from claims alone, and the ground that they make."""
    stated = (
        money(amount),
        count(orders),
        money(part, "net_sales", name),
        change(str(rate)),
    )
    write = (
        (lambda claim: format_exact_money(claim.value, "CNY", lang))
        if exact
        else (lambda claim: format_claim(claim, lang))
    )
    up = {"zh": ("上涨", "下降"), "en": ("up", "down")}[lang]
    text = TEMPLATES[lang].format(
        first=(format_day if lang == "zh" else format_full_day)(WEEK.start, lang),
        last=(format_day if lang == "zh" else format_full_day)(WEEK.end - timedelta(days=1), lang),
        money=write(stated[0].claim),
        count=format_claim(stated[1].claim, lang),
        part=write(stated[2].claim),
        name=name,
        direction=up[rate < 0],
        rate=format_claim(stated[3].claim.model_copy(update={"value": abs(rate)}), lang),
    )
    return text, ground(*stated, chinese=lang == "zh")


def all_checked(text: str, made: Ground) -> list[Checked]:
    reply, cutter = Reply(made), Sentences()
    for sentence in [*cutter.feed(text), *cutter.rest()]:
        reply.take(sentence)
    return reply.dropped


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["zh", "en"]), st.booleans(), AMOUNTS, COUNTS, AMOUNTS, RATES, st.sampled_from(NAMES))
def test_a_text_made_from_claims_passes(
    lang: str, exact: bool, amount: Decimal, orders: int, part: Decimal, rate: Decimal, name: str
) -> None:
    """Whatever the figures, in both languages, to the cent or rounded."""
    text, made = told(lang, exact, amount, orders, part, rate, name)
    assert [one.objections for one in all_checked(text, made)] == []


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["zh", "en"]),
    AMOUNTS,
    COUNTS,
    AMOUNTS,
    RATES,
    st.sampled_from(NAMES),
    st.data(),
)
def test_a_single_altered_digit_fails(
    lang: str, amount: Decimal, orders: int, part: Decimal, rate: Decimal, name: str, data: st.DataObject
) -> None:
    """Any digit of any figure or date."""
    assume(abs(amount - part) > 1 and abs(amount - orders) > 1 and abs(part - orders) > 1)
    text, made = told(lang, True, amount, orders, part, rate, name)
    places = [at for at, char in enumerate(text) if char.isdigit()]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    altered = text[:at] + digit + text[at + 1 :]
    assume(plain_form(altered) != plain_form(text))
    dropped = all_checked(altered, made)
    assert dropped != [], altered


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="星月云风雪花海山", min_size=2, max_size=3),
    st.sampled_from(["饼干", "米粉", "湿巾", "台灯", "毛巾"]),
    st.sampled_from(
        [
            "卖得最好的是{}。",
            "{}卖了 ¥4,574.90。",
            "建议主推{}。",
            "推荐「{}」。",
            "{}净销售额 ¥1,806，排名第一。",
        ]
    ),
)
def test_an_invented_product_fails(front: str, back: str, sentence: str) -> None:
    """Whether its kind of goods is the shop's or not."""
    name = front + back
    assume(name not in NAMES)
    assert ground(*SHOP).check(sentence.format(name)).objections != ()


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from(["zh", "en"]))
def test_only_known_days_pass(day: date, lang: str) -> None:
    """Of all days with a year, those at the edges of a stated period and today."""
    edges = {WEEK.start, WEEK.end - timedelta(days=1), BEFORE.start, BEFORE.end - timedelta(days=1), TODAY}
    found = dates_said(plain_form(format_full_day(day, lang)), TODAY, (WEEK, BEFORE))
    assert len(found) == 1
    assert is_known(found[0], (WEEK, BEFORE), TODAY) == (day in edges)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["上周卖了 ¥4,574.90。", "It was 4.5 times. ", "好\n", "行！", "1. 米粉", " "]),
        max_size=8,
    ),
    st.integers(1, 9),
)
def test_sentences_are_cut_alike_however_they_come(parts: list[str], width: int) -> None:
    """In pieces or whole, nothing is lost and no number is cut."""
    text = "".join(parts)
    cutter = Sentences()
    pieces = [one for at in range(0, len(text), width) for one in cutter.feed(text[at : at + width])]
    pieces += cutter.rest()
    assert "".join(pieces).strip() == text.strip()
    assert not any(piece.endswith(("4,574.", "4.")) for piece in pieces)


def test_rows_of_days_belong_to_their_days(bench: Workbench) -> None:
    """Tuesday's figure under Monday's date is wrong, though both were stated."""
    result = QUERY.call(
        bench,
        {
            "metrics": ["net_sales"],
            "dimensions": ["day"],
            "period": {"start": "2026-11-09", "end": "2026-11-16"},
        },
    )
    made = Ground(bench.facts.today, shop_names(bench.facts), (), True)
    made.add(result)
    first, second = result.content["rows"][0], result.content["rows"][1]
    assert first[1] != second[1]
    assert made.check(f"11月9日净销售额 {first[1]}。").objections == ()
    assert made.check(f"11月9日净销售额 {second[1]}。").objections != ()


def test_a_kind_of_customers_has_its_own_figures() -> None:
    """The whole's figure, or a share of something else, is not the returning customers'."""
    alone = ground(*SHOP)
    assert alone.check("老客贡献了 ¥4,574.90。").objections != ()
    assert alone.check("有机米粉 ¥1,806，全店 ¥4,574.90，其中老客占 39.5%。").objections != ()
    split = ground(*SHOP, money("900.00", "net_sales", "returning"), money("3674.90", "net_sales", "new"))
    assert split.check("老客净销售额 ¥900，新客净销售额 ¥3,674.90。").objections == ()
    assert split.check("新客净销售额 ¥900。").objections != ()


@pytest.mark.parametrize("piece", ["1,234 ", "11月", "卖得", "「", "三件", "and 4 ", "有机米粉 ¥1,806、"])
def test_a_runaway_sentence_is_dropped_at_once(piece: str) -> None:
    """A model that repeats itself for ever costs no time."""
    started = time.perf_counter()
    reply, cutter = Reply(ground(*SHOP)), Sentences()
    for sentence in [*cutter.feed(piece * 2000), *cutter.rest()]:
        reply.take(sentence)
    assert reply.is_gone
    assert time.perf_counter() - started < 5


def test_a_part_is_no_growth_of_its_whole() -> None:
    """A product's figure set against the shop's gives a percentage by chance, and it means nothing."""
    reply = Reply(ground(money("100.00"), change("1.0095"), money("101.01", "net_sales", "有机米粉")))
    reply.take("净销售额 ¥100，有机米粉净销售额 ¥101.01。")
    assert reply.take("净销售额上涨 1.0%。") == ""
    assert reply.take("净销售额上涨 101.0%。") != ""


def test_what_lies_between_two_is_rounded_up() -> None:
    """1.75 % is written 1.8 %; 1.7 % was not written by the house."""
    made = ground(change("0.0175"))
    assert made.check("净销售额上涨 1.8%。").objections == ()
    assert made.check("净销售额上涨 1.7%。").objections != ()
