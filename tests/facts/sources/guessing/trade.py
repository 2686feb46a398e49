"""A shop's trade made up with a seed, to be written down the way many systems do.

`Trade.rows` has a dict a line with everything that any system might write of it; a `Case` picks columns of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

CENT = Decimal("0.01")
PROVINCES = ("浙江省", "江苏省", "广东省", "四川省", "北京市", "福建省", "湖南省")
CITIES = ("杭州市", "南京市", "深圳市", "成都市", "北京市", "厦门市", "长沙市")
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", ("丽", "静", "敏", "秀英", "伟", "芳", "娜", "强", "晓燕", "磊")
GOODS = (
    ("有机米粉", "辅食", "39.90"), ("硅胶勺", "喂养用品", "12.50"), ("防水围兜", "喂养用品", "25.00"), ("婴儿湿巾80抽", "洗护", "9.90"),
    ("纸尿裤L码", "尿裤", "89.00"), ("学饮杯", "喂养用品", "45.80"), ("连体衣66cm", "服装", "59.00"), ("磨牙棒", "辅食", "18.60"),
    ("绘本《小熊》", "图书", "22.00"), ("驱蚊贴", "洗护", "15.90"),
)  # fmt: skip
ENGLISH = (
    "Oat Milk",
    "Cotton Tee",
    "Ceramic Mug",
    "Scented Candle",
    "Notebook A5",
    "Wool Socks",
    "Tote Bag",
    "Tea Sampler",
    "Puzzle 500",
    "Hand Cream",
)


@dataclass
class Trade:
    """Lines of orders. `paid` and `goods_paid`: what customers paid in all, with shipping and without."""

    rows: list[dict[str, Any]]
    orders: int

    @property
    def paid(self) -> Decimal:
        return sum((row["order_paid"] for row in self.rows if row["line_no"] == 1), Decimal(0))

    @property
    def goods_paid(self) -> Decimal:
        return sum((row["line_paid"] for row in self.rows), Decimal(0))


def trade(
    seed: int, *, orders: int = 50, most_lines: int = 4, line_discounts: bool = False, order_discounts: bool = False, shipping: bool = False, refunds: bool = False, english: bool = False,
) -> Trade:  # fmt: skip
    """Make orders of one to `most_lines` lines; what is switched off is zero everywhere."""
    dice, rows = random.Random(seed), []
    at = datetime(2026, 10, 1, 9, 0)
    for number in range(1, orders + 1):
        at += timedelta(minutes=dice.randint(40, 900))
        rows += _order(dice, number, at, dice.randint(1, most_lines), line_discounts, order_discounts, shipping, refunds, english)  # fmt: skip
    for index, row in enumerate(rows, 1):
        row["seq"] = index
    return Trade(rows, orders)


def _order(
    dice: random.Random, number: int, at: datetime, count: int, line_discounts: bool, order_discounts: bool, shipping: bool, refunds: bool, english: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    lines = [_line(dice, which, line_discounts, english) for which in dice.sample(range(len(GOODS)), count)]
    net = sum((line["line_net"] for line in lines), Decimal(0))
    off = (net * dice.choice((0, 5, 10)) / 100).quantize(CENT) if order_discounts else Decimal(0)
    freight = Decimal(dice.choice((0, 6, 8, 12))) if shipping else Decimal(0)
    left = off
    for index, line in enumerate(lines):
        part = left if index == count - 1 else (off * line["line_net"] / net).quantize(CENT)
        left -= part
        line |= {"share": part, "line_paid": line["line_net"] - part, "all_disc": line["line_disc"] + part}
    whole = net - off + freight
    back = refunds and dice.random() < 0.15
    which = dice.randrange(len(PROVINCES))
    name = dice.choice(FAMILY) + dice.choice(GIVEN)
    phone = f"13{dice.randint(100000000, 999999999)}"
    common = {
        "order_no": f"XS{at:%Y%m%d}{number:04d}", "long_no": f"26{at:%m%d}{dice.randint(10**11, 10**12 - 1)}", "small_no": number + 1000,
        "pay_no": f"4200{dice.randint(10**15, 10**16 - 1)}", "track": f"SF{dice.randint(10**11, 10**12 - 1)}", "courier": dice.choice(("顺丰", "中通")),
        "at": at, "paid_at": at + timedelta(minutes=2), "shipped_at": at + timedelta(days=1), "done_at": at + timedelta(days=5),
        "order_gross": sum((line["gross"] for line in lines), Decimal(0)), "order_net": net, "order_disc": off,
        "order_all_disc": sum((line["all_disc"] for line in lines), Decimal(0)), "freight": freight, "order_paid": whole, "goods_total": net - off,
        "order_refund": whole if back else Decimal(0), "pieces": sum(line["qty"] for line in lines), "kinds": count,
        "cust_id": f"C{dice.randint(100, 160)}", "nick": f"tb{dice.randint(1000, 1060)}_{dice.choice('abcdef')}", "cust": name, "masked": name[0] + "**", "phone": phone, "masked_phone": phone[:3] + "****" + phone[7:],
        "mail": f"user{dice.randint(1, 60)}@example.com", "prov": PROVINCES[which], "city": CITIES[which], "addr": f"{PROVINCES[which]}{CITIES[which]}人民路{dice.randint(1, 200)}号{dice.randint(1, 9)}单元",
        "channel": dice.choice(("微信小程序", "抖音", "门店")), "store": dice.choice(("北门店", "南门店")), "staff": dice.choice(("小周", "小吴")), "pay_way": dice.choice(("微信", "支付宝", "现金")),
        "status": "交易成功", "status_en": "completed", "memo": dice.choice(("", "", "不要打电话", "送礼")), "points": int(whole), "tax": (whole * 13 / 113).quantize(CENT),
        "buyer": dice.choice(("Anna Lee", "John Smith", "Maria Gomez", "Wei Chen")), "state": dice.choice(("CA", "NY", "TX", "WA")),
    }  # fmt: skip
    for index, line in enumerate(lines, 1):
        line |= common
        line |= {"line_no": index, "line_refund": line["line_paid"] if back else Decimal(0)}
        line["sub_no"] = f"{line['long_no']}{index:02d}"
    return lines


def _line(dice: random.Random, which: int, discounts: bool, english: bool) -> dict[str, Any]:
    name, category, price = GOODS[which]
    quantity, unit = dice.choice((1, 1, 1, 2, 2, 3, 5)), Decimal(price)
    gross = quantity * unit
    off = (gross * dice.choice((0, 0, 10, 20)) / 100).quantize(CENT) if discounts else Decimal(0)
    return {
        "pid": f"P{which + 1:03d}", "pname": ENGLISH[which] if english else name, "sku": f"SKU-{which + 1}-{dice.choice('ABC')}", "barcode": f"690123456{which:04d}", "cat": category, "brand": "小鹿" if which % 2 else "大象",
        "spec": dice.choice(("红色", "蓝色", "默认")), "qty": quantity, "price": unit, "list_price": (unit * Decimal("1.3")).quantize(CENT), "cost": (unit * Decimal("0.6")).quantize(CENT),
        "gross": gross, "line_disc": off, "line_net": gross - off, "net_price": ((gross - off) / quantity).quantize(Decimal("0.0001")), "list_gross": quantity * (unit * Decimal("1.3")).quantize(CENT),
        "cost_total": quantity * (unit * Decimal("0.6")).quantize(CENT), "rate": Decimal(1) if not off else Decimal("0.9"),
    }  # fmt: skip


Pick = str | Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Case:
    """A file. `columns`: header -> what stands in it and which fields it may be read as ("" for not at all).

    `ask`: only a question is right, whatever is understood. `totals`: what customers paid, by any right reading.
    `first_only`: headers whose cell stands on the first row of an order only.
    """

    name: str
    header: list[str]
    rows: list[list[str]]
    kind: str = "orders"
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ask: bool = False
    totals: tuple[Decimal, ...] = ()
    strict: bool = True
    """Whether `allowed` is told for every column; else only the sum of money is."""


def written(value: object) -> str:
    """A cell: amounts with two decimals, times to the second."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)


