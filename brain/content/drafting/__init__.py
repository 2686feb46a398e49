"""Customer texts in three voices: written from a brief, polished by a model where one is connected."""

from brain.content.drafting.acceptance import LINK, objections
from brain.content.drafting.brief import Brief, Product
from brain.content.drafting.draft import draft, headline
from brain.content.drafting.phrases import Purpose
from brain.content.drafting.polish import Writer, polish

__all__ = ["LINK", "Brief", "Product", "Purpose", "Writer", "draft", "headline", "objections", "polish"]
