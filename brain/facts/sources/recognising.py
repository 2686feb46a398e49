"""Which source and form a header belongs to, and what a person may say about it instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from brain.facts.sources import refusals
from brain.facts.sources.base import Form, Source, folded
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.registry import SOURCES
from brain.kernel.i18n import Text


@dataclass(frozen=True)
class Choice:
    """The form that reads a file and what its columns mean to it."""

    source: Source
    kind: str
    mapping: Mapping[str, str]

    @property
    def form(self) -> Form:
        """The form chosen."""
        return self.source.forms[self.kind]

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called, as a msgid."""
        return {one.name: one.label for one in self.form.fields}


def choose(header: Sequence[str], kind: str | None, mapping: Mapping[str, str] | None) -> Choice:
    """The best fitting form. `mapping` (column -> field of our own CSV, or the other way round) overrules recognition.

    Raises OwnerError when no form fits, several of our own fit equally, or the mapping names unknown things.
    """
    if mapping:
        return _mapped(header, kind, mapping)
    fits = [(match.score, source, match) for source in SOURCES if (match := source.recognise(header, kind))]
    if not fits:
        raise refusals.unknown_columns(list(header), _nearest(header, kind, SOURCES))
    best = max(score for score, _, _ in fits)
    _, source, match = next(fit for fit in fits if fit[0] == best)
    if source is CANONICAL and kind is None:
        equal = CANONICAL.equally_good(header, match)
        if len(equal) > 1:
            raise refusals.ambiguous_kind(equal)
    return Choice(source, match.kind, match.mapping)


def _mapped(header: Sequence[str], kind: str | None, mapping: Mapping[str, str]) -> Choice:
    """A form of our own CSV, with the columns renamed as the person says; the others count under their own names."""
    mapping = _column_to_field(header, mapping)
    for column in mapping:
        if column not in header:
            raise refusals.wrong_mapping(_unknown(column, header))
    for field in mapping.values():
        if field and field not in _OUR_COLUMNS:
            raise refusals.wrong_mapping(_unknown(field, sorted(_OUR_COLUMNS)))
    renamed = [_OUR_COLUMNS.get(mapping.get(name, name), mapping.get(name, name)) for name in header]
    match = CANONICAL.recognise(renamed, kind)
    if match is None:
        raise refusals.unknown_columns(renamed, _nearest(renamed, kind, (CANONICAL,)))
    back = {name: new for name, new in zip(header, renamed, strict=True) if new in match.mapping}
    return Choice(CANONICAL, match.kind, {name: match.mapping[new] for name, new in back.items()})


# The columns of our own CSV, also by the field names that a report's mapping shows (group_name for group).
_OUR_COLUMNS = {
    name: one.headers[0]
    for form in CANONICAL.forms.values()
    for one in form.fields
    for name in (one.name, *one.headers)
}


def _column_to_field(header: Sequence[str], mapping: Mapping[str, str]) -> Mapping[str, str]:
    """The mapping turned round where it was written field -> column: which way is meant shows by the header."""
    unknown = [name for name in mapping if name not in header]
    if unknown and all(name in _OUR_COLUMNS for name in mapping):
        return {column: field for field, column in mapping.items()}
    return mapping


def _unknown(name: str, known: Sequence[str]) -> Text:
    near = get_close_matches(name, known, n=1)
    if near:
        return Text(
            msg="The mapping names {name}, which does not exist; nearest: {near}.",
            args={"name": name, "near": near[0]},
        )
    return Text(msg="The mapping names {name}, which does not exist.", args={"name": name})


def _nearest(header: Sequence[str], kind: str | None, sources: Sequence[Source]) -> Text | None:
    """The form (of `kind` if given) that shares most columns with the header, and what it lacks; None when nothing is
    shared."""
    names = {folded(name) for name in header}
    ranked: list[tuple[int, Source, list[str]]] = []
    for source in sources:
        for form in (form for name, form in source.forms.items() if kind in (None, name)):
            wanted = [one for one in form.fields if one.required or one.needed]
            missing = [
                one.headers[0].strip()
                for one in wanted
                if not names & {folded(alias) for alias in one.headers}
            ]
            ranked.append((len(wanted) - len(missing), source, missing))
    hits, source, missing = max(ranked, key=lambda one: one[0], default=(0, CANONICAL, []))
    if hits == 0:
        return None
    return Text(
        msg="Nearest: {form}, but these columns are missing: {missing}.",
        args={"form": Text(msg=source.label), "missing": ", ".join(missing) or "-"},
    )
