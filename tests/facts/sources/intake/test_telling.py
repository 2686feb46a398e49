"""What a person says of the columns in doubt holds; the rest stays as it was understood, and what is still open is asked."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.guessing.guess import guess
from brain.facts.sources.intake.telling import TO_FILL_IN, Told, answer_to, columns_of, laid_over
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from tests.facts.counter import Counter

HEADER = ["订单编号", "下单时间", "商品名称", "数量", "单价", "实付金额", "订单状态"]
STATES = ("已付款", "拼团中", "配送完毕", "待付款")
ROWS = [
    [f"D{n:05}", f"2026-11-{n % 27 + 1:02} 10:00", f"米粉{n % 5}", str(1 + n % 3), "10", "0" if n % 4 in (1, 3) else str(10 * (1 + n % 3)), STATES[n % 4]]
    for n in range(40)
]  # fmt: skip
TILL = ["单号", "日期", "品名", "数量", "应付金额", "实付"]
TILL_ROWS = [
    ["1", "2026-11-01", "米粉", "2", "80", "75"],
    ["1", "2026-11-01", "奶瓶", "2", "80", "75"],
    ["3", "2026-11-03", "奶瓶", "1", "50", "50"],
    ["4", "2026-11-04", "奶瓶", "3", "150", "140"],
]


def text_of(header: list[str], rows: list[list[str]]) -> str:
    """The file."""
    return "\n".join(",".join(row) for row in [header, *rows]) + "\n"


def test_words_of_status_are_explained(counter: Counter) -> None:
    """The question names the column and its words; explained they load, every other column as it was understood."""
    with pytest.raises(OwnerError) as refused:
        counter.load(text_of(HEADER, ROWS))
    said = refused.value.render("en")
    assert (
        json.dumps({"订单状态": {"拼团中": TO_FILL_IN, "配送完毕": TO_FILL_IN}}, ensure_ascii=False) in said
    )
    assert "--map" in said
    words = {"拼团中": "unpaid", "配送完毕": "paid"}
    report = counter.load(text_of(HEADER, ROWS), mapping={"订单状态": "status"}, words=words)
    assert (report.loaded, report.mapping["实付金额"]) == (40, "paid_amount")
    counted = "SELECT status, count(*) FROM order_line GROUP BY status ORDER BY status"
    assert counter.rows(counted) == [("paid", 20), ("unpaid", 20)]
    more = [[f"E{place}", *row[1:]] for place, row in enumerate(ROWS)]
    assert counter.load(text_of(HEADER, more)).loaded == 40, "a later file of that shape needs no explanation"


def test_words_left_unexplained_are_asked_again(counter: Counter) -> None:
    """One of two explained leaves one question; a word for rows that stay out is an answer too."""
    with pytest.raises(OwnerError) as refused:
        counter.load(text_of(HEADER, ROWS), words={"拼团中": "unpaid"})
    assert "out: 配送完毕." in refused.value.render("en")
    report = counter.load(text_of(HEADER, ROWS), words={"拼团中": "unpaid", "配送完毕": ""})
    assert (report.loaded, {one.code for one in report.quarantined}) == (30, {"unknown_status"})


def test_capitals_and_blanks_of_a_word_do_not_matter(counter: Counter) -> None:
    """Systems write the same state now so, now so."""
    rows = [[*row[:-1], row[-1].replace("配送完毕", " Handed Over ")] for row in ROWS]
    words = {"拼团中": "unpaid", "handed over": "paid"}
    assert counter.load(text_of(HEADER, rows), words=words).loaded == 40


def test_a_column_told_settles_its_questions_and_no_others(counter: Counter) -> None:
    """The amount was asked about: said, the file loads with goods and pieces as they were understood."""
    with pytest.raises(OwnerError) as refused:
        counter.load(text_of(TILL, TILL_ROWS))
    assert '{"实付": "paid_amount"}' in refused.value.render("en")
    assert "order_paid" in refused.value.render("en")
    report = counter.load(text_of(TILL, TILL_ROWS), mapping={"实付": "order_paid"})
    assert report.mapping["品名"] == "product_name"
    assert counter.rows("SELECT sum(paid_amount)::DOUBLE, count(DISTINCT order_id) FROM order_line") == [
        (265.0, 3)
    ]


def test_the_preview_says_how_each_doubt_is_answered(counter: Counter) -> None:
    """As many answers as doubts, each with what is to be written."""
    seen = counter.preview(text_of(TILL, TILL_ROWS))
    assert seen.doubts
    assert len(seen.answers) == len(seen.doubts)
    assert all("--map" in answer.render("en") or "--kind" in answer.render("en") for answer in seen.answers)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_saying_more_never_asks_more(data: st.DataObject) -> None:
    """Whichever columns are said to be what they were taken for: the questions left are among those asked before."""
    found = guess(TILL, TILL_ROWS)
    assert found is not None
    agreed = dict(data.draw(st.lists(st.sampled_from(sorted(found.mapping.items())), unique=True)))
    merged = laid_over(TILL, TILL_ROWS, Told(agreed))
    assert merged is not None
    assert all(doubt in found.doubts for doubt in merged.doubts)
    for column, field in agreed.items():
        assert merged.mapping[column] == field
    if set(agreed) == set(TILL):
        assert merged.sure


def test_no_field_is_read_from_two_columns() -> None:
    """What is said to be a field takes it from the column that was taken for it; of two payments only the one said stays."""
    for column in TILL:
        merged = laid_over(TILL, TILL_ROWS, Told({column: "order_paid"}))
        assert merged is not None
        fields = [field for field in merged.mapping.values() if field]
        assert len(fields) == len(set(fields))
        assert "paid_amount" not in fields


def test_what_was_said_before_gives_way(counter: Counter) -> None:
    """A second word about the amount replaces the first one, though it names another column."""
    counter.load(text_of(TILL, TILL_ROWS), mapping={"实付": "order_paid"})
    other = [[f"9{row[0]}", *row[1:]] for row in TILL_ROWS]
    report = counter.load(text_of(TILL, other), mapping={"应付金额": "order_paid"})
    assert report.mapping.get("应付金额") == "order_paid"
    assert "实付" not in report.mapping


def test_two_columns_cannot_both_be_it(counter: Counter) -> None:
    """A mapping that names a field twice is refused: which of them counts would be a guess."""
    with pytest.raises(OwnerError) as refused:
        counter.load(text_of(TILL, TILL_ROWS), mapping={"实付": "paid_amount", "应付金额": "paid_amount"})
    assert refused.value.code == "wrong_mapping"


def test_every_doubt_names_something_to_write() -> None:
    """Of all files that ask: the answer holds columns that exist, or says what is to be filled in."""
    asked = 0
    for width in range(3, len(HEADER) + 1):
        for places in combinations(range(len(HEADER)), width):
            header = [HEADER[place] for place in places]
            rows = [[row[place] for place in places] for row in ROWS]
            found = guess(header, rows)
            for doubt in found.doubts if found else ():
                asked += 1
                said = answer_to(doubt, found, rows).args.get("json")
                if isinstance(said, str):
                    assert set(json.loads(said)) <= {*header, TO_FILL_IN}, doubt
    assert asked > 50


def test_columns_with_commas_in_their_names() -> None:
    """A column called `a, b` is one column; a list of two is two."""
    doubt = Text(msg="{columns}", args={"columns": "a, b"})
    assert columns_of(doubt, ["a, b", "a"]) == ["a, b"]
    assert columns_of(doubt, ["a", "b"]) == ["a", "b"]
