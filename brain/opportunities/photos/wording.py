"""What a card about a customer's picture says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from brain.facts.reader import Result
from brain.facts.review_pictures import MARKS
from brain.kernel.i18n import N_, Day, Moment, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate, Situation, Timing
from brain.opportunities.keeping import Kept
from brain.opportunities.photos.scan import HAPPY, NO_PICTURE, RECENT_DAYS

LONGEST_QUOTE = 60
_NUMBER = re.compile(r"\d{5,}")

PICTURES = f"""SELECT review_id, picture, text, CAST(reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) AS said_on
FROM review
WHERE shop_id = $shop AND product_id = $product AND picture_consent AND picture IS NOT NULL
    AND lower(trim(picture)) NOT IN {NO_PICTURE}
    AND rating >= {HAPPY} * (SELECT CASE WHEN max(rating) > 5 THEN 2 ELSE 1 END FROM review WHERE shop_id = $shop)
    AND CAST(reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) >= $since
    AND CAST(reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) < $until
ORDER BY length(coalesce(text, '')) DESC, review_id LIMIT 3"""


@dataclass(frozen=True)
class Pictures:
    """The pictures of one product that may be shown, those with the longest words first."""

    name: str
    result: Result

    @property
    def words(self) -> str:
        """What the first customer wrote, short enough to read, without long numbers."""
        text = _NUMBER.sub("…", " ".join(str(self.result.rows[0][2] or "").split()))
        return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def read_pictures(situation: Situation, kept: Kept, candidate: Candidate, scanned: Result) -> Pictures:
    """The pictures of one candidate."""
    result = kept.sql(
        PICTURES,
        {
            "product": candidate.key, "zone": situation.facts.shop.zone, "since": situation.days_before(RECENT_DAYS),
            "until": situation.end,
        },
    )  # fmt: skip
    return Pictures(str(scanned.rows[candidate.row][2]), result)


def story(
    situation: Situation, candidate: Candidate, scanned: Result, found: Pictures, timing: Timing
) -> Story:
    """All sentences of the card."""
    people = scanned.claim(candidate.row, "people", "count")
    evidence = [_where(row) for row in found.result.rows]
    if found.words:
        evidence.insert(0, Text(msg="“{said}”", args={"said": found.words}))
    evidence.append(
        Text(
            msg=N_("{product} sells for {net} in {days} days."),
            args={
                "product": found.name,
                "net": scanned.claim(candidate.row, "net", "money"),
                "days": RECENT_DAYS,
            },
        )
    )
    return Story(
        headline=Text(
            msg=N_("{people} customers sent a picture of {product} that you may show."),
            args={"people": people, "product": found.name},
        ),
        why_now=Text(
            msg=N_(
                "They are from the last {days} days, so those who sent them remember; the newest is of {day}."
            ),
            args={"days": RECENT_DAYS, "day": Day(day=scanned.rows[candidate.row][6])},
        ),
        evidence=evidence,
        steps=(
            Text(msg=N_("Look at the pictures and choose one without faces, addresses or other brands.")),
            Text(msg=N_("Thank the customer and say where it will be shown.")),
            Text(
                msg=N_(
                    "Post it with {product} around {moment}, in the customer's own words; leave out what promises an effect."
                ),
                args={"product": found.name, "moment": Moment(at=timing.at, zone=situation.facts.shop.zone)},
            ),
        ),
        method=Text(
            msg=N_(
                "Reviews with a picture, {stars} stars or more of five and the customer's consent to show it, of products that sell."
            ),
            args={"stars": HAPPY},
        ),
        rests_on=Text(
            msg=N_("{people} different customers and their consent in your review file."),
            args={"people": people},
        ),
        doubt=Text(
            msg=N_("The picture itself was not looked at: it may be dark, or show what should not be shown.")
        ),
        would_change=Text(
            msg=N_("If the customer takes the consent back, it is not shown, and what was posted comes down.")
        ),
        rejected=_rejected(candidate, scanned),
    )


def _where(row: tuple[object, ...]) -> Text:
    """In which review a picture is, and under which name where the file gives one."""
    review, picture, _, day = row
    assert isinstance(day, date)
    if str(picture).strip().lower() in MARKS:
        return Text(msg=N_("Review {review} of {day}."), args={"review": str(review), "day": Day(day=day)})
    return Text(
        msg=N_("Review {review} of {day}, picture {picture}."),
        args={"review": str(review), "day": Day(day=day), "picture": str(picture)},
    )


def _rejected(candidate: Candidate, scanned: Result) -> tuple[Text, ...]:
    more = scanned.claim(candidate.row, "not_agreed", "count")
    if more.value == 0:
        return ()
    return (
        Text(
            msg=N_("{n} more sent a picture but did not agree to have it shown: ask them first."),
            args={"n": more},
        ),
    )
