"""The dimensions: one visible tuple."""

from __future__ import annotations

from brain.facts.semantic.base import Dimension
from brain.facts.semantic.dimensions.calendar import CALENDAR
from brain.facts.semantic.dimensions.goods import GOODS, band_end
from brain.facts.semantic.dimensions.people import PEOPLE
from brain.facts.semantic.dimensions.places import PLACES
from brain.facts.semantic.dimensions.purchases import PURCHASES

__all__ = ["DIMENSIONS", "DIMENSION_BY_NAME", "band_end"]

DIMENSIONS: tuple[Dimension, ...] = (*CALENDAR, *GOODS, *PLACES, *PURCHASES, *PEOPLE)
DIMENSION_BY_NAME: dict[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
