"""A formula as owners write it: read into names, written back as they call the figures, refused with what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.semantic.formula import read_formula
from brain.facts.semantic.formula_words import (
    formula_in_names,
    formula_text,
    is_arithmetic,
    nearest_metric,
    node_text,
)
from brain.facts.semantic.metrics import METRICS
from brain.kernel.errors import OwnerError


@pytest.mark.parametrize(
    ("typed", "formula", "said"),
    [
        ("毛利 - 0.05 × 净销售额", "gross_profit - 0.05 * net_sales", "毛利 − 0.05 × 净销售额"),
        ("毛利减净销售额的5%", "gross_profit - net_sales * 5%", "毛利 − 净销售额 × 5%"),
        ("退款 / 毛销售额", "refunds / gross_sales", "退款金额 ÷ 退款前销售额"),
        (
            "毛利除以（订单数＋退款订单数）",
            "gross_profit / (orders + refunded_orders)",
            "毛利 ÷ (订单数 + 退款订单数)",
        ),
        ("5% of net sales", "5% * net_sales", "5% × 净销售额"),
        ("Gross Sales minus refunds", "gross_sales - refunds", "退款前销售额 − 退款金额"),
        ("加购 ÷ 浏览量", "carts / views", "加购次数 ÷ 浏览量"),
        ("net sales / days", "net_sales / days", "净销售额 ÷ 天数"),
        ("5,000 + 毛利", "5000 + gross_profit", "5000 + 毛利"),
        ("-refunds", "- refunds", "−退款金额"),
    ],
)
def test_what_owners_write_is_read(typed: str, formula: str, said: str) -> None:
    """Both languages, any word of a figure, signs as they stand on keys or are said."""
    assert formula_in_names(typed, METRICS) == formula
    assert formula_text(formula).render("zh") == said


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("毛力 - 成本", "There is no figure called “毛力”. Did you mean “Gross profit”?", "是不是「毛利」"),
        ("毛利润率 / 2", "no figure called “毛利润率”. Did you mean “Gross margin”?", "是不是「毛利率」"),
        (
            "gros sales - refunds",
            "no figure called “gros sales”. Did you mean “Gross sales”?",
            "退款前销售额",
        ),
        ("毛利 净销售额", "Between “毛利” and “净销售额” a sign is missing", "之间少了符号"),
        ("(毛利", "A bracket is opened and never closed", "没有关上"),
        ("毛利)", "closed that was never opened", "多了一个右括号"),
        ("毛利 ×", "After “*” a figure or a number is missing", "后面少了"),
        ("× 毛利", "Before “*” a figure or a number is missing", "前面少了"),
        ("5 + 3", "numbers only", "只有数字"),
        ("", "Write the formula", "写上公式"),
        ("毛利" * 300, "too long", "太长"),
        ("毛利; DROP TABLE shop", "There is no figure called", "没有叫"),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, english: str, chinese: str) -> None:
    """The place that is wrong and the nearest figure, in the reader's language."""
    with pytest.raises(OwnerError) as refused:
        formula_in_names(typed, METRICS)
    assert english in refused.value.render("en")
    assert chinese in refused.value.render("zh")


@given(text=st.text(alphabet="毛利退款orders 0.5%+-×÷()的加减", max_size=30))
def test_reading_what_was_written_back_changes_nothing(text: str) -> None:
    """Written as the reader calls the figures and read again it is the same formula."""
    try:
        formula = formula_in_names(text, METRICS)
        tree = read_formula(formula)
    except OwnerError:
        return
    for lang in ("zh", "en"):
        again = read_formula(formula_in_names(node_text(tree).render(lang), METRICS))
        assert node_text(again) == node_text(tree)


def test_a_sentence_is_no_formula() -> None:
    """What explains a word in conversation stays a word."""
    for words in ("销量100件以上", "新客的销售额", "辅食+奶粉", "products with units over 100", "净销售额"):
        assert not is_arithmetic(words, METRICS), words
    for words in ("毛利减净销售额的5%", "毛力 - 成本", "gross profit - 5% of net sales"):
        assert is_arithmetic(words, METRICS), words


def test_the_nearest_is_near() -> None:
    """A homophone is found; what is like nothing is not forced on anything."""
    near = nearest_metric("毛力", METRICS)
    assert near is not None
    assert near.name == "gross_profit"
    assert nearest_metric("天气预报员", METRICS) is None
