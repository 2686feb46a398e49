"""Customers' photos: on their way in, and those that are here, each with what it shows and whether it may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from brain.desk_photos import PhotoView, Standing
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from brain.kernel.ids import stable_id
from brain.photos.opening import count, holds_a_table, holds_photos
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, quiet, widget_key
from pages import loading
from pages.jobs import draw_waiting
from pages.session import Sitting
from pages.uploads import Upload

TILES_SHOWN = 12
MORE = "photos-shown"
LOOK_WIDTH = 168
"""Pixels: with it the questions below fit a phone."""
STANDINGS: dict[Standing, str] = {
    "usable": N_("May be shown"),
    "not_agreed": N_("No consent"),
    "no_product": N_("What does it show?"),
    "unmatched": N_("No review names it"),
}


@st.cache_data(ttl=900, max_entries=64, show_spinner=False)
def _kinds(upload: str, _path: object) -> tuple[bool, bool, int]:
    """Of an upload: whether photos are in it, whether a table is, how many photos."""
    photos = holds_photos(_path)  # type: ignore[arg-type]
    return photos, not photos or holds_a_table(_path), count([_path]) if photos else 0  # type: ignore[arg-type, list-item]


def draw_photos_brought(sitting: Sitting, kept: Sequence[Upload]) -> list[Upload]:
    """Photos among the files in the box, with the button that keeps them; returns the files that are tables.

    A zip with both is a table: its photos come in with it.
    """
    kinds = {one.id: _kinds(one.id, one.path) for one in kept}
    photos = [one for one in kept if not kinds[one.id][1] and not loading.is_loaded(one.id)]
    if photos:
        _draw_brought(sitting, photos, sum(kinds[one.id][2] for one in photos))
    return [one for one in kept if kinds[one.id][1]]


def _draw_brought(sitting: Sitting, photos: Sequence[Upload], many: int) -> None:
    reader = sitting.reader
    group = stable_id("photos", *(one.id for one in photos))
    with st.container(border=True, key=widget_key("photos", group)):
        names = reader.say(", ").join(one.name for one in photos[:3])
        said = reader.say("{names} and {count} more", names=names, count=len(photos) - 3)
        st.markdown(f"**{plain(said if len(photos) > 3 else names)}**")
        job = loading.job_of(group)
        if job is not None:
            draw_waiting(job, reader, widget_key("photos-bar", group))
            return
        st.markdown(
            quiet(
                reader.say(
                    "Photos go into {shop}. What they tell of place and camera is taken off; a photo is used only where its customer agreed.",
                    shop=sitting.desk.shop.name,
                )
            )
        )
        st.button(
            reader.say("Keep the photo") if many == 1 else reader.say("Keep {count} photos", count=many),
            type="primary",
            key=widget_key("keep-photos", group),
            on_click=_begin,
            args=(sitting, group, photos),
        )


def _begin(sitting: Sitting, group: str, photos: Sequence[Upload]) -> None:
    loading.begin_photos(sitting.desk, group, [(one.name, one.path) for one in photos])


def draw_album(sitting: Sitting) -> None:
    """The photos that are here, those that need a word first; nothing where there are none."""
    reader = sitting.reader
    found = sitting.desk.photos.all()
    if not found:
        return
    heading = reader.say("Customers' photos")
    st.markdown(f"#### {heading}", anchors=False)
    st.markdown(quiet(_summary(found, reader)))
    notices.say_refused("photos", reader)
    shown = int(st.session_state.get(MORE, TILES_SHOWN))
    products = sitting.desk.photos.products()
    with st.container(horizontal=True, gap="small", key="album"):
        for photo in found[:shown]:
            _draw_tile(sitting, photo, products)
    if len(found) > shown:
        st.button(
            reader.say("Show more photos ({count})", count=len(found) - shown),
            type="tertiary",
            key="photos-more",
            on_click=_show_more,
            args=(shown,),
        )


def _show_more(shown: int) -> None:
    st.session_state[MORE] = shown * 4


def _summary(found: Sequence[PhotoView], reader: Reader) -> str:
    usable = sum(one.standing == "usable" for one in found)
    waiting = sum(one.standing in ("no_product", "unmatched") for one in found)
    said = reader.say("{usable} of {count} may be shown.", usable=usable, count=len(found))
    if not waiting:
        return said
    asked = (
        reader.say("One needs a word from you: what it shows, and whether the customer agreed.")
        if waiting == 1
        else reader.say(
            "{count} need a word from you: what they show, and whether the customer agreed.", count=waiting
        )
    )
    return reader.say("{first} {then}", first=said, then=asked)


def _draw_tile(sitting: Sitting, photo: PhotoView, products: Mapping[str, str]) -> None:
    """The square, what it shows, where it stands; behind it the two questions and the way out."""
    reader = sitting.reader
    with st.container(gap=None, key=widget_key("tile", photo.id)):
        path = attempt(lambda: sitting.desk.picture(photo.small), reader.lang)
        if path is not None:
            st.image(path, width="stretch", alt=photo.product_name or photo.name)
        standing = plain(reader.say(STANDINGS[photo.standing]))
        colour = (
            "green" if photo.standing == "usable" else "orange" if photo.standing != "not_agreed" else "gray"
        )
        st.markdown(f":{colour}[:small[{standing}]]")
        opened = st.popover(
            plain(photo.product_name or photo.name),
            type="tertiary",
            key=widget_key("say", photo.id),
            on_change="rerun",
        )
        if opened.open:
            with opened:
                _draw_questions(sitting, photo, products)


def _draw_questions(sitting: Sitting, photo: PhotoView, products: Mapping[str, str]) -> None:
    reader, key = sitting.reader, photo.id
    path = attempt(lambda: sitting.desk.picture(photo.file), reader.lang)
    if path is not None:
        st.image(path, width=LOOK_WIDTH, alt=photo.name)
    origin = reader.say("review {review}", review=photo.review) if photo.review else reader.say("no review")
    st.markdown(quiet(reader.say("{one} · {other}", one=photo.name, other=origin)))
    choices = list(products)
    product = st.selectbox(
        reader.say("What it shows"),
        choices,
        index=choices.index(photo.product) if photo.product in products else None,
        format_func=lambda one: products.get(one, one),
        placeholder=reader.say("Choose a product"),
        key=widget_key("shows", key),
    )
    agreed = st.toggle(
        reader.say("The customer agreed to have it shown"),
        value=photo.standing in ("usable", "no_product"),
        disabled=photo.agreed is False,
        key=widget_key("agreed", key),
    )
    if photo.agreed is False:
        st.markdown(quiet(reader.say("The review file says that the customer did not agree.")))
    with st.container(horizontal=True, gap="small"):
        st.button(
            reader.say("Save"),
            key=widget_key("save", key),
            on_click=_save,
            args=(sitting, photo, product, agreed),
        )
        st.button(
            reader.say("Remove the photo"),
            type="tertiary",
            key=widget_key("remove", key),
            on_click=_remove,
            args=(sitting, photo),
        )


def _save(sitting: Sitting, photo: PhotoView, product: str | None, agreed: bool) -> None:
    # Streamlit hands the widgets' values of the last drawing; what was touched since is in the session.
    product = st.session_state.get(widget_key("shows", photo.id), product)
    agreed = bool(st.session_state.get(widget_key("agreed", photo.id), agreed))
    before = photo.standing in ("usable", "no_product")
    try:
        sitting.desk.photos.say(
            photo.id,
            product=product if product and product != photo.product else None,
            agreed=agreed if agreed != before else None,
        )
    except OwnerError as error:
        notices.leave_refused("photos", error)
        return
    notices.leave_done(Text(msg="Saved."))


def _remove(sitting: Sitting, photo: PhotoView) -> None:
    try:
        out = sitting.desk.photos.remove(photo.id)
    except OwnerError as error:
        notices.leave_refused("photos", error)
        return
    if out:
        notices.leave_done(
            Text(
                msg="Removed. It was in {count} posts that are out: take them down there.",
                args={"count": out},
            )
        )
    else:
        notices.leave_done(Text(msg="Removed, with every picture made of it."))
