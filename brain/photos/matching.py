"""Which review a photo belongs to, by file name: with or without folder, ending, or the tail of an address.

A wrong match would lend one customer's consent to another's photo, so a name that two reviews give, or that two
photos bear, decides nothing.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from brain.facts.review_pictures import ReviewPictures

Forms = tuple[str, str, str]
"""A name in full, without its folders, and without its ending too; "" where it has no such form."""


def forms_of(name: str) -> Forms:
    """The forms by which a name is compared, the strictest first."""
    whole = unicodedata.normalize("NFC", name.strip().replace("\\", "/"))
    address = "://" in whole or whole.startswith("//")
    asked = False
    if address:
        split = urlsplit(whole)
        whole, asked = unquote(split.path), bool(split.query)
    path = PurePosixPath(whole.strip("/").casefold())
    if not path.name:
        return "", "", ""
    # An address such as /image?id=55 has a tail that says nothing of the picture.
    if asked and not path.suffix:
        return "", "", ""
    return ("" if address else str(path)), path.name, (path.stem if path.suffix else path.name)


def match(photos: Mapping[str, str], reviews: Sequence[ReviewPictures]) -> dict[str, ReviewPictures]:
    """Photo id -> its review, from photo id -> file name. Only what is certain is in it."""
    index = _index(reviews)
    claims: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for photo, name in photos.items():
        found = _found(forms_of(name), index)
        if found is not None:
            tier, place, written = found
            claims[place, written].append((tier, photo))
    matched: dict[str, ReviewPictures] = {}
    for (place, _), claimants in claims.items():
        best = min(tier for tier, _ in claimants)
        first = [photo for tier, photo in claimants if tier == best]
        if len(first) == 1:
            matched[first[0]] = reviews[place]
    return matched


def named_by(names: Mapping[str, str], reviews: Iterable[ReviewPictures]) -> set[str]:
    """Photos that any of these reviews could mean, however loosely: for taking away, one too many is right."""
    meant = {form for one in reviews for name in one.names for form in forms_of(name)[1:] if form}
    return {photo for photo, name in names.items() if meant & {form for form in forms_of(name)[1:] if form}}


_Index = tuple[dict[str, set[tuple[int, str]]], ...]


def _index(reviews: Sequence[ReviewPictures]) -> _Index:
    """For each tier: form -> (place of the review, the name as it is written there)."""
    tiers: _Index = (defaultdict(set), defaultdict(set), defaultdict(set))
    for place, review in enumerate(reviews):
        for written in review.names:
            for tier, form in zip(tiers, forms_of(written), strict=True):
                if form:
                    tier[form].add((place, written))
    return tiers


def _found(forms: Forms, index: _Index) -> tuple[int, int, str] | None:
    """Tier, review and written name; None when nobody, or more than one review, names it at the strictest tier that does."""
    for tier, (form, known) in enumerate(zip(forms, index, strict=True)):
        candidates = known.get(form, set()) if form else set()
        if len({place for place, _ in candidates}) > 1:
            return None
        if candidates:
            place, written = min(candidates)
            return tier, place, written
    return None
