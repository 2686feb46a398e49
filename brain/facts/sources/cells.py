"""SQL expressions that turn a trimmed text cell into a typed value, NULL when it is not one."""

from __future__ import annotations

import re

from brain.facts.sources.base import CellType

AMOUNT = "DECIMAL(18,4)"
# Thousands separators must stand where thousands are: 1.234,50 and 12,5 are not understood rather than misread.
GROUPED = r"[-+]?[¥￥$£€]?\s*[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s*元?"
OFFSET = r"\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d(:?\d\d)?)$"
US_FORMATS = "['%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%y %H:%M', '%m/%d/%Y']"
ISO_FORMATS = "['%Y/%m/%d %H:%M', '%Y.%m.%d %H:%M:%S', '%Y.%m.%d', '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日', '%Y%m%d']"
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


# Blanks that a spreadsheet or a web page leaves around a cell, besides spaces.
ODD_BLANKS = "\t\r\n\u00a0\u3000\ufeff"


def trimmed(column: str, *, odd_blanks: bool) -> str:
    """A cell without outer blanks; NULL when nothing is left. Most cells have none, and looking is cheaper than cutting."""
    if odd_blanks:
        return f"nullif(trim({column}, {literal(' ' + ODD_BLANKS)}), '')"
    return f"CASE WHEN {column} LIKE ' %' OR {column} LIKE '% ' THEN nullif(trim({column}), '') ELSE {column} END"


def typed(cell: str, kind: CellType) -> str:
    """The cell as this type: amount DECIMAL(18,4), integer BIGINT, instants TIMESTAMP in UTC, day DATE, flag BOOLEAN."""
    match kind:
        case "text":
            return cell
        case "amount":
            return amount(cell)
        case "integer":
            return f"CASE WHEN {amount(cell)} = floor({amount(cell)}) THEN try_cast({amount(cell)} AS BIGINT) END"
        case "instant":
            return instant(cell, ISO_FORMATS)
        case "us_instant":
            return instant(cell, US_FORMATS)
        case "day":
            return f"CAST({local_time(instant(cell, ISO_FORMATS))} AS DATE)"
        case "flag":
            return f"CASE WHEN lower({cell}) IN {YES} THEN true WHEN lower({cell}) IN {NO} THEN false END"


def amount(cell: str) -> str:
    """A plain decimal, or one with a currency sign and thousands separators."""
    plain = f"try_cast({cell} AS {AMOUNT})"
    cleaned = f"try_cast(regexp_replace({cell}, '[^0-9.+-]', '', 'g') AS {AMOUNT})"
    return f"coalesce({plain}, CASE WHEN regexp_full_match({cell}, {literal(GROUPED)}) THEN {cleaned} END)"


def instant(cell: str, formats: str) -> str:
    """The UTC instant of a wall-clock time of the shop's zone, or of a time that carries its own offset."""
    spelled = rf"regexp_replace({cell}, '\s*([+-]\d\d):?(\d\d)$', '\1:\2')"
    carried = _utc(f"try_cast({spelled} AS TIMESTAMPTZ)")
    wall = f"coalesce(try_strptime({cell}, {formats}), try_cast({cell} AS TIMESTAMP))"
    if formats == ISO_FORMATS:
        wall = f"coalesce(try_cast({cell} AS TIMESTAMP), try_strptime({cell}, {formats}))"
    placed = _utc(f"timezone($zone, {wall})")
    return f"CASE WHEN regexp_matches({cell}, {literal(OFFSET)}) THEN {carried} ELSE {placed} END"


def plausible(cell: str, kind: CellType) -> str:
    """A typed cell, NULL when its year is outside 1990-2100: a spreadsheet accident (1900-01-00) or "infinity"."""
    if kind not in ("instant", "us_instant", "day"):
        return cell
    return f"CASE WHEN {cell} >= DATE '1990-01-01' AND {cell} < DATE '2100-01-01' THEN {cell} END"


def local_time(utc: str) -> str:
    """The wall-clock time in the shop's zone of a UTC TIMESTAMP."""
    return f"timezone($zone, make_timestamptz(epoch_us({utc})))"


def _utc(aware: str) -> str:
    """A TIMESTAMPTZ as TIMESTAMP in UTC, by its microseconds: half the time of timezone('UTC', ...)."""
    return f"make_timestamp(epoch_us({aware}))"


def region(cell: str) -> str:
    """A Chinese province by its short name, whichever way it is written; any other place as it stands."""
    whole = f"^({PROVINCES}){PROVINCE_SUFFIX}?$"
    return f"CASE WHEN regexp_matches({cell}, {literal(whole)}) THEN {province(cell)} ELSE {cell} END"


def province(cell: str) -> str:
    """Only the province of a Chinese address: the street is nobody's business here. NULL when there is none."""
    return f"nullif(regexp_extract({cell}, {literal(f'^({PROVINCES})')}, 1), '')"


def is_province(word: str) -> bool:
    """Whether a cell names a Chinese province."""
    return re.match(f"({PROVINCES})", word) is not None
