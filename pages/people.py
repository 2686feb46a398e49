"""Whose data it is: customers by their tags, where personal data stands, and forgetting somebody who asks for it."""

from __future__ import annotations

import json

import streamlit as st

from brain.care.certificate import Certificate
from brain.care.personal import PROTECTION_WORDS, PersonalData, Place
from brain.care.traces import KINDS as TRACES
from brain.facts.tags.reading import TagCounts
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, quiet
from pages.session import Sitting

CERTIFICATE = "certificate-given"


def draw_people(sitting: Sitting) -> None:
    """Three folded parts; each is worked out when it is opened."""
    reader = sitting.reader
    st.markdown(f"#### {reader.say('Customers')}", anchors=False)
    tags = st.expander(reader.say("Customers by their tags"), type="compact", key="tags", on_change="rerun")
    if tags.open:
        with tags:
            counts = attempt(sitting.desk.tags.counts, reader.lang)
            if counts is not None:
                _draw_tags(counts, reader)
    persons = st.expander(reader.say("Personal data"), type="compact", key="personal-data", on_change="rerun")
    if persons.open:
        with persons:
            report = attempt(sitting.desk.care.personal_data, reader.lang)
            if report is not None:
                _draw_report(report, reader)
    with st.expander(reader.say("Forget a customer"), type="compact", key="forget"):
        _draw_forgetting(sitting)


def _draw_tags(counts: TagCounts, reader: Reader) -> None:
    """One line a tag: its values with how many customers have each."""
    if not counts.counts:
        st.markdown(reader.say("Customers get their tags from orders that name them; there are none yet."))
        return
    lines: dict[str, list[str]] = {}
    for one in counts.counts:
        lines.setdefault(one.label.render(reader.lang), []).append(
            reader.say("{value} {count}", value=one.said, count=one.customers)
        )
    for label, values in lines.items():
        st.markdown(f"**{plain(label)}**{reader.say(': ')}{plain(reader.say(', ').join(values))}")


def _draw_report(report: PersonalData, reader: Reader) -> None:
    """Where it is kept and how it is protected; then what stands in free text and should not."""
    st.table(
        {
            reader.say("What"): [place.label.render(reader.lang) for place in report.places],
            reader.say("Protection"): [
                reader.say(PROTECTION_WORDS[place.protection]) for place in report.places
            ],
            reader.say("Persons"): [place.people for place in report.places],
            reader.say("Kept for"): [_kept_for(place, reader) for place in report.places],
        },
        hide_index=True,
    )
    st.markdown(
        quiet(
            reader.say(
                "{count} texts looked through for phone numbers, mail addresses, identity and bank cards; {forgotten} customers forgotten so far.",
                count=report.scanned,
                forgotten=report.forgotten,
            )
        )
    )
    names = {kind.name: reader.say(kind.label) for kind in TRACES}
    for one in report.free_text:
        found = reader.say(", ").join(f"{count} {names.get(kind, kind)}" for kind, count in one.found.items())
        st.markdown(
            plain(
                reader.say(
                    "{where}: {count} texts hold personal data ({found}), for example {examples}",
                    where=one.label,
                    count=one.texts,
                    found=found,
                    examples=" · ".join(one.examples),
                )
            )
        )


def _kept_for(place: Place, reader: Reader) -> str:
    if place.retention_days:
        return reader.say("{days} days", days=place.retention_days)
    return reader.say("until forgotten")


def _draw_forgetting(sitting: Sitting) -> None:
    reader = sitting.reader
    notices.say_refused("forget", reader)
    given = st.session_state.get(CERTIFICATE)
    if given is not None:
        _draw_certificate(given, reader)
    st.markdown(
        reader.say(
            "When a customer asks to be forgotten: orders stay, but nobody's; name, contacts, chats and tags are deleted, and later files do not bring them back. This cannot be undone."
        )
    )
    own_id = st.text_input(
        reader.say("Your own number of this customer"), key="forget-id", max_chars=120
    ).strip()
    sure = st.checkbox(reader.say("Yes, forget this customer for good"), key="forget-sure")
    st.button(
        reader.say("Forget"),
        key="forget-go",
        disabled=not (own_id and sure),
        on_click=_forget,
        args=(sitting, own_id),
    )
    if not (own_id and sure):
        st.markdown(quiet(reader.say("Write the number and tick the box first.")))


def _forget(sitting: Sitting, own_id: str) -> None:
    try:
        done = sitting.desk.care.forget(own_id)
    except OwnerError as error:
        notices.leave_refused("forget", error)
        return
    st.session_state[CERTIFICATE] = done.certificate
    for key in ("forget-id", "forget-sure"):
        st.session_state.pop(key, None)
    notices.leave_done(Text(msg="The customer is forgotten."))


def _draw_certificate(given: Certificate, reader: Reader) -> None:
    st.success(plain(reader.say("Forgotten. Here is the certificate to hand on.")))
    st.download_button(
        reader.say("Download the certificate"),
        data=json.dumps(given.model_dump(mode="json"), ensure_ascii=False, indent=2),
        file_name=f"{given.id}.json",
        mime="application/json",
        on_click="ignore",
        key="certificate",
    )
