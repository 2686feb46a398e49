"""A photo finds its review by name, and where two could be meant it finds none."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.review_pictures import ReviewPictures, names_in
from brain.photos.matching import forms_of, match, named_by
from tests.examples import examples


def review(number: str, *names: str, agreed: bool | None = True) -> ReviewPictures:
    return ReviewPictures(number, "P1", f"key_{number}", agreed, names)


@pytest.mark.parametrize(
    ("written", "brought"),
    [
        ("IMG_0001.jpg", "IMG_0001.jpg"),
        ("IMG_0001.JPG", "img_0001.jpeg"),
        ("IMG_0001", "IMG_0001.jpg"),
        ("reviews/2026/IMG_0001.jpg", "IMG_0001.jpg"),
        (r"C:\photos\IMG_0001.jpg", "IMG_0001.jpg"),
        ("IMG_0001.jpg", "from Anna/IMG_0001.jpg"),
        ("https://cdn.example.com/a/b/IMG_0001.jpg?x-oss-process=image/resize,w_200#top", "IMG_0001.jpg"),
        ("https://cdn.example.com/%E6%99%92%E5%8D%951.webp", "晒单1.jpg"),
        ("//img.example.com/IMG_0001.jpg", "IMG_0001.jpg"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
    ],
)
def test_a_name_is_found_with_or_without_folder_ending_and_address(written: str, brought: str) -> None:
    """Ten ways in which files and folders write one and the same name."""
    assert match({"p": brought}, [review("r", written)]) == {"p": review("r", written)}


@pytest.mark.parametrize(
    ("written", "brought"),
    [
        ("IMG_0002.jpg", "IMG_0001.jpg"),
        ("IMG_00011.jpg", "IMG_0001.jpg"),
        ("https://shop.example.com/image?id=55", "image.jpg"),
        ("https://shop.example.com/", "shop.jpg"),
        ("/", "a.jpg"),
    ],
)
def test_another_name_is_another_photo(written: str, brought: str) -> None:
    """Near is not the same, and an address that only numbers its pictures names none."""
    assert match({"p": brought}, [review("r", written)]) == {}


def test_one_cell_may_name_several_and_a_mark_names_none() -> None:
    """ "1" and "yes" say that there is a picture, not which: 1.jpg is not it."""
    assert names_in("a.jpg; b.jpg，c.jpg|d.jpg") == ("a.jpg", "b.jpg", "c.jpg", "d.jpg")
    assert names_in("https://x.cn/a.jpg https://x.cn/b.jpg") == ("https://x.cn/a.jpg", "https://x.cn/b.jpg")
    for mark in ("1", "yes", "有", "TRUE", "0", "无", " "):
        assert names_in(mark) == ()
    found = match({"p": "a.jpg", "q": "b.jpg"}, [review("r", "a.jpg", "b.jpg")])
    assert {photo: one.review for photo, one in found.items()} == {"p": "r", "q": "r"}


def test_what_two_could_mean_decides_nothing() -> None:
    """Consent is never lent: neither of two reviews, nor to either of two photos."""
    assert match({"p": "1.jpg"}, [review("r", "a/1.jpg"), review("s", "b/1.jpg")]) == {}
    assert match({"p": "anna/1.jpg", "q": "bo/1.jpg"}, [review("r", "1.jpg")]) == {}
    exact = match({"p": "a/1.jpg", "q": "b/1.jpg"}, [review("r", "a/1.jpg"), review("s", "b/1.jpg")])
    assert {photo: one.review for photo, one in exact.items()} == {"p": "r", "q": "s"}
    assert match({"p": "1.jpg", "q": "1.png"}, [review("r", "1.jpg")]).keys() == {"p"}, (
        "the stricter match wins"
    )


def test_for_taking_away_a_loose_likeness_is_enough() -> None:
    """What a customer's review could have meant is found although two reviews name it."""
    assert named_by({"p": "x/1.jpg", "q": "2.jpg"}, [review("r", "a/1.jpg")]) == {"p"}


words = st.text(alphabet=string.ascii_letters[:4] + "1/._ 晒", min_size=1, max_size=9)


@settings(max_examples=examples(200), deadline=None)
@given(
    st.dictionaries(st.sampled_from("pqrs"), words, max_size=4),
    st.lists(st.lists(words, min_size=1, max_size=2), max_size=4),
)
def test_a_match_is_certain(photos: dict[str, str], named: list[list[str]]) -> None:
    """Whatever the names: a match shares a form with its review, no other review has its strictest form, no two photos have one name."""
    reviews = [review(str(n), *names) for n, names in enumerate(named)]
    found = match(photos, reviews)
    for photo, one in found.items():
        mine = {form for form in forms_of(photos[photo]) if form}
        assert any(mine & {form for form in forms_of(name) if form} for name in one.names)
        forms = forms_of(photos[photo])
        written = [(other.review, forms_of(name)) for other in reviews for name in other.names]
        meant = [
            {number for number, named_ in written if form and named_[place] == form}
            for place, form in enumerate(forms)
        ]
        assert next(numbers for numbers in meant if numbers) == {one.review}
    for one in reviews:
        assert sum(match_.review == one.review for match_ in found.values()) <= len(one.names)
