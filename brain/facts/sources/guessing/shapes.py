"""What a column's values look like, whatever its header says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from brain.facts.sources.guessing.pinyin import has_chinese
from brain.facts.sources.values.cells import is_province

_SIGNS = r"(?:CNY|RMB|USD|US\$|HK\$|NT\$|A\$|C\$|S\$|EUR|GBP|JPY|[¥￥$£€₹₩])"
_NUMBER = re.compile(
    rf"\(?[-+−]?\s*{_SIGNS}?\s*[-+−]?\s*(?:\d{{1,3}}(?:,\d{{3}})+|\d+)?(?:\.\d*)?\s*(?:%|万元?|元|{_SIGNS})?\)?"
)
_COMMA_NUMBER = re.compile(
    rf"[-+−]?\s*{_SIGNS}?\s*(?:\d{{1,3}}(?:[ .'’\u00a0]\d{{3}})+|\d+),\d{{1,2}}\s*{_SIGNS}?"
)
_CLOCK = r"(?:[T\s]+(?:上午|下午)?\s*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT)?(?:[+-]\d\d:?\d\d)?)?"
_DATES = (
    re.compile(rf"(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?{_CLOCK}"),
    re.compile(rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d){_CLOCK}"),
    re.compile(rf"(?:[A-Z][a-z]{{2}},?\s+)?\d{{1,2}}[-\s][A-Z][a-z]{{2,8}}[-\s,]+\d{{2,4}}{_CLOCK}"),
    re.compile(rf"(?:[A-Z][a-z]{{2}},?\s+)?[A-Z][a-z]{{2,8}}\s+\d{{1,2}},?\s+\d{{4}}{_CLOCK}"),
)
_CLOCK_ALONE = re.compile(
    r"(?:(?:1899-12-3[01]|1900-01-0[01])[ T])?(?:上午|下午|中午|凌晨|早上|晚上)?\s*\d{1,2}(?:[:：时]\s*\d{1,2}分?|点(?:\s*\d{1,2}分?)?)"
    r"(?:[:：]?\d{1,2}(?:\.\d+)?秒?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
)
_MIDNIGHT = re.compile(r"[T\s]\s*0?0:00(?::00(?:\.0+)?)?$")
# A column is what most of its cells are: of five or more, one in five may be a slip.
EMPTY = ("-", "--", "/", "N/A", "n/a", "NULL", "null", "无")
FAILED = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
MOSTLY = 0.95
CLEARLY = 0.8
ENOUGH = 5
_PACKED = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9][\d*]{9}|\+?\d{1,3}[ -]\(?\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|0\d{2,3}-\d{7,8}"
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CURRENCY = re.compile(
    r"CNY|RMB|USD|EUR|GBP|HKD|JPY|TWD|AUD|CAD|SGD|NZD|CHF|SEK|KRW|INR|人民币|美元|港币|欧元"
)
_CODE = re.compile(r"[A-Za-z0-9#][A-Za-z0-9#\-_/.]*")
_FLAGS = frozenset(
    ("yes", "no", "y", "n", "true", "false", "0", "1", "是", "否", "有", "无", "√", "×", "同意", "不同意")
)
_WRAPPED = re.compile(r'^="?(.*?)"?$')


def bare(cell: str) -> str:
    """A cell without blanks and what spreadsheets put around text: ="123", '123."""
    cell = cell.strip().strip("\u3000\ufeff\xa0\t")
    if cell.startswith("="):
        cell = _WRAPPED.sub(r"\1", cell)
    return cell.removeprefix("'").strip()


def number(cell: str) -> Decimal | None:
    """The number that a cell says, None when it says none. 万 and % count."""
    if not any(char.isdigit() for char in cell):
        return None
    if _NUMBER.fullmatch(cell):
        digits = re.sub(r"[^0-9.]", "", cell)
    elif _COMMA_NUMBER.fullmatch(cell):
        digits = re.sub(r"[^0-9,]", "", cell).replace(",", ".")
    else:
        return None
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    if "万" in cell:
        value *= 10000
    elif "%" in cell:
        value /= 100
    return -value if re.search(r"^\(.*\)$|[-−]", cell) else value


def readable(kind: str, cell: str) -> bool:
    """Whether a cell that is not empty can be read as this type (amount, instant, ...); text always can."""
    if kind in ("amount", "integer"):
        return number(cell) is not None
    if kind in ("instant", "day"):
        return any(form.fullmatch(cell) for form in (*_DATES, _PACKED, _SERIAL, _UNIX))
    return True


def has_clock(cell: str) -> bool:
    """Whether a date carries a time of day, other than the midnight that a workbook adds."""
    return bool(re.search(r"\d[:时点]\d", _MIDNIGHT.sub("", cell)))


