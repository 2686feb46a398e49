"""The answer sheet: what was planted in a world, with the products, people, days and figures it became there. JSON-ready values only."""

from typing import Any

import numpy as np

from sample_data import responses, story
from sample_data.calendar import festivals_between, to_date, to_day
from sample_data.chance import Ints
from sample_data.plants import Window
from sample_data.pricing import slipped_price
from sample_data.shop import GROUPS, SHOP, VOICES
from sample_data.simulate import Life
from sample_data.visits import WIN_BACK_RETURN_WITHIN_DAYS, WIN_BACK_RETURNS

Cause = dict[str, Any]


def _days(window: Window) -> dict[str, str]:
    """A half-open stretch of days."""
    return {"start": str(to_date(window.first)), "end": str(to_date(window.end))}


def _product(life: Life, place: int) -> dict[str, str]:
    goods = life.cast.catalogue
    return {
        "product_id": str(goods.ids[place]),
        "name": str(goods.names[place]),
        "sku": str(goods.skus[place]),
    }


def _ids(life: Life, places: Ints) -> list[str]:
    return [str(name) for name in life.cast.people.ids[places]]


def _rising(life: Life) -> Cause:
    return {
        "category": story.RISING, "group": story.RISING_GROUP, "window": _days(life.plot.rise), "baseline": _days(life.plot.before_rise),
        "views_and_carts_uplift": story.RISE_INTEREST, "sales_uplift": story.RISE_SALES, "added_orders": life.added["rise_orders"],
        "measured_against": "mean of the baseline's days; where the rest of the shop is busier than in the baseline, on top of that",
        "ebbs_away_by": str(to_date(life.plot.anchor + story.FADE_DAYS + 1)),
    }  # fmt: skip


def _stock(life: Life) -> tuple[Cause, Cause]:
    plot = life.plot
    out = {
        **_product(life, plot.sold_out),
        "sold_out": _days(plot.out),
        "substitute_share": story.SUBSTITUTE_SHARE,
    }
    soon = {
        **_product(life, plot.running_out), "daily_pace": round(plot.running_out_pace, 3), "on_hand_at_anchor": plot.running_out_left,
        "days_left": story.RUN_OUT_IN_DAYS, "restocked_on": str(to_date(plot.restock_day)),
    }  # fmt: skip
    return out, soon


def _slip(life: Life) -> Cause:
    usual = int(life.cast.catalogue.price[life.plot.slipped])
    now = slipped_price(life.cast.catalogue, life.plot.slipped)
    since = str(to_date(life.plot.slip.first))
    return {
        **_product(life, life.plot.slipped),
        "since": since,
        "usual_price": usual / 100,
        "price": now / 100,
        "factor": round(now / usual, 4),
    }


def _win_back(life: Life) -> Cause:
    planted, people = life.cast.win_back, life.cast.people
    each = zip(
        _ids(life, planted.customer),
        planted.gap.tolist(),
        planted.last_order.tolist(),
        planted.overdue.tolist(),
        strict=True,
    )
    return {
        "customers": [{"customer_id": c, "usual_gap_days": g, "last_order": str(to_date(d)), "overdue": round(o, 2)} for c, g, d, o in each],
        "groups": {name: int((people.group[planted.customer] == i).sum()) for i, name in enumerate(GROUPS) if name},
        "return_by_themselves": WIN_BACK_RETURNS, "return_within_days": WIN_BACK_RETURN_WITHIN_DAYS,
    }  # fmt: skip


def _answers() -> Cause:
    best = {
        name: VOICES[int(np.argmax(responses.VOICE_FACTORS[name]))]
        for name in GROUPS
        if responses.BEST_HOUR[name] is not None
    }
    return {
        "best": {name: {"voice": voice, "hour": responses.BEST_HOUR[name]} for name, voice in best.items()},
        "without_preference": ["老客群"],
        "base_response": responses.BASE_RESPONSE, "most_response": responses.MOST_RESPONSE, "days": responses.RESPONSE_DAYS,
        "voice_factors": {name or "(no group)": dict(zip(VOICES, f, strict=True)) for name, f in responses.VOICE_FACTORS.items()},
        "hour_factors": dict(zip(("best_hour", "one_hour_beside", "other_hours"), responses.HOUR_AWAY_FACTORS, strict=True)),
        "hour_factor_without_preference": responses.HOUR_NEUTRAL_FACTOR, "taste_factor_limits": list(responses.TASTE_LIMITS),
        "lapsed_factor": responses.LAPSED_RESPONSE, "clicks_without_order": responses.READS * responses.OTHER_CLICKS,
    }  # fmt: skip


def _falling(life: Life) -> Cause:
    return {
        "category": story.FALLING,
        "window": _days(life.plot.fall),
        "baseline": _days(life.plot.before_fall),
        "sales_change": -story.FALL,
    }


def _decoys(life: Life) -> Cause:
    span = life.cast.span
    tiny = {
        "category": story.TINY,
        "window": _days(life.plot.rise),
        "added_orders": life.added["tiny_orders"],
        "why_not": "a handful of lines",
    }
    festivals = [
        {"name": f.name, **_days(Window(to_day(f.start), to_day(f.end))), "factor": f.factor}
        for f in festivals_between(span.start, span.horizon)
    ]
    return {"tiny_category": tiny, "festivals": festivals}


def causes_of(life: Life, seed: int) -> Cause:
    """All planted causes and decoys of a world; stretches of days are half-open, money in yuan."""
    span, (out, soon) = life.cast.span, _stock(life)
    return {
        "shop": SHOP.name, "zone": SHOP.zone, "currency": SHOP.currency, "seed": seed,
        "start": str(to_date(span.start)), "anchor": str(to_date(span.anchor)),
        "rising_category": _rising(life), "stock_out": out, "running_out": soon, "price_slip": _slip(life), "win_back": _win_back(life),
        "voices_and_hours": _answers(), "falling_category": _falling(life), "decoys": _decoys(life),
    }  # fmt: skip
