"""A picture dropped into the conversation: looked at with care, shown beside its answer, kept when its owner says so."""

from __future__ import annotations

import io
from dataclasses import dataclass

import streamlit as st
from PIL import Image, UnidentifiedImageError

from brain.desk import Desk
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.photos.checking import FORMATS
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from pages import session

KINDS = ("jpg", "jpeg", "png", "webp")
LARGEST_MB = 10
MOST_PIXELS = 50_000_000
SHOWN_WIDTH = 240


@dataclass(frozen=True)
class Dropped:
    """A picture and the question that it came with."""

    data: bytes
    question: str
    name: str = ""


def keep(data: bytes, question: str, name: str = "") -> None:
    """Keep a picture for the drawing of its answer. Raises OwnerError for what is none, or is too large to draw."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            pixels = picture.width * picture.height
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise OwnerError(
            "no_picture_file",
            Text(msg="This file is not a picture that can be read."),
            Text(msg="Use a JPEG, PNG or WebP file."),
        ) from error
    if pixels > MOST_PIXELS:
        raise OwnerError(
            "picture_too_large",
            Text(msg="This picture has too many pixels to be shown here."),
            Text(msg="Make it smaller, then drop it again."),
        )
    st.session_state[session.DROPPED] = Dropped(data, question, name)


def forget() -> None:
    """The picture goes with the next question, or another conversation."""
    st.session_state.pop(session.DROPPED, None)


def draw(question: str, reader: Reader, desk: Desk) -> None:
    """The picture of this question with what can be done with it, if one came with it."""
    dropped = st.session_state.get(session.DROPPED)
    if not isinstance(dropped, Dropped) or dropped.question != question:
        return
    with st.container(border=True, key="dropped"):
        st.image(dropped.data, width=SHOWN_WIDTH, alt=reader.say("The picture you dropped"))
        first, *more = what_can_be_done(reader)
        st.markdown(plain(first))
        st.caption("  \n".join(plain(line) for line in more))
        notices.say_refused("dropped", reader)
        st.button(
            reader.say("Keep it as a customer's photo"),
            key="keep-dropped",
            on_click=_keep_as_photo,
            args=(dropped, desk),
        )


def _keep_as_photo(dropped: Dropped, desk: Desk) -> None:
    """Under Data the owner says what it shows and whether the customer agreed; before that it is used nowhere."""
    try:
        report = desk.photos.keep(dropped.name, dropped.data)
    except OwnerError as error:
        notices.leave_refused("dropped", error)
        return
    forget()
    if report.loaded:
        notices.leave_done(
            Text(msg="Kept. Under Data, say which product it shows and that the customer agreed.")
        )
    else:
        notices.leave_done(Text(msg="This photo is kept already."))


def what_can_be_done(reader: Reader) -> list[str]:
    """Honest sentences: what it is good for, what it is not, and what the law asks of pictures of customers."""
    return [
        reader.say(
            "What is on the picture is not read here: say which product it shows, and the words to go with it are written."
        ),
        reader.say(
            "Kept as a customer's photo, it can go with a suggestion instead of the drawn poster, once you say under Data which product it shows."
        ),
        reader.say("A customer's photo needs that customer's consent before you show it to others."),
        reader.say("Unless you keep it, the picture is gone when this page is closed."),
    ]