def case(
    name: str, made: Trade, columns: Sequence[tuple[str, Pick, str]], *, ask: bool = False, first_only: Sequence[str] = (), kind: str = "orders", per_order: bool = False, totals: Sequence[Decimal] = (),
) -> Case:  # fmt: skip
    """`columns`: (header, key or function of the row, fields it may be read as divided by blanks)."""
    rows = []
    for row in made.rows:
        if per_order and row["line_no"] > 1:
            continue
        cells = [written(pick(row) if callable(pick) else row[pick]) for _, pick, _ in columns]
        if row["line_no"] > 1:
            cells = ["" if columns[i][0] in first_only else cell for i, cell in enumerate(cells)]
        rows.append(cells)
    return Case(name, [one[0] for one in columns], rows, kind, {one[0]: tuple(one[2].split()) for one in columns}, ask, tuple(totals) or (made.paid, made.goods_paid))  # fmt: skip


def day(form: str = "%Y-%m-%d", key: str = "at") -> Pick:
    """A time written in this form."""
    return lambda row: row[key].strftime(form)


def money(key: str, form: str = "{}", by: Decimal = Decimal(1)) -> Pick:
    """An amount with a sign or in another unit."""
    return lambda row: form.format(row[key] * by)


def fixed(value: object) -> Pick:
    """The same in every row."""
    return lambda row: value
