"""Which column of an unknown file is what: shown with its values, corrected by the owner, remembered."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from brain.desk import Desk
from brain.facts.sources.inspecting import Inspection, SeenColumn
from brain.kernel.i18n import N_
from cards.pieces import plain
from cards.view import Reader, widget_key

# Confidence in words that people use, from this value on.
SURE, LIKELY = 0.85, 0.6
SURENESS = {"sure": N_("sure"), "likely": N_("likely"), "guess": N_("a guess"), "none": ""}
ROUNDS = "columns-said"


def said(file: str) -> int:
    """Counts what was said about a file's columns: part of the key of everything that was read before."""
    return int(st.session_state.get(widget_key(ROUNDS, file), 0))


def draw_columns(desk: Desk, seen: Inspection, reader: Reader, file: str, *, opened: bool) -> None:
    """The table of columns; for an own or unknown form it can be corrected, and the correction is kept."""
    title = reader.say("How the columns are read")
    with st.expander(title, expanded=opened, type="compact", key=widget_key("mapping", file)):
        if seen.source is not None and not seen.remembered:
            st.dataframe(_shown(seen, reader), hide_index=True)
            return
        if seen.remembered:
            st.caption(reader.say("As you said for an earlier file with these columns."))
        for label in seen.missing:
            st.markdown(f":red[**{plain(reader.say('Needed: {field}', field=reader.say(label)))}**]")
        names = _names(seen, reader)
        unread = reader.say("not read")
        edited = st.data_editor(
            _editable(seen, reader, names, unread),
            hide_index=True,
            num_rows="fixed",
            column_config=_config(reader, [unread, *names.values()]),
            key=widget_key("columns", file, seen.kind, said(file)),
        )
        mapping = _mapping(edited, seen, names)
        _draw_deeds(desk, seen, mapping, reader, file)


def _draw_deeds(desk: Desk, seen: Inspection, mapping: Mapping[str, str], reader: Reader, file: str) -> None:
    read = [field for field in mapping.values() if field]
    twice = sorted({field for field in read if read.count(field) > 1})
    if twice:
        names = _names(seen, reader)
        st.markdown(
            f":red[{plain(reader.say('Two columns cannot both be {field}.', field=names[twice[0]]))}]"
        )
    with st.container(horizontal=True, gap="small"):
        st.button(
            reader.say("Read the columns like this"),
            type="primary" if seen.doubts or seen.missing else "secondary",
            disabled=bool(twice) or not read,
            key=widget_key("columns-keep", file),
            on_click=_keep,
            args=(desk, seen, mapping, file),
        )
        if seen.remembered:
            st.button(
                reader.say("Forget that and look again"),
                type="tertiary",
                key=widget_key("columns-forget", file),
                on_click=_forget,
                args=(desk, seen, file),
            )


def _keep(desk: Desk, seen: Inspection, mapping: Mapping[str, str], file: str) -> None:
    desk.files.remember(seen, mapping)
    st.session_state[widget_key(ROUNDS, file)] = said(file) + 1


def _forget(desk: Desk, seen: Inspection, file: str) -> None:
    desk.files.forget(seen)
    st.session_state[widget_key(ROUNDS, file)] = said(file) + 1


def _names(seen: Inspection, reader: Reader) -> dict[str, str]:
    """Field -> what it is called; two of one name are told apart by the name that our own CSV gives them."""
    called = {one.name: reader.say(one.label) for one in seen.fields}
    all_names = list(called.values())
    return {
        field: f"{name} ({field})" if all_names.count(name) > 1 else name for field, name in called.items()
    }


def _shown(seen: Inspection, reader: Reader) -> dict[str, list[str]]:
    names, unread = _names(seen, reader), reader.say("not read")
    return {
        reader.say("Column of the file"): [one.name for one in seen.columns],
        reader.say("Read as"): [names.get(one.field or "", unread) for one in seen.columns],
        reader.say("First values"): [" · ".join(one.examples) for one in seen.columns],
    }


def _editable(seen: Inspection, reader: Reader, names: Mapping[str, str], unread: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "column": [one.name for one in seen.columns],
            "field": [names.get(one.field or "", unread) for one in seen.columns],
            "sure": [_sureness(one, reader) for one in seen.columns],
            "values": [" · ".join(one.examples) for one in seen.columns],
        }
    )


def _sureness(one: SeenColumn, reader: Reader) -> str:
    """How sure, and what spoke for it."""
    if one.field is None:
        return ""
    level = "sure" if one.confidence >= SURE else "likely" if one.confidence >= LIKELY else "guess"
    why = reader.say("; ").join(reason.render(reader.lang) for reason in one.why)
    return reader.say(SURENESS[level]) + (reader.say(": ") + why if why else "")


def _config(reader: Reader, choices: list[str]) -> dict[str, object]:
    return {
        "column": st.column_config.TextColumn(reader.say("Column of the file"), disabled=True),
        "field": st.column_config.SelectboxColumn(reader.say("Read as"), options=choices, required=True),
        "values": st.column_config.TextColumn(reader.say("First values"), disabled=True),
        "sure": st.column_config.TextColumn(reader.say("How sure"), disabled=True, width="medium"),
    }


def _mapping(edited: pd.DataFrame, seen: Inspection, names: Mapping[str, str]) -> dict[str, str]:
    """Column -> field as the table stands now; "" for a column that is not read, whatever it is called."""
    back = {name: field for field, name in names.items()}
    chosen = zip(seen.columns, edited["field"].tolist(), strict=True)
    return {one.name: back.get(name, "") for one, name in chosen}
