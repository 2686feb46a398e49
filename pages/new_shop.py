"""Into which shop files go: the open one, or a new one, whose zone and currency are guessed and can be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import available_timezones

import streamlit as st
from babel.core import get_global
from babel.dates import get_timezone, get_timezone_location
from babel.numbers import get_currency_name, get_territory_currencies

from brain.demo import DEMO_SHOP
from brain.desk import Desk
from brain.facts.sources.base import ShopGuess
from brain.facts.sources.intake.importer import guess_shop
from brain.facts.sources.intake.opening import UNKNOWN_SHOP
from brain.facts.sources.values.zones import CURRENCY_ZONES, ZONES
from brain.facts.warehouse.shops import Shop, decide, find_shop, is_undecided, make_shop
from brain.kernel.errors import OwnerError
from brain.kernel.identity import local_owner
from brain.kernel.ids import stable_id
from cards.pieces import plain
from cards.reader import Reader
from cards.view import quiet, widget_key
from pages import session
from pages.house import brain_here
from pages.jobs import draw_waiting, ended, jobs
from pages.loading import Incoming
from pages.session import Sitting

CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
TARGET, NEW, OPEN = "target", "new", "open"
TRIAL = "shop-on-trial"
"""The id of a shop that is not made yet: what is said of its columns must not hang on the name that is being typed."""


def draw_target(sitting: Sitting, files: Sequence[Incoming]) -> Desk | None:
    """The desk that the files are looked at from; None until a new shop has a name and its files have been looked at.

    The sample shop takes no files of its owner's by default: mixed figures would be nobody's.
    """
    reader, shop = sitting.reader, sitting.desk.shop
    choices = {NEW: reader.say("A new shop"), OPEN: reader.say("Into {shop}", shop=shop.name)}
    if shop.id != DEMO_SHOP:
        choices = dict(reversed(choices.items()))
    target = st.radio(
        reader.say("Where it goes"),
        choices,
        format_func=lambda key: plain(choices[key]),
        horizontal=True,
        key=TARGET,
    )
    if target == OPEN:
        return _draw_decided(sitting.desk, files, reader)
    called = st.text_input(
        reader.say("The new shop's name"), value=reader.say("My shop"), max_chars=40, key="shop-name"
    ).strip()
    if not called:
        st.markdown(quiet(reader.say("A name is needed: by it you find the shop again.")))
        return None
    brain = brain_here()
    known = next((one for one in brain.shops() if one.id == stable_id("shop", called)), None)
    if known is not None:
        st.markdown(quiet(reader.say("“{shop}” is there already: the file goes into it.", shop=known.name)))
        return _draw_decided(brain.desk(known.id), files, reader)
    return _draw_trial(called, files, reader)


def _draw_decided(desk: Desk, files: Sequence[Incoming], reader: Reader) -> Desk | None:
    """The desk of a shop that exists. One of which only lists are known (products, stock) takes zone and currency from
    its first file that tells, as on the command line; None until the files have been looked at."""
    if not is_undecided(desk.parts.warehouse, desk.shop.id):
        return desk
    guess = _draw_guessing(files, reader)
    if guess is None:
        return None
    told = {"zone": guess.zone, "currency": guess.currency, "language": guess.language}
    shop = desk.shop.model_copy(update=told)
    if guess == UNKNOWN_SHOP or shop == desk.shop:
        return desk
    said = reader.say(
        "So far the shop has only lists that say nothing of its place; this file does: {zone} time, {currency}.",
        zone=zone_name(shop.zone, reader.lang),
        currency=currency_name(shop.currency, reader.lang),
    )
    st.markdown(quiet(said))
    return Desk(desk.parts, shop, desk.actor)


def _draw_guessing(files: Sequence[Incoming], reader: Reader) -> ShopGuess | None:
    """What the files say of their shop; None while they are looked at."""
    guessing = jobs.start(
        ("guess", tuple((one.id, repr(one.options)) for one in files)),
        "look",
        files[0].name,
        lambda heard: _guessed(files),
    )
    if not ended(guessing):
        draw_waiting(guessing, reader, "guess-waiting")
        return None
    return guessing.result()


def _draw_trial(called: str, files: Sequence[Incoming], reader: Reader) -> Desk | None:
    """A desk in a shop that does not exist yet."""
    guess = _draw_guessing(files, reader)
    if guess is None:
        return None
    zone, currency = _draw_place(guess, widget_key(files[0].id, guess.zone, guess.currency), reader)
    fresh = Shop(id=TRIAL, name=called, zone=zone, currency=currency, language=guess.language)
    return Desk(brain_here().parts, fresh, local_owner(fresh.id))


def _guessed(files: Sequence[Incoming]) -> ShopGuess:
    """What the first file that tells says about its shop; a file that cannot be read says so where it is shown."""
    for one in files:
        try:
            guess = guess_shop(one.path, brain_here().settings.home, one.options)
        except OwnerError:
            continue
        # A list of goods tells nothing of its shop; the list of orders beside it may.
        if guess != UNKNOWN_SHOP:
            return guess
    return UNKNOWN_SHOP


def _draw_place(guess: ShopGuess, key: str, reader: Reader) -> tuple[str, str]:
    """Zone and currency, folded away under what was guessed: once a file is loaded they stay."""
    zone_key, currency_key = widget_key("zone", key), widget_key("currency", key)
    state = st.session_state
    zone, currency = state.get(zone_key, guess.zone), state.get(currency_key, guess.currency)
    label = reader.say(
        "{zone} time, {currency}",
        zone=zone_name(zone, reader.lang),
        currency=currency_name(currency, reader.lang),
    )
    with st.expander(plain(label), type="compact", key="shop-place"):
        st.markdown(quiet(reader.say("Guessed from the file. After the first load they stay as they are.")))
        zones, currencies = _zones(reader.lang, guess.zone), _currencies(guess.currency)
        zone = st.selectbox(
            reader.say("Time zone"),
            zones,
            index=zones.index(guess.zone),
            format_func=lambda name: zone_name(name, reader.lang),
            key=zone_key,
        )
        currency = st.selectbox(
            reader.say("Currency"),
            currencies,
            index=currencies.index(guess.currency),
            format_func=lambda code: currency_name(code, reader.lang),
            key=currency_key,
        )
    return str(zone), str(currency)


@lru_cache(maxsize=1024)
def zone_name(zone: str, lang: str) -> str:
    """`Shanghai`: the city that a zone is named after, in the reader's language where it is known."""
    if "/" not in zone:
        return zone
    return str(get_timezone_location(get_timezone(zone), locale=lang, return_city=True)).rpartition("/")[2]


