"""Posters: three designs, Chinese type set properly, a code that a phone reads; and the same words under photos."""

from brain.content.posters.make import make_collage, make_poster, read_spec
from brain.content.posters.spec import PosterItem, PosterSpec, poster_spec

__all__ = ["PosterItem", "PosterSpec", "make_collage", "make_poster", "poster_spec", "read_spec"]
