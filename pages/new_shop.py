"""Into which shop a file goes: the open one, or a new one whose zone and currency the file lets us guess."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from brain.demo import DEMO_SHOP
from brain.desk import Desk
from brain.facts.sources.importer import Options, guess_shop
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.identity import local_owner
from brain.kernel.ids import stable_id
from cards.pieces import plain
from cards.view import attempt
from pages.house import brain_here
from pages.session import Sitting


def draw_target(sitting: Sitting, path: Path, options: Options) -> Desk | None:
    """The desk that the file is looked at from; None until a new shop has a name or when the file cannot be read.

    The sample shop takes no files of its owner's by default: mixed figures would be nobody's.
    """
    reader, shop = sitting.reader, sitting.desk.shop
    choices = {"new": reader.say("A new shop"), "open": reader.say("Into {shop}", shop=shop.name)}
    if shop.id != DEMO_SHOP:
        choices = dict(reversed(choices.items()))
    target = st.radio(
        reader.say("Where it goes"),
        choices,
        format_func=lambda key: plain(choices[key]),
        horizontal=True,
        key="target",
    )
    if target == "open":
        return sitting.desk
    called = st.text_input(
        reader.say("The new shop's name"), value=reader.say("My shop"), max_chars=40, key="shop-name"
    ).strip()
    if not called:
        return None
    parts = brain_here().parts
    guess = attempt(lambda: guess_shop(path, parts.settings.home, options), reader.lang)
    if guess is None:
        return None
    fresh = Shop(
        id=stable_id("shop", called),
        name=called,
        zone=guess.zone,
        currency=guess.currency,
        language=guess.language,
    )
    return Desk(parts, fresh, local_owner(fresh.id))


def settle(desk: Desk) -> Desk:
    """The desk of a shop that exists: a shop on trial is made now."""
    brain = brain_here()
    if desk.shop.id not in [shop.id for shop in brain.shops()]:
        make_shop(brain.parts.warehouse, desk.shop, brain.parts.clock.now())
    return brain.desk(desk.shop.id)
