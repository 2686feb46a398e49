"""Who bought. A customer is named by the beginning of a keyed hash, never by anything that they wrote into an order."""

from __future__ import annotations

from brain.facts.semantic.base import Dimension, Thing, words
from brain.facts.semantic.dimensions.calendar import ONCE
from brain.facts.semantic.dimensions.goods import of
from brain.facts.tags.life_cycle import life_cycle
from brain.facts.tags.rfm import rfm
from brain.kernel.i18n import N_

KNOWN = ("line", "placed", "event", "review")
ONE_CUSTOMER: frozenset[Thing] = frozenset({"order", "first_order", "customer"})
NEW, RETURNING = "new", "returning"
BUYER_TYPES: dict[str, str] = {NEW: N_("New customers"), RETURNING: N_("Returning customers")}
# 40 bits of the hash: among a million customers the odds of two names alike are one in two, among ten thousand 1 in 20,000.
_SHOWN = 10
_MONTHS = (
    "(EXTRACT(YEAR FROM {day}) - EXTRACT(YEAR FROM f.first_on)) * 12"
    " + EXTRACT(MONTH FROM {day}) - EXTRACT(MONTH FROM f.first_on)"
)

PEOPLE: tuple[Dimension, ...] = (
    Dimension(
        name="customer",
        label=N_("Customer"),
        noun=N_("customer"),
        kind="name",
        value="text",
        sql=of(KNOWN, f"'#' || SUBSTRING({{t}}.customer_key, 1, {_SHOWN})"),
        # What "customers" means in a question is told by its sentence: to count them, or to list them.
        synonyms=words("客户编号|顾客编号|每位客户|每个客户", "customer number|individual customer"),
        needs="customer",
        ids=of(KNOWN, "{t}.customer_key"),
        fixed_for=ONE_CUSTOMER,
    ),
    Dimension(
        name="buyer_type",
        label=N_("New or returning"),
        noun=N_("new or returning"),
        kind="name",
        value="text",
        # Orders of a customer's first day are those of a new customer, all later ones those of a returning one.
        sql={
            "line": f"CASE WHEN l.ordered_on = f.first_on THEN '{NEW}'"
            f" WHEN l.ordered_on > f.first_on THEN '{RETURNING}' END"
        },
        joins={"line": ("first_order",)},
        synonyms=words(
            "新老客|新老客户|新老顾客|新客老客|新客还是老客|客户类型",
            "new or returning|new vs returning|buyer type",
        ),
        needs="customer",
        fixed_for=ONCE,
        codes=BUYER_TYPES,
    ),
    Dimension(
        name="stage",
        label=N_("Life-cycle stage"),
        noun=N_("life-cycle stage"),
        kind="name",
        value="text",
        sql=of(KNOWN, "t.value"),
        joins=dict.fromkeys(KNOWN, ("stage",)),
        synonyms=words(
            "生命周期|生命周期阶段|客户阶段|客户状态|活跃状态",
            "life-cycle stage|life cycle stage|customer stage",
        ),
        needs="tag",
        fixed_for=ONE_CUSTOMER,
        codes=life_cycle.values,
    ),
    Dimension(
        name="rfm",
        label=N_("Value (RFM)"),
        noun=N_("RFM segment"),
        kind="name",
        value="text",
        sql=of(KNOWN, "u.value"),
        joins=dict.fromkeys(KNOWN, ("rfm",)),
        synonyms=words(
            "rfm|rfm分层|客户分层|客户价值|客户价值分层", "rfm|rfm segment|customer value segment"
        ),
        needs="tag",
        fixed_for=ONE_CUSTOMER,
        codes=rfm.values,
    ),
    Dimension(
        name="cohort",
        label=N_("First order in"),
        noun=N_("month of the first order"),
        kind="time",
        value="date",
        sql={"line": "CAST(DATE_TRUNC('month', f.first_on) AS DATE)"},
        joins={"line": ("first_order",)},
        synonyms=words("首单月份|首购月份|客户批次|同期群", "cohort|first order month"),
        needs="customer",
        fixed_for=ONE_CUSTOMER,
    ),
    Dimension(
        name="first_order",
        label=N_("Day of the first order"),
        noun=N_("day of the first order"),
        kind="time",
        value="date",
        sql={"line": "f.first_on"},
        joins={"line": ("first_order",)},
        synonyms=words("首单日期|首购日期", "first order date|date of the first order"),
        needs="customer",
        fixed_for=ONE_CUSTOMER,
    ),
    Dimension(
        name="months_since",
        label=N_("Months since the first order"),
        noun=N_("months since the first order"),
        kind="time",
        value="integer",
        sql={"line": _MONTHS},
        joins={"line": ("first_order",)},
        synonyms=words("首单后月数|首购后第几个月", "months since first order|months since the first order"),
        needs="customer",
        fixed_for=ONCE,
    ),
)
