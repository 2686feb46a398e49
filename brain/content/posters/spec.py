"""What a poster says, in words only; the designs decide how it looks."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from brain.content.drafting import Brief, headline
from brain.content.drafting.brief import one_line, tidy
from brain.kernel.i18n import Lang
from cards.model import Voice

# What stands beside the code and at the foot, in each voice; customers read it, so it is in the shop's language.
_CALLS: dict[tuple[Lang, Voice], str] = {
    ("zh", "professional"): "扫码查看详情",
    ("zh", "friend"): "扫一扫，来逛逛",
    ("zh", "humorous"): "长按识别，门就开了",
    ("en", "professional"): "Scan for details",
    ("en", "friend"): "Scan and come on in",
    ("en", "humorous"): "Point camera, open door",
}
_SMALL_PRINT: dict[Lang, str] = {
    "zh": "价格与优惠以店铺页面为准",
    "en": "Prices and offers as shown on the shop's page",
}


class PosterItem(BaseModel):
    """A product row: the name and the price as written ("" for none)."""

    model_config = ConfigDict(frozen=True)

    name: str
    price: str = ""


class PosterSpec(BaseModel):
    """Everything on one poster. `link` is the full tracked address that the QR code carries.

    In `headline` a zero-width space marks where a line may well break. At most five items are shown.
    """

    model_config = ConfigDict(frozen=True)

    voice: Voice
    lang: Lang = "zh"
    shop: str = Field(min_length=1)
    headline: str = Field(min_length=1)
    items: tuple[PosterItem, ...] = ()
    offer: str = ""
    link: str = Field(min_length=1)
    call: str = ""
    small_print: str = ""

    @property
    def crowded(self) -> bool:
        """True when goods and offer need so much room that the headline must be modest."""
        return len(self.items) + bool(self.offer) > 4


def poster_spec(brief: Brief, voice: Voice, link: str, *, seed: int) -> PosterSpec:
    """The poster that goes with `draft(brief, seed=seed)` in a voice; the same brief and seed give the same poster."""
    return PosterSpec(
        voice=voice,
        lang=brief.lang,
        shop=one_line(brief.shop),
        headline=headline(brief, voice, seed=seed),
        items=tuple(
            PosterItem(name=tidy(one.name), price=brief.price_text(one)) for one in brief.products[:5]
        ),
        offer=one_line(brief.offer),
        link=link,
        call=_CALLS[brief.lang, voice],
        small_print=_SMALL_PRINT[brief.lang],
    )
