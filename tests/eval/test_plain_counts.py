"""Thirty expectations, drawn by lot, against one plain line of pandas each over the raw files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from eval.expected import table_of
from eval.run import questions
from eval.shops import AskedShop

ITEMS = {item["question"]: item for name in ("ask", "unseen") for item in questions(name)}
on = pytest.mark.parametrize


def _counted(shop: AskedShop, question: str, **more: Any) -> dict[Any, Any]:
    """Group -> first metric, as the set expects it; an only figure is under ()."""
    table = table_of(shop.facts, {**ITEMS[question]["expect"], **more})
    assert table.metrics[0] in str(ITEMS[question]["expect"]["metrics"])
    rows = {key[0] if len(key) == 1 else key: values[0] for key, values in table.rows.items()}
    return {key: value for key, value in rows.items() if value}


def _before(shop: AskedShop, question: str) -> Any:
    table = table_of(shop.facts, ITEMS[question]["expect"])
    values = table.extra[f"{table.metrics[0]}_before"]
    return values[()] if () in values else {key[0]: value for key, value in values.items()}


@pytest.fixture(scope="module")
def orders(exports: Path) -> pd.DataFrame:
    """The sample shop's order lines that were paid for, with their product's row."""
    lines = pd.read_csv(exports / "orders.csv", keep_default_na=False)
    lines["net"] = lines.paid_amount - lines.refund_amount
    lines["month"], lines["day"] = lines.ordered_at.str[:7], lines.ordered_at.str[:10]
    return lines[lines.status.isin(["paid", "refunded"])].merge(
        pd.read_csv(exports / "products.csv")[["product_id", "brand", "cost", "category"]],
        on="product_id",
        suffixes=("", "_listed"),
    )


@on("shop_of", ["sample"], indirect=True)
def test_figures_of_the_sample_shop(shop_of: AskedShop, orders: pd.DataFrame) -> None:
    """Sales, orders, discounts and refunds of a month or a day."""
    october, september = orders[orders.month == "2026-10"], orders[orders.month == "2026-09"]
    counted = {
        "上月 门店 销售额": october[october.channel == "门店"].net.sum(),
        "今年六一儿童节卖了多少": orders[orders.day == "2026-06-01"].net.sum(),
        "上月退货的单子有多少": october[october.refund_amount > 0].order_id.nunique(),
        "上个月纸尿库卖了多少钱": october[october.category == "纸尿裤"].net.sum(),
        "客单价呢": october[october.channel == "社群"].groupby("order_id").paid_amount.sum().mean(),
        "10月订单环比增长率": october.order_id.nunique(),
        "what was our discount depth in September": september.discount.sum()
        / (september.paid_amount + september.discount).sum(),
        "10月单笔200到300元的订单数": october.groupby("order_id").paid_amount.sum().between(200, 300).sum(),
    }
    for question, value in counted.items():
        assert _counted(shop_of, question)[()] == pytest.approx(value), question
    assert _before(shop_of, "10月订单环比增长率") == september.order_id.nunique()


@on("shop_of", ["sample"], indirect=True)
def test_groups_of_the_sample_shop(shop_of: AskedShop, orders: pd.DataFrame, exports: Path) -> None:
    """Categories, brands and products of a month."""
    october, september = orders[orders.month == "2026-10"], orders[orders.month == "2026-09"]
    by_category = {month: part.groupby("category").net.sum() for month, part in orders.groupby("month")}
    assert _counted(shop_of, "9月前五品类，剩下的归到其他里") == pytest.approx(
        by_category["2026-09"].to_dict()
    )
    assert _counted(shop_of, "各品类10月比9月") == pytest.approx(by_category["2026-10"].to_dict())
    assert _before(shop_of, "各品类10月比9月") == pytest.approx(by_category["2026-09"].to_dict())
    brands = september.groupby("brand").net.sum().to_dict()
    assert _counted(shop_of, "只要前两个") == pytest.approx(brands)
    kept = october[~((october.status == "refunded") & (october.refund_amount >= october.paid_amount))]
    profit = (kept.net - kept.quantity * kept.cost).groupby(kept.product_name).sum()
    assert _counted(shop_of, "上月毛利最高的十个商品") == pytest.approx(profit.to_dict())
    reviews = pd.read_csv(exports / "reviews.csv").merge(
        pd.read_csv(exports / "products.csv"), on="product_id"
    )
    rated = reviews[reviews.reviewed_at.str[:7] == "2026-10"].groupby("category").rating.mean()
    assert _counted(shop_of, "上月各品类的评分") == pytest.approx(rated.to_dict())
    units = october.groupby("product_name").quantity.sum()
    assert _counted(shop_of, "上个月商品销量超过100件的有哪些") == units[units > 100].to_dict()


@on("shop_of", ["sample"], indirect=True)
def test_visits_of_the_sample_shop(shop_of: AskedShop, exports: Path) -> None:
    """What visitors put on their lists and into their carts."""
    events = pd.read_csv(exports / "events.csv")
    september = events[events.happened_at.str[:7] == "2026-09"]
    liked = (september.type == "favourite").sum()
    assert _counted(shop_of, "九月份有多少人收藏了我们的商品")[()] == liked
    assert _counted(shop_of, "9月加购人数")[()] == september[september.type == "cart"].customer_id.nunique()


@pytest.fixture(scope="module")
def invoices(real_data: Path) -> pd.DataFrame:
    """The gift shop's lines with their month and amount, credit notes included."""
    raw = pd.read_csv(real_data / "online_retail" / "online_retail_2010-12_2011-08.csv.gz", dtype=str)
    raw = raw.drop_duplicates()
    raw["at"] = pd.to_datetime(raw.InvoiceDate, format="%m/%d/%Y %H:%M")
    raw["pieces"], raw["price"] = raw.Quantity.astype(int), raw.UnitPrice.astype(float)
    raw = raw[(raw.price > 0) & ~raw.InvoiceNo.str.startswith("A")]
    raw["credit"] = raw.InvoiceNo.str.startswith("C")
    raw["amount"], raw["month"] = raw.pieces * raw.price, raw["at"].dt.strftime("%Y-%m")
    services = ["POST", "DOT", "C2", "BANK CHARGES", "AMAZONFEE", "CRUK", "M", "D", "S"]
    raw["goods"] = ~raw.StockCode.str.upper().isin(services)
    return raw


