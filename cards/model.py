"""What all kinds of cards share. The language between the brain and the pages: pure types, no behaviour that reads or writes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from brain.kernel.evidence import Claim, Unit
from brain.kernel.i18n import N_, Text
from cards.states import State

SubjectType = Literal["product", "sku", "category", "brand", "group", "channel", "segment"]
Voice = Literal["professional", "friend", "humorous"]
Picture = Literal["poster", "photos"]
"""What goes with the words: a drawn poster, or customers' photos with the poster's words."""
PICTURE_WORDS: dict[Picture, str] = {"poster": N_("Poster"), "photos": N_("Photos")}
VOICES: tuple[Voice, ...] = ("professional", "friend", "humorous")
VOICE_WORDS: dict[Voice, str] = {
    "professional": N_("Professional"),
    "friend": N_("Close friend"),
    "humorous": N_("Humorous"),
}


class Subject(BaseModel):
    """What a card is about."""

    model_config = ConfigDict(frozen=True)

    type: SubjectType
    id: str
    name: str


class EvidenceRow(BaseModel):
    """One line of why: a sentence and the claims it is made of (each opens its receipt)."""

    model_config = ConfigDict(frozen=True)

    text: Text
    claims: tuple[Claim, ...] = ()


class Confidence(BaseModel):
    """How sure, from 0 to 1, and what that rests on. `level` is what the owner sees: one to four dots."""

    model_config = ConfigDict(frozen=True)

    value: float = Field(ge=0, le=1)
    rests_on: Text

    @property
    def level(self) -> int:
        """Dots out of four."""
        return 1 + sum(self.value >= bound for bound in (0.5, 0.7, 0.85))


class Bar(BaseModel):
    """One value of a small chart: what it is of, in words, and how much. `marked` is the one that the card is about."""

    model_config = ConfigDict(frozen=True)

    label: Text
    value: Decimal
    marked: bool = False


class Look(BaseModel):
    """A small chart for what a glance says better than words: `shape` "line" along time, "bars" side by side.

    Every value is in `unit`, amounts in `currency`; `receipt` opens the rows that all of them come from. `limit` is a line
    across, such as the pace that was to be kept, said by `limit_label`.
    """

    model_config = ConfigDict(frozen=True)

    title: Text
    shape: Literal["line", "bars"]
    unit: Unit
    currency: str | None = None
    points: tuple[Bar, ...] = Field(min_length=2, max_length=60)
    limit: Decimal | None = None
    limit_label: Text | None = None
    receipt: str


class Explanation(BaseModel):
    """Why now, from which evidence, by which method, how sure, and what would change it; `look` is a chart where one says more."""

    model_config = ConfigDict(frozen=True)

    why_now: Text
    evidence: tuple[EvidenceRow, ...]
    method: Text
    confidence: Confidence
    strongest_doubt: Text
    would_change: Text
    rejected: tuple[Text, ...] = ()
    look: Look | None = None


class Effect(BaseModel):
    """What an action is expected to bring over `days`, always as a range, always with its basis.

    Amounts are extra net sales against not acting, in the shop's currency (`metric` "net_sales").
    """

    model_config = ConfigDict(frozen=True)

    metric: str = "net_sales"
    currency: str
    low: Decimal
    mid: Decimal
    high: Decimal
    days: int = Field(ge=1)
    basis: Text

    @model_validator(mode="after")
    def _is_a_range(self) -> Effect:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"low, mid, high == {self.low}, {self.mid}, {self.high}, must ascend.")
        return self


class Audience(BaseModel):
    """To whom: a stored segment. Members live in the ledger; the card carries counts only.

    `holdout` members are left out as the control group; `treated` receive the post. An audience without known
    customers (`segment` empty) is everyone who reads the channel. `lately` of the members got another post in the last seven
    days; `tired` would have belonged to it and are left out, for they got as many as they may.
    """

    model_config = ConfigDict(frozen=True)

    segment: str = ""
    name: Text
    size: int = 0
    treated: int = 0
    holdout: int = 0
    lately: int = 0
    tired: int = 0


class Variant(BaseModel):
    """One voice: the words in the shop's language and the picture that goes with them (a path under the home folder).

    `photos` is the other picture, made of customers' photos, where the shop has some that may be shown.
    """

    voice: Voice
    text: str
    picture: str = ""
    photos: str = ""


class Proposal(BaseModel):
    """What will be done when the owner says yes.

    `link` is the code of the tracked link that text and picture carry; `link_target` the address that it leads to, or
    empty for the card's own small page. `picture` is what goes with the words unless the owner says otherwise; `photos`
    names the customers' photos in the other picture.
    """

    subjects: tuple[Subject, ...]
    audience: Audience
    variants: tuple[Variant, ...] = Field(min_length=1)
    chosen: int = 0
    channel: str = "outbox"
    at: AwareDatetime
    at_why: Text
    cost: Decimal = Decimal(0)
    undoable: bool = False
    link: str = ""
    link_target: str = ""
    picture: Picture = "poster"
    photos: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _chose_one_of_them(self) -> Proposal:
        if not 0 <= self.chosen < len(self.variants):
            raise ValueError(f"chosen == {self.chosen}, must be >= 0 and < {len(self.variants)}.")
        return self


class CardBase(BaseModel):
    """The frame of every card. `rank_why` says why it stands where it does among the day's cards."""

    id: str
    shop: str
    kind: str
    detector: str = ""
    subjects: tuple[Subject, ...] = ()
    headline: Text
    state: State = State.PROPOSED
    made_at: AwareDatetime
    valid_until: AwareDatetime
    rank: float = 0.0
    rank_why: Text | None = None
