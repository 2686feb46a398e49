"""What every command shares: home, shop, clock, JSON, and errors that end with one sentence on stderr."""

from __future__ import annotations

import functools
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from pydantic import BaseModel

from brain.bootstrap import Brain, open_brain
from brain.desk import Desk
from brain.kernel.clock import Clock, FixedClock, SystemClock, shop_instant
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.i18n import Lang, Text, choose_language
from brain.kernel.settings import load_settings

DEFAULT_SHOP = "main"
NOON = time(12)

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Home folder (default: SECOND_FLOOR_HOME, else ./data).")
]
ShopOption = Annotated[
    str, typer.Option("--shop", help="Short name of the shop; may be left out while there is one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as JSON on stdout.")]
TodayOption = Annotated[
    str, typer.Option("--today", help="Pretend that it is noon of this shop day (2026-11-20).")
]
NowOption = Annotated[
    str, typer.Option("--now", help="Pretend that it is this time in the shop (2026-11-20T10:00).")
]
COMMON = {
    "home": HomeOption,
    "shop": ShopOption,
    "as_json": JsonOption,
    "today": TodayOption,
    "now": NowOption,
}
DEFAULTS: dict[str, Any] = {"home": None, "shop": "", "as_json": False, "today": "", "now": ""}


@dataclass
class Call:
    """One call of the command line, before anything is opened."""

    home: Path | None
    shop: str
    as_json: bool
    today: str
    now: str

    @property
    def lang(self) -> Lang:
        """The setting, else the system's language, else Chinese."""
        set_language = load_settings(self.home).language
        system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        named = system if system.split(".")[0] not in ("", "C", "POSIX") else None
        return choose_language(set_language or named)

    @contextmanager
    def brain(self) -> Iterator[Brain]:
        """The opened home, closed at the end whatever happens."""
        brain = open_brain(self.home, self.clock("UTC"))
        try:
            yield brain
        finally:
            brain.close()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk of the named shop, or of the only one, with the clock standing in that shop's zone."""
        with self.brain() as brain:
            yield self.desk_of(brain)

    def desk_of(self, brain: Brain) -> Desk:
        """The desk of the named shop, or of the only one there is. Raises NotFound."""
        desk = brain.desk(self.shop or only_shop(brain))
        brain.parts.clock = self.clock(desk.shop.zone)
        return brain.desk(desk.shop.id)

    def clock(self, zone: str) -> Clock:
        """The clock that `--today` and `--now` ask for, read as the shop's wall clock. Raises OwnerError."""
        if self.now:
            return FixedClock(parse_moment(self.now, zone))
        if self.today:
            return FixedClock(shop_instant(parse_day(self.today), NOON, zone))
        return SystemClock()

    def say(self, payload: BaseModel | dict[str, Any] | list[Any], human: str) -> None:
        """JSON when it was asked for, otherwise words."""
        sys.stdout.write((to_json(payload) if self.as_json else human) + "\n")


def only_shop(brain: Brain) -> str:
    """The only shop's id. Raises NotFound with what to do when there is none or more than one."""
    shops = [shop.id for shop in brain.shops()]
    if len(shops) == 1:
        return shops[0]
    if not shops:
        raise NotFound(
            "no_shop_yet",
            Text(msg="There is no shop here yet."),
            Text(msg="Import an order export, or make the sample shop: python -m brain demo"),
        )
    raise NotFound(
        "which_shop",
        Text(msg="There are several shops: {shops}.", args={"shops": ", ".join(shops)}),
        Text(msg="Name one with --shop."),
    )


def parse_day(text: str) -> date:
    """A date such as 2026-11-20. Raises OwnerError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise OwnerError(
            "date",
            Text(msg="{text} is not a date.", args={"text": text}),
            Text(msg="Write it like 2026-11-20."),
        ) from error


def parse_moment(text: str, zone: str) -> datetime:
    """A time such as 2026-11-20T10:00 on the shop's wall clock, or with its own offset. Raises OwnerError."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise OwnerError(
            "time",
            Text(msg="{text} is not a time.", args={"text": text}),
            Text(msg="Write it like 2026-11-20T10:00."),
        ) from error
    return given if given.tzinfo else given.replace(tzinfo=ZoneInfo(zone))


def to_json(payload: Any) -> str:
    """One JSON text; models as their JSON form."""
    return json.dumps(plain(payload), ensure_ascii=False)


def plain(payload: Any) -> Any:
    """Models and containers of models as plain JSON values."""
    if isinstance(payload, BaseModel):
        return payload.model_dump(mode="json")
    if isinstance(payload, dict):
        return {key: plain(value) for key, value in payload.items()}
    if isinstance(payload, list | tuple):
        return [plain(value) for value in payload]
    return payload


def readable(payload: Any, lang: str) -> Any:
    """Like `plain`, with every sentence also rendered: a `Text` becomes {msg, args, text}."""
    if isinstance(payload, Text):
        return {**payload.model_dump(mode="json"), "text": payload.render(lang)}
    if isinstance(payload, BaseModel):
        return {name: readable(getattr(payload, name), lang) for name in type(payload).model_fields}
    if isinstance(payload, dict):
        return {key: readable(value, lang) for key, value in payload.items()}
    if isinstance(payload, list | tuple):
        return [readable(value, lang) for value in payload]
    return _scalar(payload)


def _scalar(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    return float(value)


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options, and end it with exit code 1 and one sentence when the owner must act."""
    own = inspect.signature(function)

    @functools.wraps(function)
    def run(**given: Any) -> None:
        call = Call(**{name: given.pop(name) for name in COMMON})
        try:
            function(call, **given)
        except OwnerError as error:
            sys.stderr.write(error.render(call.lang) + "\n")
            raise typer.Exit(1) from error

    parameters = [parameter for parameter in own.parameters.values() if parameter.name != "call"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=DEFAULTS[name], annotation=annotation)
        for name, annotation in COMMON.items()
    ]
    hints = inspect.get_annotations(function, eval_str=True)
    keyword = [
        parameter.replace(
            kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints.get(parameter.name, parameter.annotation)
        )
        for parameter in parameters
    ]
    run.__signature__ = inspect.Signature(keyword)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in keyword}
    del run.__wrapped__
    return run
