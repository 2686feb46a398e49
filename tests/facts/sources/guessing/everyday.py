"""A fourth set: files as tills, ERPs and notebooks have them every day, with what must come of each.

Returns as negative rows, discounts as rows, lists without an order number, date and time apart, cells that a spreadsheet
could not reckon. Written before the code that reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.facts.sources.guessing.trade import trade

Row = dict[str, Any]
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Everyday:
    """A file and what it must become: money received, money given back, orders, rows left out with their reasons.

    `ask`: only a question is right.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    paid: Decimal = NOTHING
    refunds: Decimal = NOTHING
    orders: int = 0
    left_out: tuple[str, ...] = ()
    ask: bool = False


def lines(seed: int, *, orders: int = 40, most_lines: int = 3, english: bool = False) -> list[Row]:
    """Lines of a trade, in the file's order."""
    return trade(seed, orders=orders, most_lines=most_lines, english=english).rows


def back(row: Row, number: str | None = None) -> Row:
    """The return of a whole line, on its own order's number or on a number of its own."""
    return {
        **row,
        "order_no": number or row["order_no"],
        "qty": -row["qty"],
        "gross": -row["gross"],
        "back": True,
    }


def with_returns(rows: Sequence[Row], every: int = 7, *, own: bool = True) -> list[Row]:
    """Every so many lines are given back, a little later in the file."""
    out: list[Row] = []
    for index, row in enumerate(rows, 1):
        out.append(row)
        if index % every == 0:
            out.append(back(row, f"XT{index:04d}" if own else None))
    return out


def paid(rows: Sequence[Row]) -> Decimal:
    """What customers paid."""
    return sum((row["gross"] for row in rows if row["gross"] > 0), NOTHING)


def refunds(rows: Sequence[Row]) -> Decimal:
    """What they got back."""
    return -sum((row["gross"] for row in rows if row["gross"] < 0), NOTHING)


def table(
    name: str, rows: Sequence[Row], columns: Sequence[tuple[str, str | Callable[[Row], object]]], *, ask: bool = False, left_out: Sequence[str] = (), by_row: bool = False, **known: Any,
) -> Everyday:  # fmt: skip
    """`columns`: header and what stands in it. `by_row`: each sale's row is an order."""
    cells = tuple(
        tuple(_written(pick(row) if callable(pick) else row[pick]) for _, pick in columns) for row in rows
    )
    sales = [row for row in rows if row["gross"] > 0]
    orders = len(sales) if by_row else len({row["order_no"] for row in sales})
    told = {"paid": paid(rows), "refunds": refunds(rows), "orders": orders, **known}
    return Everyday(name, tuple(one for one, _ in columns), cells, left_out=tuple(left_out), ask=ask, **told)


def _written(value: object) -> str:
    return "" if value is None else f"{value:%Y-%m-%d %H:%M:%S}" if hasattr(value, "hour") else str(value)


def on(form: str) -> Callable[[Row], object]:
    """The order's time in this form."""
    return lambda row: row["at"].strftime(form)


def noon(row: Row) -> str:
    """A time of day as Chinese tills write it."""
    return f"{'上午' if row['at'].hour < 12 else '下午'}{row['at'].hour % 12 or 12}:{row['at'].minute:02d}"


def cases() -> list[Everyday]:
    """All of them."""
    return [*_returns_zh(), *_returns_en(), *_unnumbered(), *_clocks(), *_bad_cells()]


ZH = [("单据编号", "order_no"), ("单据日期", on("%Y-%m-%d")), ("商品名称", "pname"), ("数量", "qty"), ("单价", "price"), ("金额", "gross")]  # fmt: skip
EN = [("Receipt Number", "order_no"), ("Date", on("%Y-%m-%d %H:%M")), ("Item", "pname"), ("Qty", "qty"), ("Price", "price"), ("Total", "gross")]  # fmt: skip


def off(row: Row, name: str, amount: str) -> Row:
    """A discount as a row of its order."""
    return {**row, "pname": name, "qty": 1, "price": -Decimal(amount), "gross": -Decimal(amount), "pid": ""}


def with_discounts(rows: Sequence[Row], name: str) -> list[Row]:
    """Every sixth order ends with a discount of five."""
    out: list[Row] = []
    for index, row in enumerate(rows):
        out.append(row)
        last = index + 1 == len(rows) or rows[index + 1]["order_no"] != row["order_no"]
        if last and row["small_no"] % 6 == 0:
            out.append(off(row, name, "5.00"))
    return out


def _returns_zh() -> list[Everyday]:
    own, same = with_returns(lines(401)), with_returns(lines(402), own=False)
    refunded = [{**row, "refund": row["gross"] if row["small_no"] % 9 == 0 and row["gross"] > 0 else 0} for row in with_returns(lines(403))]  # fmt: skip
    odd = [{**row, "gross": row["gross"] + 3} if row["gross"] < 0 and row["qty"] < -1 else row for row in with_returns(lines(404))]  # fmt: skip
    odd = [{**row, "qty": abs(row["qty"])} for row in odd]
    whole = lines(405)
    return [
        table("zh: returns with a number of their own", own, ZH),
        table("zh: returns under the number of the sale", same, ZH),
        table("zh: discounts as rows", with_discounts(lines(406), "整单优惠"), ZH),
        table("zh: a column of refunds and negative rows", refunded, [*ZH, ("退款金额", "refund")], ask=True),
        table("zh: signs against the arithmetic", odd, ZH, ask=True),
        table(
            "zh: amounts of whole orders, some negative",
            [*whole, *[{**row, "order_no": f"XT{row['order_no'][2:]}", "qty": -row["qty"], "order_paid": -row["order_paid"], "gross": -row["gross"]} for row in whole if row["small_no"] % 8 == 0]],
            [("订单编号", "order_no"), ("下单时间", "at"), ("商品名称", "pname"), ("数量", "qty"), ("单价", "price"), ("订单实付金额", "order_paid")],
        ),
    ]  # fmt: skip


