"""A day in one column and its time of day in another: one text that reads as an instant."""

from __future__ import annotations

from brain.facts.sources.values.cells import SERIAL, literal

# 14:30 · 9:05:01 · 2:30 PM · 下午2:30 · 14时30分 · 14点; a workbook may put its day zero in front of a time.
CLOCK = (
    r"(?:(?:1899-12-3[01]|1900-01-0[01])[ t])?(上午|下午|中午|凌晨|早上|晚上)?\s*(\d{1,2})\s*(?:[:：时点])\s*(\d{1,2})?分?"
    r"(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?\s*([ap]\.?m\.?)?"
)
AFTER_NOON = "('下午', '晚上', 'pm', 'p.m.', 'pm.', 'p.m')"
BEFORE_NOON = "('上午', '早上', '凌晨', 'am', 'a.m.', 'am.', 'a.m')"
# A day cell of a workbook carries the midnight that nobody wrote.
MIDNIGHT = r"[T\s]\s*0?0:00(:00(\.0+)?)?$"


def joined(day: str, clock: str) -> str:
    """The day cell with the time of day of the clock cell behind it, as text.

    The day alone where the clock cell is empty or no time; the day cell as it stands where it has a time of its own.
    """
    even = f"lower(trim({clock}))"

    def part(place: int) -> str:
        return f"regexp_extract({even}, {literal('^' + CLOCK + '$')}, {place})"

    said, first, minute, second = f"{part(1)} || {part(5)}", part(2), part(3), part(4)
    hour = f"""CASE WHEN {said} IN {AFTER_NOON} THEN CASE WHEN h < 12 THEN h + 12 WHEN {part(1)} <> '晚上' THEN h END
        WHEN {said} IN {BEFORE_NOON} THEN CASE WHEN h < 12 THEN h WHEN h = 12 THEN 0 END
        WHEN {said} = '中午' THEN CASE WHEN h < 10 THEN h + 12 ELSE h END ELSE h END"""
    told = f"""(SELECT CASE WHEN hh < 24 AND m < 60 AND s < 60 THEN printf('%02d:%02d:%02d', hh, m, s) END
        FROM (SELECT {hour} AS hh, m, s FROM (SELECT try_cast({first} AS INTEGER) AS h,
              coalesce(try_cast(nullif({minute}, '') AS INTEGER), 0) AS m,
              coalesce(try_cast(nullif({second}, '') AS INTEGER), 0) AS s)))"""
    bare = f"regexp_replace({day}, {literal(MIDNIGHT)}, '')"
    plain = f"""CASE WHEN regexp_full_match({bare}, {literal(SERIAL)}) AND NOT contains({bare}, '.')
        THEN CAST(DATE '1899-12-30' + try_cast({bare} AS INTEGER) AS VARCHAR)
        WHEN regexp_full_match({bare}, '\\d{{8}}') THEN concat_ws('-', {bare}[1:4], {bare}[5:6], {bare}[7:8]) ELSE {bare} END"""
    own = f"contains({bare}, ':') OR contains({bare}, '时') OR regexp_full_match({bare}, '\\d{{5}}\\.\\d+|\\d{{10,14}}')"
    return f"CASE WHEN {day} IS NULL OR {clock} IS NULL OR {own} THEN {day} ELSE coalesce({plain} || ' ' || {told}, {day}) END"
