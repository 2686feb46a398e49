"""The choice: what is promoted. What the owner named comes first, then the month's goal, then today's cards about what fell,
then what fell and is in stock, then today's best card, then what sells best. Only goods that can be served are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brain.assistant.specialists.base import Analysis, Choice, Made, Room, Specialist, Work
from brain.assistant.specialists.steering import categories_of_goal
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Goods, Situation
from brain.opportunities.goods import SALES_DAYS, choose_goods
from brain.opportunities.goods import Choice as OnShelf
from brain.opportunities.keeping import Kept
from brain.opportunities.rising.lines import lines_and_looks
from cards.answer.model import AnswerCard
from cards.opportunity.model import OpportunityCard

# As `brain.opportunities.rising.audience.WANTED`, of the whole shop, of a category or of named goods.
WANTED = """{tables},
chosen AS (
    SELECT DISTINCT product_id FROM line WHERE product_id IS NOT NULL AND {condition}),
looker AS (
    SELECT product_id, count(DISTINCT coalesce(customer_key, event_id)) AS lookers FROM look GROUP BY product_id),
bought AS (
    SELECT l.product_id, count(DISTINCT coalesce(l.customer_key, l.order_key)) AS wanted, sum(l.quantity) AS units
    FROM line AS l WHERE l.product_id IN (SELECT product_id FROM chosen) GROUP BY l.product_id),
wanted AS (
    SELECT b.product_id, CAST(NULL AS VARCHAR) AS product_name, b.wanted, coalesce(k.lookers, 0) AS lookers, b.units
    FROM bought AS b LEFT JOIN looker AS k ON k.product_id = b.product_id)"""
NAMED = """
SELECT product_id, max(name) AS name, CASE WHEN min(price) = max(price) THEN min(price) END AS price FROM (
    SELECT product_id, name, price FROM product WHERE shop_id = $shop AND (name = $name OR product_id = $name)
    UNION ALL
    SELECT DISTINCT product_id, product_name, NULL FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND (product_name = $name OR product_id = $name)) AS goods
WHERE product_id IS NOT NULL GROUP BY product_id ORDER BY product_id"""
BRANDED = """
SELECT DISTINCT product_id FROM (
    SELECT product_id, name, brand FROM product WHERE shop_id = $shop
    UNION ALL SELECT product_id, product_name, NULL FROM order_line WHERE shop_id = $shop AND line_type = 'product') AS goods
