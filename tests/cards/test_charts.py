from hypothesis import given
from hypothesis import strategies as st

from cards.charts import INK_ON_DARK, Mark, Span, bars, in_ink, line, spans, waterfall

AMOUNTS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def test_bars_start_at_an_honest_zero():
    """The scale of bars holds zero, and has room for the number behind the longest bar."""
    spec = bars([Mark("a", 50, "50"), Mark("b", 100, "100")])
    low, high = spec["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert high > 100


def test_a_long_line_tells_three_numbers():
    """Of many points only the highest, the lowest and the last carry their number; where the line comes from above, below it."""
    marks = [Mark(str(day), value, f"<{value}>") for day, value in enumerate([3, 9, 4, 5, 1, 6, 7, 5, 6, 4])]
    rows = line(marks, "sales")["data"]["values"]
    assert [row["told"] for row in rows if row["told"]] == ["<9>"]
    assert [row["below"] for row in rows if row["below"]] == ["<1>", "<4>"]


def test_no_number_falls_on_the_days_below():
    """A dip that reaches the ground keeps its number above: under it stand the days."""
    marks = [Mark(str(day), value, f"<{value}>") for day, value in enumerate([3, 0, 9])]
    assert [row["told"] for row in line(marks, "sales")["data"]["values"]] == ["<3>", "<0>", "<9>"]


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=5))
def test_steps_of_a_waterfall_meet(start, steps):
    """Each step begins where the one before ended, so that the picture adds up as the figures do."""
    marks = [Mark("before", start, "", "total"), *(Mark(str(n), step, "") for n, step in enumerate(steps))]
    rows = waterfall(marks)["data"]["values"]
    level = start
    for row, step in zip(rows[1:], steps, strict=True):
        assert sorted((row["from"], row["to"])) == sorted((level, level + step))
        level += step


def test_spans_share_one_scale_with_a_zero_line():
    """Expected and actual can be compared because they share the axis and the zero."""
    spec = spans([Span("Expected", 1, 2, 3, "1 to 3"), Span("Actual", -1, 0, 2, "-1 to 2")])
    scales = [layer["encoding"]["x"]["scale"] for layer in spec["layer"]]
    assert spec["layer"][0]["encoding"]["x"]["datum"] == 0
    assert all(scale == scales[0] for scale in scales)
    assert {row["name"] for row in spec["data"]["values"]} == {"Expected", "Actual"}


def test_numbers_wear_the_ink_of_the_theme():
    """On the dark theme the numbers on marks are light, or nobody could read them."""
    assert in_ink(bars([]), dark=True)["config"]["text"]["color"] == INK_ON_DARK


def test_the_last_number_is_written_once() -> None:
    """A price that fell and stays there: its number stands at the last point, not twice side by side."""
    marks = [
        Mark(name=f"d{day}", value=value, label=f"¥{value}")
        for day, value in enumerate([72.9] * 20 + [54.7] * 3)
    ]
    told = [row["told"] or row["below"] for row in line(marks, "price")["data"]["values"]]
    assert told.count("¥54.7") == 1
    assert told[-1] == "¥54.7"
    assert "¥72.9" in told
