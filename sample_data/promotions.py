"""The shop's own promotions: festivals for everything, a category a fortnight, a flash sale a week. All follow the calendar and the seed."""

from dataclasses import dataclass

import numpy as np

from sample_data import story
from sample_data.calendar import festivals_between, to_date, to_day
from sample_data.catalogue import CATEGORIES, Catalogue
from sample_data.chance import Chance, Floats, Ints

_AHEAD = 14  # promotions are announced this many days before they begin
_NONE = -1


@dataclass(frozen=True)
class Promotion:
    """One promotion on days [first, end); `product` and `category` are -1 where it is not limited to one; rate 0.1 is ten per cent off."""

    promotion_id: str
    name: str
    kind: str
    first: int
    end: int
    product: int
    category: int
    rate: float

    @property
    def announced(self) -> int:
        """The day from which the shop's export contains it."""
        return self.first - _AHEAD


def _festivals(first: int, last: int) -> list[Promotion]:
    return [
        Promotion(
            f"FES{f.start:%Y%m%d}",
            f"{f.name}全场",
            "discount",
            to_day(f.start),
            to_day(f.end),
            _NONE,
            _NONE,
            f.discount,
        )
        for f in festivals_between(first, last)
        if f.discount > 0
    ]


def _category_weeks(chance: Chance, first: int, last: int) -> list[Promotion]:
    """Every second Thursday to Sunday one category is cheaper; never one that the story is about."""
    open_places = np.array([i for i, name in enumerate(CATEGORIES) if name not in story.QUIET_CATEGORIES])
    weeks = np.arange((first + 3) // 14, (last + 3) // 14 + 1)
    chosen = open_places[chance.below(len(open_places), "category week", weeks)]
    rates = np.array([0.08, 0.10, 0.12, 0.15])[chance.below(4, "category rate", weeks)]
    found = []
    for week, category, rate in zip(weeks, chosen, rates, strict=True):
        begin = int(week) * 14  # 1970-01-01 was a Thursday
        name = f"{CATEGORIES[category]}专场 {to_date(begin):%m.%d}"
        found.append(
            Promotion(
                f"CAT{to_date(begin):%Y%m%d}",
                name,
                "discount",
                begin,
                begin + 4,
                _NONE,
                int(category),
                float(rate),
            )
        )
    return found


def _flash_sales(
    chance: Chance, catalogue: Catalogue, first: int, last: int, spared: tuple[int, ...]
) -> list[Promotion]:
    """One product every Tuesday; never one that the story is about."""
    quiet = [CATEGORIES.index(name) for name in story.QUIET_CATEGORIES]
    fits = ~np.isin(catalogue.category, quiet) & (catalogue.listed < first)
    fits[list(spared)] = False
    pool = np.flatnonzero(fits)
    days = np.arange(first, last + 1)
    days = days[(days + 3) % 7 == 1]  # 1970-01-01 was a Thursday, so Tuesdays leave 1
    chosen = pool[chance.choice(np.sqrt(catalogue.popularity[pool]), "flash product", days)]
    return [
        Promotion(
            f"FLA{to_date(d):%Y%m%d}",
            f"周二秒杀 {catalogue.names[p]}",
            "flash",
            int(d),
            int(d) + 1,
            int(p),
            _NONE,
            0.2,
        )
        for d, p in zip(days, chosen, strict=True)
    ]


def build_promotions(
    chance: Chance, catalogue: Catalogue, first: int, last: int, spared: tuple[int, ...]
) -> tuple[Promotion, ...]:
    """Every promotion that begins in [first, last + two weeks], in order of its first day."""
    ahead = last + _AHEAD
    every = (
        _festivals(first, ahead)
        + _category_weeks(chance, first, ahead)
        + _flash_sales(chance, catalogue, first, ahead, spared)
    )
    return tuple(
        sorted((p for p in every if first <= p.first <= ahead), key=lambda p: (p.first, p.promotion_id))
    )


def promotion_of_lines(
    promotions: tuple[Promotion, ...], catalogue: Catalogue, product: Ints, day: Ints
) -> tuple[Ints, Floats]:
    """For each line the place of the promotion it was sold under (-1 for none) and its rate: the highest that applies."""
    first, last = min(p.first for p in promotions), max(p.end for p in promotions)
    place = np.full((last - first, len(catalogue)), _NONE, dtype=np.int64)
    rate = np.zeros((last - first, len(catalogue)))
    for number, promotion in enumerate(promotions):
        days = slice(promotion.first - first, promotion.end - first)
        goods = (
            np.arange(len(catalogue))
            if promotion.category == promotion.product
            else np.flatnonzero(catalogue.category == promotion.category)
        )
        goods = goods if promotion.product == _NONE else np.array([promotion.product])
        better = rate[days][:, goods] < promotion.rate
        place[days, goods] = np.where(better, number, place[days, goods])
        rate[days, goods] = np.where(better, promotion.rate, rate[days, goods])
    inside = (day >= first) & (day < last)
    row = np.clip(day - first, 0, last - first - 1)
    return np.where(inside, place[row, product], _NONE), np.where(inside, rate[row, product], 0.0)


def days_of(promotion: Promotion) -> tuple[str, str]:
    """Start and end, half-open, as ISO times in the shop's zone."""
    return f"{to_date(promotion.first)}T00:00:00", f"{to_date(promotion.end)}T00:00:00"