@on("shop_of", ["uk"], indirect=True)
def test_figures_of_the_gift_shop(shop_of: AskedShop, invoices: pd.DataFrame) -> None:
    """Amounts of lines and credit notes add up to net sales; invoices are orders."""
    sold, sums = invoices[~invoices.credit], invoices.groupby("month").amount.sum()
    second, first = sums["2011-04":"2011-06"].sum(), sums["2011-01":"2011-03"].sum()  # type: ignore[misc]
    growth = "how fast are we growing, Q2 on Q1, in revenue"
    assert _counted(shop_of, growth)[()] == pytest.approx(second)
    assert _before(shop_of, growth) == pytest.approx(first)
    assert _counted(shop_of, "Are we up on July? August sales I mean")[()] == pytest.approx(sums["2011-08"])
    assert _before(shop_of, "Are we up on July? August sales I mean") == pytest.approx(sums["2011-07"])
    june = sold[sold.month == "2011-06"]
    bags = june[june.Description == "JUMBO BAG RED RETROSPOT"].pieces.sum()
    assert _counted(shop_of, "units of jumbo bag red retrospot in june")[()] == bags
    august = sold[sold.month == "2011-08"]
    basket = august.groupby("InvoiceNo").amount.sum().mean()
    assert _counted(shop_of, "Average basket in August?")[()] == pytest.approx(basket)
    back = invoices[invoices.credit & invoices["at"].between("2011-08-22", "2011-08-28 23:59")]
    assert _counted(shop_of, "the refund money of last week is how many")[()] == pytest.approx(
        -back.amount.sum()
    )
    buyers = sold.groupby("month").CustomerID.nunique()
    change = "percentage change in customers from May to June"
    assert (_counted(shop_of, change)[()], _before(shop_of, change)) == (buyers["2011-06"], buyers["2011-05"])


