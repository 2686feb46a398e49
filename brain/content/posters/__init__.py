"""Posters: three designs, Chinese type set properly, a code that a phone reads."""

from brain.content.posters.make import make_poster
from brain.content.posters.spec import PosterItem, PosterSpec, poster_spec

__all__ = ["PosterItem", "PosterSpec", "make_poster", "poster_spec"]
