"""SQL expressions that turn a trimmed text cell into a typed value, NULL when it is not one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from brain.facts.sources.base import CellType, DayOrder


@dataclass(frozen=True)
class Convention:
    """How one column is written. `plain`: every cell casts as it stands, the quickest way to read it.

    `formats`: how the column's times are usually written, tried before everything else. `scale`: what its numbers are
    multiplied by, unless a cell names its own unit. `signed`: one of its numbers may be below zero.
    """

    plain: bool = False
    day_order: DayOrder | None = None
    decimal_comma: bool = False
    formats: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)
    signed: bool = True


PLAIN = Convention(plain=True)
GENERAL = Convention()
AMOUNT = "DECIMAL(18,4)"
# Before a unit is applied: 1.23456 in ten thousands are 12,345.60.
EXACT = "DECIMAL(20,8)"
# Thousands separators must stand where thousands are: 1.234,50 and 12,5 are not understood rather than misread.
_SIGN = r"(?:CNY|RMB|USD|US\$|HK\$|NT\$|A\$|C\$|S\$|EUR|GBP|JPY|[¥￥$£€₹₩])"
_TAIL = rf"\s*(?:%|万元?|元|{_SIGN})?\)?"
_HEAD = rf"\(?[-+−]?\s*{_SIGN}?\s*[-+−]?\s*"
GROUPED = rf"{_HEAD}(\d{{1,3}}(,\d{{3}})+|\d+)?(\.\d*)?{_TAIL}"
GROUPED_COMMA = rf"{_HEAD}(\d{{1,3}}([ .\x{{00A0}}'’]\d{{3}})+|\d+)(,\d*)?{_TAIL}"
OFFSET = r"\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(:?\d\d)?)$"
SERIAL = r"[2-6]\d{4}(\.\d+)?"
_HOURS = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "")
# Years of two digits go first: %Y would read 26 as the year 26, while %y refuses 2026.
DAY_FORMATS: dict[str, tuple[str, ...]] = {
    "mdy": ("%m/%d/%y", "%m/%d/%Y"),
    "dmy": ("%d/%m/%y", "%d/%m/%Y"),
    "ymd": ("%y/%m/%d",),
}
NAMED_MONTHS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%y", "%d-%b-%Y", "%b %d %Y")
YEAR_FIRST = ("%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日")
LONG_AGO = "TIMESTAMP '1000-01-01'"
PACKED = ("%Y%m%d", "%Y%m%d%H%M%S")
YES = "('yes', 'y', 'true', '1', '是', '同意')"
NO = "('no', 'n', 'false', '0', '否', '不同意')"
PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南"
    "|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门"
)
PROVINCE_SUFFIX = "(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def one_of(cell: str, words: Sequence[str]) -> str:
    """Whether a cell is one of a few words. A list of five after IN becomes a join, behind which rows lose their order."""
    return f"({' OR '.join(f'{cell} = {literal(word)}' for word in words)})"


# Blanks that a spreadsheet or a web page leaves around a cell, besides spaces.
ODD_BLANKS = "\t\r\n\u00a0\u3000\ufeff"


# What a spreadsheet shows for a formula that failed. (A pattern: a list after IN would become a join of its own.)
FAILED = r"#(N/A( N/A)?|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|ERROR!)"


def trimmed(column: str, *, wrapped: bool, unless_failed: bool = False) -> str:
    """A cell without outer blanks; NULL when nothing is left. Most cells have none, and looking is cheaper than cutting.

    `wrapped`: the file also has blanks besides spaces, or keeps numbers from a spreadsheet's hands: `="123"`, `'123`.
    `unless_failed`: NULL as well where it is what a failed formula shows.
    """
    if not wrapped:
        cut = f"nullif(trim({column}), '')"
        looks = f"{column} LIKE ' %' OR {column} LIKE '% '"
        if unless_failed:
            cut, looks = _unless_failed(cut), f"{looks} OR {column} LIKE '#%'"
        return f"CASE WHEN {looks} THEN {cut} ELSE {column} END"
    cell = f"trim({column}, {literal(' ' + ODD_BLANKS)})"
    whole = (
        f"nullif(CASE WHEN starts_with({cell}, '=\"') THEN trim({cell}, '=\"') "
        f"WHEN regexp_matches({cell}, '^''[-=+@\\d]') THEN substr({cell}, 2) ELSE {cell} END, '')"
    )
    return (
        f"CASE WHEN contains({column}, '#') THEN {_unless_failed(whole)} ELSE {whole} END"
        if unless_failed
        else whole
    )


def _unless_failed(text: str) -> str:
    return f"CASE WHEN regexp_full_match(upper({text}), {literal(FAILED)}) THEN NULL ELSE {text} END"


def typed(cell: str, kind: CellType, how: Convention = GENERAL) -> str:
    """The cell as this type: amount DECIMAL(18,4), integer BIGINT, instants TIMESTAMP in UTC, day DATE, flag BOOLEAN."""
    match kind:
        case "text":
            return cell
        case "amount":
            return amount(cell, how)
        case "integer":
            whole = amount(cell, how)
            return f"CASE WHEN {whole} = floor({whole}) THEN try_cast({whole} AS BIGINT) END"
        case "instant":
            return instant(cell, how)
        case "day":
            return f"try_cast({wall_clock(cell, how)} AS DATE)"
        case "flag":
            return f"CASE WHEN lower({cell}) IN {YES} THEN true WHEN lower({cell}) IN {NO} THEN false END"


def amount(cell: str, how: Convention = GENERAL) -> str:
    """A plain decimal, or one with a currency sign, thousands separators, 万, 元, per cent, or brackets for a minus."""
    times = f" * {how.scale}" if how.scale != 1 else ""
    plain = f"try_cast({cell} AS {AMOUNT})"
    if times:
        plain = f"try_cast(try_cast({cell} AS {EXACT}){times} AS {AMOUNT})"
    if how.plain:
        return plain
    if how.decimal_comma:
        digits = f"replace(regexp_replace({cell}, '[^0-9,]', '', 'g'), ',', '.')"
        plain = f"CASE WHEN NOT contains({cell}, '.') THEN {plain} END"
    else:
        digits = f"regexp_replace({cell}, '[^0-9.]', '', 'g')"
    minus = f"CASE WHEN regexp_matches({cell}, '^\\(.*\\)$|[-−]') THEN -1 ELSE 1 END"
    scale = f"CASE WHEN contains({cell}, '万') THEN 10000 WHEN contains({cell}, '%') THEN 0.01 ELSE {how.scale} END"
    cleaned = f"try_cast(try_cast({digits} AS {EXACT}) * {minus} * {scale} AS {AMOUNT})"
    form = GROUPED_COMMA if how.decimal_comma else GROUPED
    return f"coalesce({plain}, CASE WHEN regexp_full_match({cell}, {literal(form)}) THEN {cleaned} END)"


def instant(cell: str, how: Convention = GENERAL) -> str:
    """The UTC instant of a wall-clock time of the shop's zone, or of a time that carries its own offset."""
    if how.plain:
        return _placed(f"try_cast({cell} AS TIMESTAMP)")
    spelled = (
        rf"regexp_replace(regexp_replace({cell}, '\s*(UTC|GMT)$', 'Z'), '\s*([+-]\d\d):?(\d\d)$', '\1:\2')"
    )
    carried = _utc(f"try_cast({spelled} AS TIMESTAMPTZ)")
    epoch = (
        f"CASE WHEN length({cell}) = 13 THEN make_timestamp(try_cast({cell} AS BIGINT) * 1000)"
        f" ELSE make_timestamp(try_cast({cell} AS BIGINT) * 1000000) END"
    )
    general = (
        f"CASE WHEN regexp_matches({cell}, {literal(OFFSET)}) THEN {carried}"
        rf" WHEN regexp_full_match({cell}, '1\d{{9}}(\d{{3}})?') THEN {epoch} ELSE {_placed(_any_wall_clock(cell, how))} END"
    )
    return f"coalesce({_placed(_usual(cell, how))}, {general})" if how.formats else general


def wall_clock(cell: str, how: Convention = GENERAL) -> str:
    """The TIMESTAMP as a clock on the wall showed it; NULL for what is no date or time."""
    if how.plain:
        return f"try_cast({cell} AS TIMESTAMP)"
    general = _any_wall_clock(cell, how)
    return f"coalesce({_usual(cell, how)}, {general})" if how.formats else general


def formats_of(day_order: DayOrder | None) -> tuple[str, ...]:
    """Every way of writing a date, with or without a time of day, under this order of day and month."""
    days = (*DAY_FORMATS.get(day_order or "", ()), *YEAR_FIRST, *NAMED_MONTHS)
    return tuple(day + hour for day in days for hour in _HOURS)


def _usual(cell: str, how: Convention) -> str:
    """By the column's usual formats; a year of two digits read by a format of four is left to the general way."""
    parsed = f"try_strptime({cell}, [{', '.join(map(literal, how.formats))}])"
    return f"CASE WHEN {parsed} > {LONG_AGO} THEN {parsed} END"


def _any_wall_clock(cell: str, how: Convention) -> str:
    """Excel counts days from 1899-12-30; its fractions of a day are rounded to the second."""
    # A cast reads "3:05 PM" as 3:05 and drops any word behind a time: such cells are for the formats.
    whole = f"right({cell}, 1) BETWEEN '0' AND '9' OR right({cell}, 1) = 'Z'"
    plain = f"try_cast(CASE WHEN {whole} THEN {cell} END AS TIMESTAMP)"
    formats, packed = (", ".join(map(literal, some)) for some in (formats_of(how.day_order), PACKED))
    even = rf"regexp_replace({cell}, '^(\d{{1,2}})[.-](\d{{1,2}})[.-]', '\1/\2/')"
    # 11/20/2026, 10:00 AM: what browsers write.
    even = rf"regexp_replace({even}, ',\s*(\d{{1,2}}:\d)', ' \1')"
    even = rf"regexp_replace({even}, '(上午|下午)\s*(\d+:\d+(:\d+)?)', '\2 \1')"
    even = f"replace(replace({even}, '上午', 'AM'), '下午', 'PM')"
    serial = f"TIMESTAMP '1899-12-30' + to_seconds(CAST(round(try_cast({cell} AS DOUBLE) * 86400) AS BIGINT))"
    return (
        f"CASE WHEN regexp_full_match({cell}, {literal(SERIAL)}) THEN {serial}"
        rf" WHEN regexp_full_match({cell}, '\d{{8}}|\d{{14}}') THEN try_strptime({cell}, [{packed}])"
        f" ELSE coalesce(CASE WHEN {plain} > {LONG_AGO} THEN {plain} END, try_strptime({even}, [{formats}])) END"
    )


def plausible(cell: str, kind: CellType) -> str:
    """A typed cell, NULL when its year is outside 1990-2100: a spreadsheet accident (1900-01-00) or "infinity"."""
    if kind not in ("instant", "day"):
        return cell
    return f"CASE WHEN {cell} >= DATE '1990-01-01' AND {cell} < DATE '2100-01-01' THEN {cell} END"


def local_time(utc: str) -> str:
    """The wall-clock time in the shop's zone of a UTC TIMESTAMP."""
    return f"timezone($zone, make_timestamptz(epoch_us({utc})))"


def _placed(wall: str) -> str:
    """The UTC instant of a wall-clock time in the shop's zone."""
    return _utc(f"timezone($zone, {wall})")


def _utc(aware: str) -> str:
    """A TIMESTAMPTZ as TIMESTAMP in UTC, by its microseconds: half the time of timezone('UTC', ...)."""
    return f"make_timestamp(epoch_us({aware}))"


def region(cell: str) -> str:
    """A Chinese province by its short name, whichever way it is written; any other place as it stands."""
    whole = f"^({PROVINCES}){PROVINCE_SUFFIX}?$"
    # Looking at the last character is cheaper than a pattern: a bare short name stays as it is anyway.
    long = f"CASE WHEN right({cell}, 1) IN ('省', '市', '区') THEN regexp_matches({cell}, {literal(whole)}) ELSE false END"
    return f"CASE WHEN {long} THEN {province(cell)} ELSE {cell} END"


def province(cell: str) -> str:
    """Only the province of a Chinese address: the street is nobody's business here. NULL when there is none."""
    return f"nullif(regexp_extract({cell}, {literal(f'^({PROVINCES})')}, 1), '')"


def is_province(word: str) -> bool:
    """Whether a cell names a Chinese province."""
    return re.match(f"({PROVINCES})", word) is not None