@lru_cache(maxsize=1024)
def currency_name(code: str, lang: str) -> str:
    """`US Dollar (USD)`."""
    return f"{get_currency_name(code, locale=lang)} ({code})"


@lru_cache(maxsize=64)
def _zones(lang: str, guess: str) -> tuple[str, ...]:
    """The guess, the zones of most shops, then all others by name; of two with one name the first."""
    others = sorted(
        (zone for zone in available_timezones() if zone.partition("/")[0] in CONTINENTS),
        key=lambda zone: zone_name(zone, lang),
    )
    named: dict[str, str] = {}
    for zone in (guess, *ZONES, *others):
        named.setdefault(zone_name(zone, lang), zone)
    return tuple(named.values())


@lru_cache(maxsize=64)
def _currencies(guess: str) -> tuple[str, ...]:
    """The guess, the currencies of most shops, then all others that are legal tender somewhere."""
    tender = {
        code for place in get_global("territory_currencies") for code in get_territory_currencies(place)
    }
    return tuple(dict.fromkeys((guess, *CURRENCY_ZONES, *sorted(tender))))


def settle(desk: Desk) -> Desk:
    """The desk of a shop that exists: a shop on trial is made now, and stays the open one; what a file told of the place
    of a shop that was undecided holds from now on."""
    brain = brain_here()
    if desk.shop.id != TRIAL:
        warehouse = desk.parts.warehouse
        if find_shop(warehouse, desk.shop.id) != desk.shop and is_undecided(warehouse, desk.shop.id):
            decide(warehouse, desk.shop)
            return brain.desk(desk.shop.id)
        return desk
    shop = desk.shop.model_copy(update={"id": stable_id("shop", desk.shop.name)})
    make_shop(brain.parts.warehouse, shop, brain.parts.clock.now())
    session.choose_shop(shop.id)
    st.session_state[TARGET] = OPEN
    return brain.desk(shop.id)


def hand_over(trial: Desk, real: Desk, file: Incoming) -> None:
    """What was said of a file's columns on trial holds in the shop that was made."""
    seen = trial.files.inspect(file.path, file.options)
    if seen.remembered:
        real.files.remember(seen, {one.name: one.field or "" for one in seen.columns})
        trial.files.forget(seen)


def reopen() -> None:
    """A first load that failed leaves no shop: the next try makes one again."""
    if st.session_state.get(session.SHOP) not in [shop.id for shop in brain_here().shops()]:
        st.session_state[TARGET] = NEW
