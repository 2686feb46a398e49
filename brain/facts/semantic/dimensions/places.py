"""Where an order came from."""

from __future__ import annotations

from brain.facts.semantic.base import Dimension, Thing, words
from brain.facts.semantic.dimensions.goods import LINES, of
from brain.kernel.i18n import N_

SOCIAL = ("line", "placed", "event", "post")
ONE_ORDER: frozenset[Thing] = frozenset({"order"})

PLACES: tuple[Dimension, ...] = (
    Dimension(
        name="region",
        label=N_("Region"),
        noun=N_("region"),
        kind="name",
        value="text",
        sql=of(LINES, "{t}.region"),
        synonyms={
            "zh": ("地区", "区域", "省份", "省", "地域", "国家"),
            "en": ("region", "country", "province"),
        },
        needs="region",
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="channel",
        label=N_("Channel"),
        noun=N_("channel"),
        kind="name",
        value="text",
        sql=of(SOCIAL, "{t}.channel"),
        synonyms={"zh": ("渠道", "来源", "平台"), "en": ("channel", "source", "platform")},
        needs="channel",
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="group",
        label=N_("Group"),
        noun=N_("group"),
        kind="name",
        value="text",
        sql=of(SOCIAL, "{t}.group_name"),
        synonyms={"zh": ("社群", "群", "群组", "微信群"), "en": ("group", "community")},
        needs="group",
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="store",
        label=N_("Store"),
        noun=N_("store"),
        kind="name",
        value="text",
        sql=of(LINES, "{t}.store"),
        synonyms=words("门店|分店|网店|店铺名称", "branch|outlet|store name"),
        needs="store",
        fixed_for=ONE_ORDER,
    ),
)