@dataclass(frozen=True)
class Shape:
    """The shares (0..1 of the cells that are not empty) of what a column's cells look like.

    `numbers` has one entry a row, None where the cell is no number; `texts` the cells without their wrapping.
    """

    texts: tuple[str, ...]
    numbers: tuple[Decimal | None, ...]
    filled: float
    distinct: float
    numeric: float
    whole: float
    decimals: float
    negative: float
    dated: float
    packed: float
    serial: float
    unix: float
    phone: float
    mail: float
    currency: float
    flag: float
    percent: float
    province: float
    chinese: float
    code: float
    length: float
    values: int
    clock: float = 0.0
    cells: int = 0

    def mostly(self, share: float) -> bool:
        """Whether a share of the cells is as good as all: nearly all, or a clear majority of enough cells."""
        return share >= MOSTLY or (share >= CLEARLY and self.cells >= ENOUGH)

    @property
    def time(self) -> float:
        """The share of cells that can be read as a date or time, numbers that may be one included."""
        return max(self.dated, self.packed, self.serial, self.unix)

    @property
    def money_like(self) -> bool:
        """Numbers that could be amounts: neither a code, a phone number nor a packed date."""
        return (
            self.mostly(self.numeric) and self.length <= 10 and not (self.packed > 0.9 and self.distinct > 0)
        )


def shape_of(cells: Sequence[str]) -> Shape:
    """The shape of one column; the cells as they stand in the file, one a row."""
    texts = tuple(bare(cell) for cell in cells)
    full = [text for text in texts if text and text not in EMPTY and text not in FAILED]
    numbers = tuple(number(text) for text in texts)
    known = [one for one in numbers if one is not None]
    count = max(1, len(full))
    values = len(set(full))

    def share(test: re.Pattern[str]) -> float:
        return sum(1 for text in full if test.fullmatch(text)) / count

    return Shape(
        texts=texts,
        numbers=numbers,
        filled=len(full) / max(1, len(texts)),
        distinct=values / count,
        numeric=min(1.0, len(known) / count),
        whole=sum(1 for one in known if one == one.to_integral_value()) / max(1, len(known)),
        decimals=sum(1 for one in known if one != one.to_integral_value()) / max(1, len(known)),
        negative=sum(1 for one in known if one < 0) / max(1, len(known)),
        dated=sum(1 for text in full if any(form.fullmatch(text) for form in _DATES)) / count,
        packed=share(_PACKED),
        serial=share(_SERIAL),
        unix=share(_UNIX),
        phone=share(_PHONE),
        mail=share(_MAIL),
        currency=share(_CURRENCY),
        flag=sum(1 for text in full if text.casefold() in _FLAGS) / count,
        percent=sum(1 for text in full if text.endswith("%")) / count,
        province=sum(1 for text in full if len(text) <= 12 and is_province(text)) / count,
        chinese=sum(1 for text in full if has_chinese(text)) / count,
        code=share(_CODE),
        length=sum(map(len, full)) / count,
        values=values,
        clock=share(_CLOCK_ALONE),
        cells=len(full),
    )


def fits(kind: str, field: str, shape: Shape) -> float:
    """How well values suit a field: below 0 they cannot be it, 0 says nothing, up to 1 speaks for it.

    `kind` is the field's cell type (amount, integer, instant, day, flag, text).
    """
    if shape.filled == 0:
        return 0.0
    if kind in ("instant", "day"):
        return _fits_time(shape)
    if kind in ("amount", "integer"):
        return _fits_number(kind, field, shape)
    if kind == "flag":
        return 0.8 if shape.flag >= 0.95 else -1.0
    return _fits_text(field, shape)


def _fits_time(shape: Shape) -> float:
    if shape.mostly(shape.dated):
        return 1.0
    return 0.4 if max(shape.packed, shape.serial, shape.unix) >= 0.98 else -1.0


def _fits_number(kind: str, field: str, shape: Shape) -> float:
    if not shape.mostly(shape.numeric) or shape.dated > 0.5 or shape.phone > 0.9 or shape.length > 12:
        return -1.0
    if kind == "integer" and shape.whole < 1:
        return -1.0
    if field == "rating" and any(one is not None and not 0 <= one <= 10 for one in shape.numbers):
        return -1.0
    return 0.5 if field != "quantity" or shape.whole >= 0.9 else 0.2


def _fits_text(field: str, shape: Shape) -> float:
    """Text may be anything, but an order number is no date and a name no amount."""
    if field.endswith("_id") or field == "sku":
        return _fits_code(field, shape)
    if field == "ordered_time":
        return 1.0 if shape.mostly(shape.clock) else -1.0
    if field == "phone":
        return 1.0 if shape.phone >= 0.8 else -1.0
    if field == "email":
        return 1.0 if shape.mail >= 0.8 else -1.0
    if shape.mail > 0.5 or shape.phone > 0.5 or shape.dated > 0.5:
        return -1.0
    if field == "region":
        # An address is nobody's business here: only short names of places are kept.
        return -1.0 if shape.length > 12 or shape.numeric > 0.5 else 1.0 if shape.province > 0.8 else 0.2
    if field in (
        "product_name",
        "name",
        "customer_name",
        "text",
        "category",
        "brand",
        "status",
        "seller",
        "channel",
    ):
        if shape.numeric > 0.9 or shape.time > 0.9:
            return -1.0
        return 0.5
    return 0.1


def _fits_code(field: str, shape: Shape) -> float:
    if shape.dated > 0.5 or (shape.numeric > 0.9 and shape.decimals > 0.02) or shape.percent > 0.1:
        return -1.0
    if field == "customer_id":
        return 0.3
    if shape.phone > 0.9 or shape.mail > 0.5 or shape.flag > 0.9:
        return -1.0
    if field == "order_id":
        return -1.0 if shape.chinese > 0.9 and shape.length > 20 else 0.6 if shape.code > 0.9 else 0.1
    return 0.4 if shape.code > 0.9 else 0.0