WHERE product_id IS NOT NULL AND (brand = $name OR contains(lower(name), $word)) ORDER BY product_id"""
CATEGORY = """
SELECT category FROM (SELECT category FROM product WHERE shop_id = $shop UNION SELECT category FROM order_line WHERE shop_id = $shop)
WHERE category = $name"""
WIN_BACK, RISING, TASK = "win_back", "rising_category", "task"


@dataclass(frozen=True)
class _Look:
    """What the choice is made with: the room, and one memory of receipts."""

    room: Room
    situation: Situation
    kept: Kept


def choose(room: Room, work: Work) -> Made:
    """The goods, with why these. Raises OwnerError for a name that the shop does not have, and where nothing can be sold."""
    kept = Kept(room.facts)
    look = _Look(room, room.situation(), kept)
    named = work.wishes.get("product", "")
    choice = _named(look, named) if named else next(_offers(look, work), None)
    if choice is None:
        raise OwnerError(
            "nothing_to_promote",
            Text(
                msg=N_("No product that sells can be shown: none is in stock, or there are no recent orders.")
            ),
            Text(msg=N_("Name a product in this step, or import newer orders and stock.")),
        )
    return _shown(choice, kept)


def offers(room: Room, work: Work) -> list[Made]:
    """Every choice that the data supports, the most wanted first: what a model may pick among."""
    kept = Kept(room.facts)
    return [_shown(choice, kept) for choice in _in_order(_Look(room, room.situation(), kept), work)]


def _shown(choice: Choice, kept: Kept) -> Made:
    card = AnswerCard(
        status="answer",
        topic="choice",
        text=choice.why,
        cards=(choice.base,) if choice.base else (),
        receipt=kept.receipts[0] if kept.receipts else None,
    )
    return Made(choice, card, kept.receipts)


def _offers(look: _Look, work: Work) -> Iterator[Choice]:
    """Every choice that the data supports, the most wanted first; another try of the step begins one further down."""
    if work.number <= 1:
        yield from _in_order(look, work)
        return
    found = list(_in_order(look, work))
    skipped = (work.number - 1) % len(found) if found else 0
    yield from [*found[skipped:], *found[:skipped]]


def _in_order(look: _Look, work: Work) -> Iterator[Choice]:
    analysis = work.found("analyst", Analysis)
    fell = analysis.fell if analysis is not None else ()
    cards = [
        card for card in look.room.cards() if card.proposal.subjects and card.detector not in (WIN_BACK, TASK)
    ]
    seen: set[tuple[str, ...]] = set()
    for choice in _every(look, fell, cards):
        names = tuple(sorted(one.product_id for one in choice.goods))
        if choice.goods and names not in seen:
            seen.add(names)
            yield choice


def _every(look: _Look, fell: tuple[str, ...], cards: list[OpportunityCard]) -> Iterator[Choice]:
    for category in categories_of_goal(look.room.goal, look.room):
        why = N_("{goods}: {category} is what this month's goal is about, and these sell and are in stock.")
        yield from _of_category(look, category, "goal", why)
    for card in cards:
        if {subject.name for subject in card.subjects} & set(fell):
            yield _of_card(
                look, card, N_("{goods}: it belongs to what fell, and today's card on it stands: {headline}")
            )
    for category in fell:
        why = N_("{goods}: {category} fell, and these still find buyers and are in stock.")
        yield from _of_category(look, category, "reason", why)
    for card in cards:
        yield _of_card(look, card, N_("{goods}: today's best opportunity about goods: {headline}"))
    why = N_(
        "{goods}: of what sold in the last {days} days these turn lookers into buyers best, and are in stock."
    )
    yield from _of_shelf(look, _on_shelf(look, "TRUE", {}), "", "seller", why)


def _of_card(look: _Look, card: OpportunityCard, why: str) -> Choice:
    ids = [subject.id for subject in card.proposal.subjects]
    shelf = _on_shelf(look, "list_contains($goods, product_id)", {"goods": ids})
    known = {one.product_id: one for one in shelf.shown}
    goods = tuple(
        known.get(one.id, Goods(product_id=one.id, name=one.name)) for one in card.proposal.subjects
    )
    category = next((one.id for one in card.subjects if one.type == "category"), "")
    group = next((one.id for one in card.subjects if one.type == "group"), "")
    told = Text(msg=why, args={"goods": _names(goods), "headline": card.headline})
    return Choice(
        goods=goods, category=category, group=group, basis="card", base=card.id, why=told
    )  # fmt: skip


def _of_category(look: _Look, category: str, basis: str, why: str) -> Iterator[Choice]:
    shelf = _on_shelf(look, "category = $category", {"category": category})
    yield from _of_shelf(look, shelf, category, basis, why)


def _of_shelf(look: _Look, shelf: OnShelf, category: str, basis: str, why: str) -> Iterator[Choice]:
    if not shelf.shown:
        return
    args: dict[str, int | str] = {"goods": _names(shelf.shown), "category": category, "days": SALES_DAYS}
    used = {name: value for name, value in args.items() if "{" + name + "}" in why}
    yield Choice(
        goods=shelf.shown,
        category=category,
        basis=basis,
        why=Text(msg=why, args=dict(used)),
    )


def _on_shelf(look: _Look, condition: str, params: dict[str, object]) -> OnShelf:
    """At most three goods that fit, sell, and are in stock where stock is known."""
    window: dict[str, object] = {
        "start": look.situation.days_before(SALES_DAYS),
        "last": look.situation.days_before(1),
    }
    wanted = WANTED.format(tables=lines_and_looks(), condition=condition)
    return choose_goods(
        look.situation, look.kept, wanted, {**params, **window}, by_conversion=look.room.facts.has("event")
    )


def _named(look: _Look, name: str) -> Choice:
    """What the owner named, a product even when it is short: a name of a product, category or brand, or a word in names."""
    rows = look.kept.sql(NAMED, {"name": name}).rows
    if rows:
        goods = tuple(Goods(product_id=str(row[0]), name=str(row[1]), price=row[2] or None) for row in rows)
        why = Text(msg=N_("{goods}: you named it."), args={"goods": goods[0].name})
        return Choice(goods=goods[:1], basis="named", why=why)
    why_best = N_("{goods}: of what you named, these find buyers and are in stock.")
    if look.room.facts.sql(CATEGORY, {"name": name}).rows:
        found = next(_of_category(look, name, "named", why_best), None)
    else:
        ids = [row[0] for row in look.kept.sql(BRANDED, {"name": name, "word": name.lower()}).rows]
        if not ids:
            raise _unknown(name)
        shelf = _on_shelf(look, "list_contains($goods, product_id)", {"goods": ids})
        found = next(_of_shelf(look, shelf, "", "named", why_best), None)
    if found is None:
        raise OwnerError(
            "nothing_in_stock",
            Text(msg=N_("Nothing of {name} that sells is in stock."), args={"name": name}),
            Text(msg=N_("Name another product in this step.")),
        )
    return found


def _unknown(name: str) -> OwnerError:
    return OwnerError(
        "no_product",
        Text(msg=N_("This shop has no product, category or brand {name}."), args={"name": name}),
        Text(msg=N_("Write its name as your files have it.")),
    )


def _names(goods: tuple[Goods, ...]) -> str:
    return " / ".join(one.name for one in goods)


CHOOSER = Specialist(
    job="chooser",
    does=N_("picks the goods: by your goal, today's cards, what fell, and what is in stock"),
    run=choose,
    brief={
        "zh": "你负责选品。用 cards 和 query 看机会、销量和库存，再用 choose 从给出的名单里选一个。不要选名单外的东西。",
        "en": "You choose what is promoted. Look at cards and figures, then call choose with one of the listed offers. Never anything else.",
    },
    tools=("query", "cards"),
)
