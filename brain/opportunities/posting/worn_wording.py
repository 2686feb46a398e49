"""What a card about a worn post says, in claims."""

from __future__ import annotations

import math
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate
from brain.opportunities.posting.worn_details import Series
from cards.model import Bar, Look


def story(candidate: Candidate, scanned: Result, found: Series) -> Story:
    """All sentences of the card."""
    first, last = found.days
    return Story(
        headline=Text(
            msg=N_(
                "{item} wears out in {group}: the earlier posts were clicked by {before} of readers, the later ones by {now}."
            ),
            args={
                "item": found.name,
                "group": found.group,
                "before": _rate(found, 1, 0),
                "now": _rate(found, 1, 1),
            },
        ),
        why_now=Text(
            msg=N_(
                "{posts} posts about it between {first} and {last}; along the line through them each is clicked {less} less than the one before, and the next is likely to be too."
            ),
            args={
                "posts": found.each.claim_of(len(found.each.rows), "count"),
                "first": Day(day=first),
                "last": Day(day=last),
                "less": scanned.claim_of(
                    round(1 - math.exp(candidate.told["last"] / max(len(found.each.rows) - 1, 1)), 2), "rate"
                ),
            },
        ),
        evidence=_evidence(found),
        steps=_steps(found),
        method=Text(
            msg=N_(
                "A line through the logarithm of clicks over readers, post by post, against the group's other posts of the same weeks and how much its posts differ anyway."
            )
        ),
        rests_on=Text(
            msg=N_("The fall is {z} times its standard error, over {posts} posts."),
            args={
                "z": scanned.claim_of(round(-candidate.told["z"], 1), "number"),
                "posts": found.each.claim_of(len(found.each.rows), "count"),
            },
        ),
        doubt=Text(
            msg=N_(
                "Those who wanted it may have bought it already: then another text helps less than another product."
            )
        ),
        would_change=Text(
            msg=N_(
                "If a post with other words and picture is clicked no more than the last one, the text was not the cause."
            )
        ),
        look=_look(found),
    )


def _evidence(found: Series) -> list[Text]:
    texts = [
        _half(found, 1, 0, N_("The earlier {posts} posts: {clicks} clicks of {reached} readers ({rate}).")),
        _half(found, 1, 1, N_("The later {posts} posts: {clicks} clicks of {reached} readers ({rate}).")),
    ]
    if found.half(0, 0) is not None and found.half(0, 1) is not None:
        texts.append(
            Text(
                msg=N_("Everything else posted in {group}: {before} before, {now} in the later weeks."),
                args={"group": found.group, "before": _rate(found, 0, 0), "now": _rate(found, 0, 1)},
            )
        )
    if found.texts == 1:
        texts.append(Text(msg=N_("All of them had the very same words.")))
    return texts


def _half(found: Series, mine: int, later: int, msg: str) -> Text:
    row = found.half(mine, later)
    assert row is not None
    return Text(
        msg=msg,
        args={
            "posts": found.halves.claim(row, "posts", "count"),
            "clicks": found.halves.claim(row, "clicks", "count"),
            "reached": found.halves.claim(row, "reached", "count"),
            "rate": _rate(found, mine, later),
        },
    )


def _rate(found: Series, mine: int, later: int) -> Claim:
    row = found.half(mine, later)
    return found.halves.claim_of(round(float(found.halves.rows[row or 0][5] or 0), 4), "rate")


def _steps(found: Series) -> tuple[Text, ...]:
    return (
        Text(
            msg=N_("Let {item} rest in {group} for two weeks."),
            args={"item": found.name, "group": found.group},
        ),
        Text(
            msg=N_(
                "Then show it from another side: a customer's own picture, one use of it, another voice, other words."
            )
        ),
        Text(msg=N_("Use its place meanwhile for something the group has not seen in a month.")),
    )


def _look(found: Series) -> Look:
    """The click rate of each post."""
    return Look(
        title=Text(msg=N_("Share of readers who clicked, post by post")),
        shape="line",
        unit="rate",
        points=tuple(
            Bar(
                label=Text(msg="{day}", args={"day": Day(day=row[0])}),
                value=Decimal(str(round(float(row[3] or 0), 4))),
                marked=place == len(found.each.rows) - 1,
            )
            for place, row in enumerate(found.each.rows[-60:])
        ),
        receipt=found.each.receipt.id,
    )
