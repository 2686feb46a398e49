"""The nightly pass: every shop looked at in one go, what was found kept until somebody opens the shop."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import shop_day
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.seeds import keep_seeds
from brain.opportunities.nightly import Night, look_at_all
from brain.opportunities.ranking import MOST_CARDS
from brain.parts import Parts

PASSED = "nightly.passed"
NOT_WHOLE = -1


class NightReport(BaseModel):
    """What a nightly pass did: shops looked at and left out for old data, cards found, seconds in all and by part.

    `cards` counts what would stand in the shops' feeds if a closer look turned nothing down, `failed` names the detectors
    whose scan broke.
    """

    model_config = ConfigDict(frozen=True)

    shops: int
    behind: int
    with_cards: int
    cards: int
    urgent: int
    seconds: float
    seconds_by_part: dict[str, float]
    failed: tuple[str, ...] = ()
    engine: str = "duckdb"


def pass_over_all(parts: Parts, actor: Actor, day: date | None = None) -> NightReport:
    """Look at all shops and keep what was found, each as of its own today (or of `day`). Raises Refused for who may not."""
    require(actor, "care", actor.shop)
    now = parts.clock.now()

    def today_of(shop: Shop) -> date:
        return day or shop_day(now, shop.zone)

    # Read before the look: what is imported meanwhile makes the seeds old, not wrong.
    versions = _versions(parts)
    night = look_at_all(parts.warehouse, today_of)
    with parts.ledger.session() as session:
        keep_seeds(session, list(night.days), _rows(night, versions, now))
        audit.record(
            session, shop=actor.shop, at=now, who=actor.user, what=PASSED, subject=now.date().isoformat(),
            detail={"shops": len(night.days), "found": night.found, "failed": list(night.failed)},
        )  # fmt: skip
    seeds = [seed for of_shop in night.seeds.values() for seed in of_shop if seed.place <= MOST_CARDS]
    return NightReport(
        shops=len(night.days),
        behind=night.behind,
        with_cards=len(night.seeds),
        cards=len(seeds),
        urgent=sum(seed.candidate.urgent for seed in seeds),
        seconds=night.seconds["whole"],
        seconds_by_part=night.seconds,
        failed=night.failed,
    )


def _versions(parts: Parts) -> dict[str, int]:
    """The version of each shop's data."""
    with parts.warehouse.cursor() as cursor:
        return dict(cursor.execute("SELECT shop_id, version FROM data_version").fetchall())


def _rows(night: Night, versions: dict[str, int], now: datetime) -> list[dict[str, object]]:
    return [
        {
            "shop": shop,
            "place": seed.place,
            "day": night.days[shop].today.isoformat(),
            # Of a night that is not whole nothing can be spared: no data has this version, so every detector is asked.
            "version": NOT_WHOLE if night.failed else int(versions.get(shop, 0)),
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
