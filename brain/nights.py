"""The nightly pass: every shop looked at in one go, what was found kept until somebody opens the shop."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import shop_day
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.seeds import keep_seeds
from brain.opportunities.nightly import Night, look_at_all
from brain.parts import Parts

PASSED = "nightly.passed"


class NightReport(BaseModel):
    """What a nightly pass did: shops looked at and left out for old data, cards found, seconds in all and by part."""

    model_config = ConfigDict(frozen=True)

    shops: int
    behind: int
    with_cards: int
    cards: int
    urgent: int
    seconds: float
    seconds_by_part: dict[str, float]
    engine: str = "duckdb"


def pass_over_all(parts: Parts, actor: Actor, day: date | None = None) -> NightReport:
    """Look at all shops and keep what was found, each as of its own today (or of `day`). Raises Refused for who may not."""
    require(actor, "care", actor.shop)
    now = parts.clock.now()

    def today_of(shop: Shop) -> date:
        return day or shop_day(now, shop.zone)

    night = look_at_all(parts.warehouse, today_of)
    with parts.ledger.session() as session:
        keep_seeds(session, list(night.days), _rows(parts, night))
        audit.record(
            session, shop=actor.shop, at=now, who=actor.user, what=PASSED, subject=now.date().isoformat(),
            detail={"shops": len(night.days), "cards": night.found},
        )  # fmt: skip
    seeds = [seed for of_shop in night.seeds.values() for seed in of_shop]
    return NightReport(
        shops=len(night.days),
        behind=night.behind,
        with_cards=len(night.seeds),
        cards=len(seeds),
        urgent=sum(seed.candidate.urgent for seed in seeds),
        seconds=night.seconds["whole"],
        seconds_by_part=night.seconds,
    )


def _rows(parts: Parts, night: Night) -> list[dict[str, object]]:
    with parts.warehouse.cursor() as cursor:
        versions = dict(cursor.execute("SELECT shop_id, version FROM data_version").fetchall())
    now = parts.clock.now()
    return [
        {
            "shop": shop,
            "place": seed.place,
            "day": night.days[shop].today.isoformat(),
            "version": int(versions.get(shop, 0)),
            "detector": seed.detector,
            "key": seed.candidate.key,
            "worth": seed.candidate.worth,
            "sure": seed.candidate.sure,
            "urgent": seed.candidate.urgent,
            "made_at": now,
        }
        for shop, seeds in night.seeds.items()
        for seed in seeds
    ]