@on("shop_of", ["uk"], indirect=True)
def test_groups_of_the_gift_shop(shop_of: AskedShop, invoices: pd.DataFrame) -> None:
    """Days, weeks, months, countries and products of the gift shop."""
    sold = invoices[~invoices.credit]
    days = invoices[invoices.month == "2011-07"].groupby(invoices["at"].dt.date).amount.sum()
    busy = days[days > 30000].to_dict()
    assert _counted(shop_of, "days in July with sales above 30000") == pytest.approx(busy)
    summer = invoices[invoices["at"] >= "2011-06-01"]
    mondays = (summer["at"] - pd.to_timedelta(summer["at"].dt.day_of_week, unit="D")).dt.date
    weeks = summer.groupby(mondays).amount.sum().to_dict()
    assert _counted(shop_of, "weekly sales trend since June") == pytest.approx(weeks)
    months = sold[sold.month >= "2011-01"].groupby("month").InvoiceNo.nunique()
    weakest = _counted(shop_of, "weakest month for orders this year so far, September aside")
    assert {str(day)[:7]: value for day, value in weakest.items()} == months.to_dict()
    second = invoices[invoices.month.between("2011-04", "2011-06")]
    paid = second[~second.credit].groupby("Country").amount.sum()
    rates = (-second[second.credit].groupby("Country").amount.sum() / paid).dropna()
    assert _counted(shop_of, "二季度退款率超过10%的国家") == pytest.approx(rates[rates > 0.1].to_dict())
    june = sold[(sold.month == "2011-06") & sold.goods].groupby(sold.StockCode.str.upper()).pieces.sum()
    assert len(_counted(shop_of, "how many products sold at least 500 units in June")) == (june >= 500).sum()


@on("shop_of", ["tmall"], indirect=True)
def test_figures_of_the_tmall_shop(shop_of: AskedShop, real_data: Path) -> None:
    """Payments and refunds of the report, whose paid column shows what is left."""
    raw = pd.read_csv(real_data / "tmall" / "tmall_order_report.csv").rename(columns=str.strip)
    raw["received"] = raw["买家实际支付金额"] + raw["退款金额"]
    paid = raw[raw.received > 0]
    assert _counted(shop_of, "how many orders were never paid in February")[()] == (raw.received == 0).sum()
    assert _counted(shop_of, "average orders per day in February")[()] == pytest.approx(len(paid) / 29)
    elsewhere = paid[paid["收货地址"] != "上海"]["买家实际支付金额"].sum()
    assert _counted(shop_of, "February net sales apart from 上海")[()] == pytest.approx(elsewhere)
    means = sorted(paid.groupby("收货地址").received.mean())
    assert sorted(_counted(shop_of, "二月份客单价最高的五个省").values()) == pytest.approx(means)


@on("shop_of", ["restaurant"], indirect=True)
def test_figures_of_the_restaurant(shop_of: AskedShop, real_data: Path) -> None:
    """Settled bills by day, and the pieces of each dish on them."""
    bills = pd.read_csv(real_data / "restaurant" / "meal_order_info.csv")
    dishes = pd.read_csv(real_data / "restaurant" / "meal_order_detail.csv")
    settled = bills[bills.order_status == 1]
    weekday = pd.to_datetime(settled.use_start_time).dt.day_of_week + 1
    takings = settled.groupby(weekday).expenditure.sum()[[6, 7]].to_dict()
    assert _counted(shop_of, "8月份星期六和星期天分别卖了多少") == pytest.approx(takings)
    eaten = dishes[dishes.order_id.isin(settled.order_id)]
    pieces = eaten.groupby(eaten.dishes_name.str.split().str.join(" ")).counts.sum()
    many = _counted(shop_of, "8月卖了150份以上的菜有哪些")
    assert many == pieces[pieces >= 150].to_dict()
