"""How periods are written: what is left out must not change what is meant."""

from __future__ import annotations

from datetime import date

from brain.assistant.wording import dates_text
from brain.kernel.evidence import Period

TODAY = date(2026, 11, 26)


def written(start: str, end: str, lang: str) -> str:
    return dates_text(Period(start=start, end=end), TODAY).render(lang)


def test_days_of_this_year_need_no_year() -> None:
    """This year goes without saying."""
    assert written("2026-06-01", "2026-11-01", "zh") == "6月1日～10月31日"


def test_an_end_in_another_year_than_its_start_says_so() -> None:
    """Jun 1, 2025 to Oct 31 would read as five months; it is seventeen."""
    assert written("2025-06-01", "2026-11-01", "zh") == "2025年6月1日～2026年10月31日"
    assert written("2025-06-01", "2026-11-01", "en") == "Jun 1, 2025 – Oct 31, 2026"
