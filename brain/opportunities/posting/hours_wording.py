"""What a card about a better hour says, in claims."""

from __future__ import annotations

from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate
from brain.opportunities.posting.hours_details import Hours
from brain.opportunities.posting.posts import AHEAD_DAYS, POST_DAYS
from cards.model import Bar, Look

VOICE_EQUAL = {
    "clicks": N_("With the voice held equal it is clicked {more} above the average of {posts} posts."),
    "orders": N_("With the voice held equal it brings {more} more orders than the average of {posts} posts."),
}


def clock(hour: int) -> str:
    """An hour as a clock shows it."""
    return f"{hour}:00"


def story(candidate: Candidate, scanned: Result, found: Hours) -> Story:
    """All sentences of the card."""
    moved = scanned.claim_of(int(candidate.told["moved"]), "count")
    return Story(
        headline=Text(
            msg=N_("{group} reads at {hour}: {best} clicked then, {rest} at other hours."),
            args={
                "group": found.group,
                "hour": clock(found.hour),
                "best": _rate(found.hours, found.row, 4),
                "rest": _rate(found.rest, 0, 3),
            },
        ),
        why_now=Text(
            msg=N_("{moved} of the {all} posts of the last {days} days went out at other hours."),
            args={
                "moved": moved,
                "all": scanned.claim(candidate.row, "all_lately", "count"),
                "days": AHEAD_DAYS,
            },
        ),
        evidence=_evidence(candidate, scanned, found),
        steps=(
            Text(
                msg=N_("Move the next posts and the routine of {group} to {hour}."),
                args={"group": found.group, "hour": clock(found.hour)},
            ),
            Text(
                msg=N_("Leave one post in four at another hour, so that it shows when the best hour changes.")
            ),
        ),
        method=Text(
            msg=N_(
                "Clicks over readers of this group's posts of {days} days, hour against all other hours, with how much its posts differ anyway; the best of several hours is drawn towards the others for its luck."
            ),
            args={"days": POST_DAYS},
        ),
        rests_on=Text(
            msg=N_("The lead is {z} times its standard error; {posts} posts at this hour."),
            args={
                "z": scanned.claim_of(round(candidate.told["z"], 1), "number"),
                "posts": found.hours.claim(found.row, "posts", "count"),
            },
        ),
        doubt=Text(
            msg=N_("What was posted at that hour may have been more wanted than what went out at others.")
        ),
        would_change=Text(
            msg=N_("If the next {n} posts at {hour} are clicked no more than the others, it was luck."),
            args={"n": 4, "hour": clock(found.hour)},
        ),
        look=_look(found),
    )


def _evidence(candidate: Candidate, scanned: Result, found: Hours) -> list[Text]:
    texts = [
        Text(
            msg=N_("At {hour}: {clicks} clicks of {reached} readers in {posts} posts."),
            args={"hour": clock(found.hour), **_counts(found.hours, found.row)},
        ),
        Text(
            msg=N_("At all other hours: {clicks} clicks of {reached} readers in {posts} posts."),
            args={**_counts(found.rest, 0)},
        ),
        Text(
            msg=N_("With its luck allowed for, {hour} is clicked {more} more than the other hours."),
            args={
                "hour": clock(found.hour),
                "more": scanned.claim_of(round(candidate.told["ratio"] - 1, 2), "rate"),
            },
        ),
    ]
    if found.fit is not None and found.hour in found.fit.hours:
        texts.append(
            Text(
                msg=VOICE_EQUAL[found.fit.measure],
                args={
                    "more": found.fitted.claim_of(round(found.fit.hours[found.hour].value - 1, 2), "rate"),
                    "posts": found.fitted.claim_of(found.fit.posts, "count"),
                },
            )
        )
    return texts


def _counts(result: Result, row: int) -> dict[str, Claim]:
    return {name: result.claim(row, name, "count") for name in ("clicks", "reached", "posts")}


def _rate(result: Result, row: int, place: int) -> Claim:
    return result.claim_of(round(float(result.rows[row][place] or 0), 4), "rate")


def _look(found: Hours) -> Look:
    """The click rate of each hour."""
    return Look(
        title=Text(msg=N_("Share of readers who clicked, by hour")),
        shape="bars",
        unit="rate",
        points=tuple(
            Bar(
                label=Text(msg="{hour}", args={"hour": clock(int(row[0]))}),
                value=Decimal(str(round(float(row[4] or 0), 4))),
                marked=int(row[0]) == found.hour,
            )
            for row in found.hours.rows
        ),
        receipt=found.hours.receipt.id,
    )
