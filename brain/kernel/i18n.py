"""Words in the reader's language.

Source strings are English and serve as msgids; Chinese lives in one catalogue a room under `brain/locale/zh/`.
A `Text` is a sentence that is not yet in any language: it is stored (in a card, in an error) and rendered when
somebody opens it, so one card reads in Chinese to the owner and in English to the partner.
"""

from __future__ import annotations

import gettext
import io
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pydantic import AwareDatetime, BaseModel, ConfigDict, StrictInt, StrictStr

from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim, format_day, format_full_day, format_instant, format_number

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"


def N_(msgid: str) -> str:
    """Mark a msgid for extraction without translating it yet."""
    return msgid


def t(lang: str, msgid: str, **args: Any) -> str:
    """Translate and fill at once. Claims, numbers and nested texts are written in the reader's format."""
    template = catalogue(lang).gettext(msgid)
    if not args:
        return template
    return template.format(**{key: _render_argument(value, lang) for key, value in args.items()})


class Day(BaseModel):
    """A date to be written in the reader's format."""

    model_config = ConfigDict(frozen=True)

    day: date
    weekday: bool = False
    year: bool = False


class Moment(BaseModel):
    """An instant to be written as the shop's wall clock in the reader's format."""

    model_config = ConfigDict(frozen=True)

    at: AwareDatetime
    zone: str
    year: bool = False


class Text(BaseModel):
    """A sentence to be said later: an English msgid and what fills its named fields."""

    model_config = ConfigDict(frozen=True)

    msg: str
    args: dict[str, Claim | Text | Day | Moment | StrictInt | StrictStr] = {}

    def render(self, lang: str) -> str:
        """The sentence in `lang` (anything but "zh" reads English)."""
        return t(lang, self.msg, **self.args)

    def claims(self) -> list[Claim]:
        """Every claim inside, nested texts included."""
        found: list[Claim] = []
        for value in self.args.values():
            if isinstance(value, Claim):
                found.append(value)
            elif isinstance(value, Text):
                found.extend(value.claims())
        return found


def verbatim(words: str) -> Text:
    """A name or a sentence that is the same in every language (a product, the owner's own words)."""
    return Text(msg="{words}", args={"words": words})


def _render_argument(value: Any, lang: str) -> str:
    if isinstance(value, Text):
        return value.render(lang)
    if isinstance(value, Claim):
        return format_claim(value, lang)
    if isinstance(value, Day):
        return (
            format_full_day(value.day, lang)
            if value.year
            else format_day(value.day, lang, weekday=value.weekday)
        )
    if isinstance(value, Moment):
        return format_instant(value.at, value.zone, lang, year=value.year)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value, lang)
    return str(value)


@lru_cache(maxsize=len(LANGUAGES) + 1)
def catalogue(lang: str) -> gettext.NullTranslations:
    """The merged catalogue of a language. English is the source and needs none.

    Read from .po at first use: no compile step can be forgotten.
    """
    if lang not in LANGUAGES or lang == "en":
        return gettext.NullTranslations()
    merged = Catalog(locale=lang)
    for path in sorted((LOCALE_FOLDER / lang).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=lang):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def choose_language(preferred: str | None, default: Lang = "zh") -> Lang:
    """The product's language for a browser's or a system's locale name, such as `zh-CN` or `en_GB.UTF-8`."""
    if not preferred:
        return default
    return "zh" if preferred.lower().startswith("zh") else "en"
