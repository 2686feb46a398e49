"""A file on its way in: dropped, looked at, and only then loaded, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from brain.desk import Desk
from brain.facts.sources.importer import Options
from brain.facts.sources.report import ImportPreview, ImportReport
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_exact_money, format_full_day
from brain.kernel.i18n import N_, Text
from cards import notices
from cards.pieces import plain
from cards.view import Reader, attempt, draw_error
from pages import new_shop, session, uploads
from pages.house import brain_here
from pages.session import Sitting

KINDS = {
    "": N_("Recognise by its columns"),
    "orders": N_("Order lists"),
    "products": N_("Products"),
    "customers": N_("Customers"),
    "events": N_("Visits and carts"),
    "stock": N_("Stock"),
    "reviews": N_("Reviews"),
    "promotions": N_("Promotions"),
    "prices": N_("Market prices"),
    "posts": N_("Past posts"),
}
SAMPLE_ROWS = 5


@st.cache_data(ttl=900, max_entries=8, show_spinner=False)
def preview_of(
    _desk: Desk, shop: str, data_version: int, file: str, _path: Path, name: str, kind: str
) -> ImportPreview:
    """What a file would bring to this state of this shop's data; `file` names the upload."""
    return _desk.preview(_path, name, Options(kind=kind or None, limits=_desk.parts.limits))


def draw_bringing(sitting: Sitting) -> None:
    """The box, and below it whatever the file turns out to be."""
    reader = sitting.reader
    uploaded = st.file_uploader(
        reader.say("Drop an order export here: CSV, .csv.gz or .zip"),
        key=f"upload-{session.upload_round()}",
        help=plain(
            reader.say(
                "Known forms: Tmall order reports, Shopify orders, UCI Online Retail, and our own CSV for nine kinds of facts."
            )
        ),
    )
    notices.say_refused("upload", reader)
    if uploaded is None:
        uploads.drop()
        return
    path = uploads.keep(uploaded)
    kind = str(
        st.selectbox(
            reader.say("What the file holds"),
            KINDS,
            format_func=lambda kind: reader.say(KINDS[kind]),
            key="kind",
        )
    )
    options = Options(kind=kind or None, limits=brain_here().parts.limits)
    desk = new_shop.draw_target(sitting, path, options)
    if desk is None:
        uploads.drop()
        return
    with st.spinner(reader.say("Reading the file; nothing is loaded yet")):
        seen = attempt(
            lambda: preview_of(
                desk, desk.shop.id, desk.data_version(), uploaded.file_id, path, uploaded.name, kind
            ),
            reader.lang,
        )
    if seen is None:
        uploads.drop()
        return
    draw_preview(seen, reader)
    if st.button(
        reader.say("Load {count} rows", count=seen.loadable),
        type="primary",
        disabled=not seen.loadable,
        key="load",
    ):
        _load(sitting, desk, path, uploaded.name, kind)


def draw_preview(seen: ImportPreview, reader: Reader) -> None:
    """What it is, what it adds up to, which column becomes what, and what stays out."""
    lang = reader.lang
    with st.container(border=True, key="preview"):
        st.markdown(
            f"#### {plain(seen.source_label.render(lang))} · {plain(reader.say(KINDS[seen.kind]))}",
            anchors=False,
        )
        st.markdown(
            plain(
                reader.say(
                    "{rows} rows: {loadable} to load, {duplicates} known already, {left} left out.",
                    rows=seen.rows_read,
                    loadable=seen.loadable,
                    duplicates=seen.duplicates,
                    left=sum(one.rows for one in seen.left_out),
                )
            )
        )
        _draw_totals(seen, reader)
        for note in seen.notes:
            st.caption(plain(note.render(lang)))
        for one in seen.left_out:
            st.markdown(
                f"- {plain(reader.say('{rows} rows left out: {reason}', rows=one.rows, reason=one.reason))}"
            )
        with st.expander(reader.say("How the columns are read"), type="compact", key="mapping"):
            st.dataframe(_mapping_table(seen, reader), hide_index=True)
        with st.expander(reader.say("The first rows of the file"), type="compact", key="sample"):
            st.dataframe(_sample_table(seen), hide_index=True)


def _draw_totals(seen: ImportPreview, reader: Reader) -> None:
    totals = seen.totals
    if not totals.orders:
        return
    parts = [
        reader.say("{count} orders", count=totals.orders),
        reader.say("{money} paid", money=format_exact_money(totals.paid, seen.currency, reader.lang)),
        reader.say("{money} refunded", money=format_exact_money(totals.refunds, seen.currency, reader.lang)),
    ]
    if totals.first_day and totals.last_day:
        start, end = (format_full_day(day, reader.lang) for day in (totals.first_day, totals.last_day))
        parts.append(reader.say("{start} to {end}", start=start, end=end))
    st.markdown(f"**{plain(' · '.join(parts))}**")
    st.caption(
        plain(reader.say("Time zone {zone}, currency {currency}", zone=seen.zone, currency=seen.currency))
    )


def _mapping_table(seen: ImportPreview, reader: Reader) -> dict[str, list[str]]:
    unread = reader.say("not read")
    return {
        reader.say("Column of the file"): [one.column for one in seen.mapping],
        reader.say("Read as"): [
            one.label.render(reader.lang) if one.label else unread for one in seen.mapping
        ],
    }


def _sample_table(seen: ImportPreview) -> dict[str, list[str]]:
    """Cells by heading; a heading that comes twice keeps both columns apart."""
    rows = seen.sample[:SAMPLE_ROWS]
    table: dict[str, list[str]] = {}
    for place, heading in enumerate(seen.sample_header):
        name = heading if heading not in table else f"{heading} ({place + 1})"
        table[name] = [row[place] if place < len(row) else "" for row in rows]
    return table


def _load(sitting: Sitting, desk: Desk, path: Path, name: str, kind: str) -> None:
    """Load with words while it lasts; then an empty box and a sentence."""
    reader = sitting.reader
    with st.status(reader.say("Loading {file}", file=name), expanded=False) as progress:
        try:
            real = new_shop.settle(desk)
            report = real.load(path, name, Options(kind=kind or None, limits=real.parts.limits))
        except OwnerError as error:
            progress.update(label=reader.say("Nothing was loaded"), state="error")
            draw_error(error, reader.lang)
            uploads.drop()
            return
        progress.update(label=reader.say("Loaded"), state="complete")
    notices.leave_done(_done(report, name))
    uploads.drop()
    session.choose_shop(real.shop.id)
    session.next_upload_round()
    st.rerun()


def _done(report: ImportReport, name: str) -> Text:
    return Text(
        msg="{file}: {loaded} rows loaded, {duplicates} already known, {left} left out.",
        args={
            "file": name,
            "loaded": report.loaded,
            "duplicates": report.duplicates,
            "left": len(report.quarantined),
        },
    )
