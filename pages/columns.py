"""Which column of an unknown file is what: shown with its values, corrected by the owner, remembered."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from brain.desk import Desk
from brain.facts.lineage.words import VALUE_WORDS
from brain.facts.sources.canonical_orders import STATUSES
from brain.facts.sources.intake.inspecting import Inspection, SeenColumn
from brain.facts.sources.intake.telling import unknown_words
from brain.kernel.i18n import N_
from cards.pieces import plain
from cards.reader import Reader
from cards.view import quiet, widget_key

# Confidence in words that people use, from this value on.
SURE, LIKELY = 0.85, 0.6
SURENESS = {"sure": N_("sure"), "likely": N_("likely"), "guess": N_("a guess")}
ROUNDS = "columns-said"
SIDE_BY_SIDE = 2
LONGEST_VALUE = 24
MOST_WORDS = 12
STATES = VALUE_WORDS["status"]


def said(file: str) -> int:
    """Counts what was said about a file's columns: part of the key of everything that was read before."""
    return int(st.session_state.get(widget_key(ROUNDS, file), 0))


def draw_columns(desk: Desk, seen: Inspection, reader: Reader, file: str, *, opened: bool) -> None:
    """The columns; those of an own or unknown form can be corrected, and the correction is kept."""
    title = reader.say("How the columns are read")
    with st.expander(title, expanded=opened, type="compact", key=widget_key("mapping", file)):
        if seen.source is not None and not seen.remembered:
            st.dataframe(_shown(seen, reader), hide_index=True)
            return
        if seen.missing:
            names = reader.say(", ").join(reader.say(label) for label in seen.missing)
            st.markdown(f":red[**{plain(reader.say('Still needed: {fields}', fields=names))}**]")
        chosen = _draw_choices(seen, reader, file)
        _draw_deeds(desk, seen, chosen, _draw_words(seen, chosen, reader, file), reader, file)


def _draw_choices(seen: Inspection, reader: Reader, file: str) -> dict[str, str]:
    """A choice for each column, its values below it; gives column -> field, "" for a column that is not read."""
    names = {"": reader.say("not read"), **_names(seen, reader)}
    chosen: dict[str, str] = {}
    with st.container(key=widget_key("choices", file)):
        for start in range(0, len(seen.columns), SIDE_BY_SIDE):
            pair = seen.columns[start : start + SIDE_BY_SIDE]
            for place, (cell, one) in enumerate(zip(st.columns(SIDE_BY_SIDE), pair, strict=False), start):
                with cell, st.container(gap=None):
                    key = widget_key("column", file, seen.kind, said(file), place)
                    chosen[one.name] = _draw_choice(one, names, reader, key)
    return chosen


def _draw_words(seen: Inspection, chosen: Mapping[str, str], reader: Reader, file: str) -> dict[str, str]:
    """A choice for each word of status that is not known; gives word in lower case -> state, "" for rows that stay out."""
    column = next((name for name, field in chosen.items() if field == "status"), None)
    if seen.kind != "orders" or column is None:
        return {}
    words = unknown_words(column, seen.header, seen.rows)[:MOST_WORDS]
    if not words:
        return {}
    names = {"": reader.say("these rows stay out"), **{one: reader.say(STATES[one]) for one in STATUSES}}
    options, meant = list(names), {}
    st.markdown(f"**{plain(reader.say('What do these words of “{column}” mean?', column=column))}**")
    with st.container(key=widget_key("words", file)):
        for start in range(0, len(words), SIDE_BY_SIDE):
            pair = words[start : start + SIDE_BY_SIDE]
            for place, (cell, word) in enumerate(zip(st.columns(SIDE_BY_SIDE), pair, strict=False), start):
                before = seen.words.get(word.lower(), "")
                with cell:
                    meant[word.lower()] = str(
                        st.selectbox(
                            plain(word),
                            options,
                            index=options.index(before) if before in names else 0,
                            format_func=lambda state: names[state],
                            key=widget_key("word", file, said(file), place),
                        )
                    )
    return meant


def _draw_choice(one: SeenColumn, names: Mapping[str, str], reader: Reader, key: str) -> str:
    options = list(names)
    why = ("" if reader.lang == "zh" else " ").join(reason.render(reader.lang) for reason in one.why)
    field = st.selectbox(
        f"**{plain(one.name)}**" if one.name.strip() else reader.say("(no heading)"),
        options,
        index=options.index(one.field) if one.field and one.field in names else 0,
        format_func=lambda name: names[name],
        help=plain(why) if why else None,
        key=key,
    )
    values = " · ".join(_cut(value) for value in one.examples) or reader.say("empty")
    doubt = "" if one.field is None or _level(one) == "sure" else reader.say(SURENESS[_level(one)])
    st.markdown((f":orange[:small[{plain(doubt)}]] " if doubt else "") + quiet(values))
    return str(field)


def _draw_deeds(
    desk: Desk,
    seen: Inspection,
    mapping: Mapping[str, str],
    words: Mapping[str, str],
    reader: Reader,
    file: str,
) -> None:
    read = [field for field in mapping.values() if field]
    twice = sorted({field for field in read if read.count(field) > 1})
    reason = "" if read else reader.say("Say of at least one column what it is.")
    if twice:
        reason = reader.say("Two columns cannot both be {field}.", field=_names(seen, reader)[twice[0]])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            reader.say("Read the columns like this"),
            type="primary" if seen.doubts or seen.missing else "secondary",
            disabled=bool(reason),
            key=widget_key("columns-keep", file),
            on_click=_keep,
            args=(desk, seen, mapping, words, file),
        )
        if seen.remembered:
            st.button(
                reader.say("Forget that and look again"),
                type="tertiary",
                key=widget_key("columns-forget", file),
                on_click=_forget,
                args=(desk, seen, file),
            )
    st.markdown(
        f":red[{plain(reason)}]" if reason else quiet(reader.say("Kept for later files with these columns."))
    )


def _keep(
    desk: Desk, seen: Inspection, mapping: Mapping[str, str], words: Mapping[str, str], file: str
) -> None:
    desk.files.remember(seen, mapping, words)
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


def _level(one: SeenColumn) -> str:
    """How sure we are of a column, as a key of SURENESS."""
    return "sure" if one.confidence >= SURE else "likely" if one.confidence >= LIKELY else "guess"


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