def _returns_en() -> list[Everyday]:
    made = with_returns(lines(411, english=True))
    amount_only = [{**row, "qty": abs(row["qty"])} for row in made]
    count_only = [{**row, "shown": abs(row["gross"])} for row in made]
    return [
        table("en: returns at a till", made, EN),
        table("en: the sign on the amount only", amount_only, EN),
        table("en: the sign on the quantity only", count_only, [*EN[:-1], ("Total", "shown")]),
        table("en: coupons as rows", with_discounts(lines(412, english=True), "Coupon SPRING"), EN),
        table("en: amounts alone, some negative", with_returns(lines(413, most_lines=1)), [EN[0], EN[1], ("Amount Paid", "gross")], ask=True),
    ]  # fmt: skip


def _unnumbered() -> list[Everyday]:
    zh, en = lines(421, orders=30), with_returns(lines(422, orders=30, english=True))
    days = [{**row, "at": row["at"].replace(day=1 + index % 28, month=10 - index // 28)} for index, row in enumerate(lines(423, orders=40, most_lines=1))]  # fmt: skip
    twice = [one for row in zh for one in ([row, row] if row["seq"] % 10 == 0 else [row])]
    return [
        table("zh: a diary", zh, [("日期", on("%Y-%m-%d")), ("商品", "pname"), ("数量", "qty"), ("金额", "gross")], by_row=True),
        table("zh: a diary with equal rows and prices", twice, [("日期", on("%Y/%m/%d")), ("品名", "pname"), ("数量", "qty"), ("单价", "price"), ("金额", "gross"), ("客户", "cust")], by_row=True),
        table("zh: a running number is no order number", zh, [("序号", "seq"), ("销售日期", on("%Y.%m.%d")), ("商品名称", "pname"), ("数量", "qty"), ("实收金额", "gross"), ("备注", "memo")], by_row=True),
        table("zh: a day's total", days, [("日期", on("%Y-%m-%d")), ("销售额", "gross")], ask=True),
        table("en: a till without receipts, with returns", en, [("Date", on("%Y-%m-%d %H:%M:%S")), ("Item", "pname"), ("Qty", "qty"), ("Price", "price"), ("Total", "gross")], by_row=True),
        table("en: something that might be the number", en, [("Date", on("%Y-%m-%d")), ("Payment Ref", "pay_no"), ("Item", "pname"), ("Qty", "qty"), ("Amount", "gross")], ask=True),
        table("zh: a book of expenses", zh, [("日期", on("%Y-%m-%d")), ("项目", "cat"), ("金额", "gross")], ask=True),
        table("en: a summary by day and product", days, [("Date", on("%Y-%m-%d")), ("Product", "pname"), ("Quantity", "qty"), ("Sales", "gross")], ask=True),
    ]  # fmt: skip


def _clocks() -> list[Everyday]:
    rows, english = lines(431), lines(432, english=True)
    return [
        table("zh: date and time apart", rows, [ZH[0], ("日期", on("%Y-%m-%d")), ("时间", lambda r: "" if r["small_no"] % 10 == 0 else r["at"].strftime("%H:%M")), *ZH[2:]]),
        table("zh: morning and afternoon", rows, [ZH[0], ("销售日期", on("%Y/%m/%d")), ("销售时间", noon), *ZH[2:]]),
        table("en: date and time apart", english, [EN[0], ("Date", on("%Y-%m-%d")), ("Time", on("%I:%M %p")), *EN[2:]]),
    ]  # fmt: skip


def _bad_cells() -> list[Everyday]:
    few, english = lines(441, orders=9, most_lines=1), lines(442, orders=12, most_lines=1, english=True)
    bad = few[4]
    without = [row for row in few if row is not bad]
    poor = english[5]
    rest = [row for row in english if row is not poor]
    return [
        table("zh: one date that is none", few, [ZH[0], ("日期", lambda r: "下周再补" if r is bad else r["at"].strftime("%Y-%m-%d")), *ZH[2:]], left_out=["bad_time:ordered_at"], paid=paid(without), orders=len(without)),
        table("zh: an amount that could not be reckoned", few, [*ZH[:5], ("实付金额", lambda r: "#DIV/0!" if r is bad else r["gross"])], left_out=["bad_number:paid_amount"], paid=paid(without), orders=len(without)),
        table("en: one date that is none", english, [EN[0], ("Date", lambda r: "tbc" if r is poor else r["at"].strftime("%Y-%m-%d")), *EN[2:]], left_out=["bad_time:ordered_at"], paid=paid(rest), orders=len(rest)),
        table("en: names and amounts that could not be looked up", english, [*EN[:2], ("Item", lambda r: "#N/A" if r["seq"] == 2 else r["pname"]), ("Qty", "qty"), ("Price", "price"), ("Amount Paid", lambda r: "#VALUE!" if r is poor else r["gross"])], left_out=["bad_number:paid_amount"], paid=paid(rest), orders=len(rest)),
    ]  # fmt: skip
