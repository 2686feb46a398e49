"""Who the sample shop is: facts that no seed changes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Shop:
    """A shop's fixed facts; `zone` is an IANA name, `currency` ISO 4217, `language` BCP 47."""

    name: str
    zone: str
    currency: str
    language: str

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which the shop's days begin and end."""
        return ZoneInfo(self.zone)


SHOP = Shop(name="小鹿母婴", zone="Asia/Shanghai", currency="CNY", language="zh")

VOICES = ("professional", "friend", "humorous")
CHANNELS = ("社群", "小程序", "门店")
COMMUNITY, MINI_PROGRAM, COUNTER = range(3)

# The last place, the empty name, is for customers who are in no group.
GROUPS = ("宝妈1群", "宝妈2群", "宝妈3群", "健身妈妈群", "家居好物群", "老客群", "")
NO_GROUP = len(GROUPS) - 1
