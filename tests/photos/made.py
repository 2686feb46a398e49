"""Photos made for tests, and the small shop that they are brought to."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from brain.bootstrap import Brain
from brain.desk import Desk
from brain.facts.sources.intake.importer import Options
from brain.ledger.cards import add_card
from cards.model import Subject, Variant
from cards.opportunity.model import OpportunityCard
from tests.actions.sample_card import make_card
from tests.content.posters.test_posters import spec

REVIEWS = "review_id,reviewed_at,product_id,customer_id,rating,text,picture,picture_consent\n"


def picture(seed: int = 0, size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A picture unlike those of other seeds: a ground of its own colour and a disc at a place of its own."""
    image = Image.new("RGB", size, ((seed * 37 + 60) % 256, (seed * 91 + 120) % 256, 160))
    left = 20 + seed * 13 % (size[0] // 2)
    ImageDraw.Draw(image).ellipse((left, 40, left + 120, 160), fill=(240, 220, seed * 53 % 256))
    return image


def jpeg(seed: int = 0, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """The same as a JPEG file."""
    out = io.BytesIO()
    picture(seed, size).save(out, "JPEG", **options)
    return out.getvalue()


def write(folder: Path, name: str, seed: int = 0, size: tuple[int, int] = (400, 300)) -> tuple[Path, str]:
    """A JPEG in a folder, with the name that it is brought under."""
    path = folder / name
    path.write_bytes(jpeg(seed, size))
    return path, name


def bring(desk: Desk, folder: Path, *names: str) -> None:
    """Bring photos of different pictures under these names."""
    desk.photos.bring([write(folder, name, seed) for seed, name in enumerate(names, start=1)])


def load_reviews(desk: Desk, folder: Path, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
    """Load reviews: number, product, customer, picture, consent."""
    file = folder / "reviews.csv"
    lines = [
        f'{n},2026-11-10T09:00:00,{product},{who},5,好,"{name}",{yes}\n'
        for n, product, who, name, yes in rows
    ]
    file.write_text(REVIEWS + "".join(lines), encoding="utf-8")
    desk.load(file, file.name, Options())


def put_card(
    brain: Brain, shop: str, card_id: str = "card_1", products: Sequence[str] = ("P1",)
) -> OpportunityCard:
    """A card about these products that waits for a yes, with drawn posters."""
    from brain.content.posters import make_poster

    now = brain.parts.clock.now()
    card = make_card(card_id, now=now)
    variants = []
    for variant in card.proposal.variants:
        relative = f"posters/{shop}/{card_id}-{variant.voice}.png"
        make_poster(spec(variant.voice), brain.settings.home / relative)
        variants.append(Variant(voice=variant.voice, text=variant.text, picture=relative))
    subjects = tuple(Subject(type="product", id=one, name=one) for one in products)
    proposal = card.proposal.model_copy(update={"subjects": subjects, "variants": tuple(variants)})
    card = card.model_copy(update={"shop": shop, "proposal": proposal})
    with brain.parts.ledger.session() as session:
        add_card(session, card, dedupe=card_id)
    return card


def offered(brain: Brain, shop: str, card_id: str = "card_1") -> OpportunityCard:
    """The card as it stands now."""
    card = brain.desk(shop).card(card_id)
    assert isinstance(card, OpportunityCard)
    return card
