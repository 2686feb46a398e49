from datetime import UTC, date, datetime

import pytest

from cards.when import moment

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("instant", "zh", "en"),
    [
        (datetime(2026, 11, 21, 2, tzinfo=UTC), "今天 10:00", "today 10:00"),
        (datetime(2026, 11, 21, 17, tzinfo=UTC), "明天 01:00", "tomorrow 01:00"),
        (datetime(2026, 11, 20, 2, tzinfo=UTC), "昨天 10:00", "yesterday 10:00"),
        (datetime(2026, 11, 28, 2, tzinfo=UTC), "11月28日 10:00", "Nov 28 10:00"),
    ],
)
def test_moments_are_said_on_the_shops_clock(instant, zh, en):
    """Near moments are named by today and tomorrow of the shop's zone, not of the server's."""
    assert moment(instant, "Asia/Shanghai", TODAY, "zh") == zh
    assert moment(instant, "Asia/Shanghai", TODAY, "en") == en
