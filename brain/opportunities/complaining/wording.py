"""What a card about shared complaints says: the theme in the owner's words, customers' own sentences, and what to do about it."""

from __future__ import annotations

from brain.analysis import complaint_words as words
from brain.analysis.complaints import MOST_CHANCE, WORDS
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate
from brain.opportunities.complaining.details import Details
from brain.opportunities.complaining.scan import BACKGROUND_DAYS, RECENT_DAYS

THEME_NAMES = {
    words.PACKAGING: N_("damaged packaging"),
    words.SKIN: N_("a skin reaction"),
    words.LEAKING: N_("leaking"),
    words.WRONG_ITEM: N_("not what was shown or ordered"),
    words.MISSING: N_("missing pieces"),
    words.SMELL: N_("the smell"),
    words.STALE: N_("not fresh or near its date"),
    words.TOO_SMALL: N_("too small"),
    words.TOO_LARGE: N_("too large"),
    words.COLOUR: N_("the colour"),
    words.NOT_WORKING: N_("does not work"),
    words.BROKEN: N_("breaks"),
    words.FABRIC: N_("material and workmanship"),
    words.TASTE: N_("the taste"),
    words.FAKE: N_("doubts that it is genuine or new"),
}
DESCRIBED = {words.TOO_SMALL, words.TOO_LARGE, words.COLOUR, words.WRONG_ITEM, words.TASTE, words.FABRIC}
STOP_SELLING = {words.SKIN, words.FAKE}
PACKED = {words.PACKAGING, words.LEAKING, words.MISSING}


def story(candidate: Candidate, scanned: Result, found: Details) -> Story:
    """All sentences of the card."""
    theme, voices = theme_name(found.theme), _voices(candidate, scanned)
    return Story(
        headline=Text(
            msg=N_("{voices} customers complain of the same about {product} in {days} days: {theme}."),
            args={"voices": voices, "product": found.name, "days": RECENT_DAYS, "theme": theme},
        ),
        why_now=Text(
            msg=N_(
                "They are {voices} different people, not one with many reviews; every further buyer may say the same in public."
            ),
            args={"voices": voices},
        ),
        evidence=[*_quotes(found), *_counted(candidate, scanned, found)],
        steps=_steps(found, theme, voices),
        method=Text(
            msg=N_(
                "Unhappy reviews sorted into themes by their words, each customer counted once; a theme counts when chance would put so many voices on one product less than once in {times} times, as often as the shop's other products hear it."
            ),
            args={"times": round(1 / MOST_CHANCE)},
        ),
        rests_on=Text(
            msg=N_("{voices} different customers, where {expected} would be expected."),
            args={"voices": voices, "expected": _expected(candidate, scanned)},
        ),
        doubt=Text(
            msg=N_(
                "Sentences were sorted by their words, not understood: read the quoted ones before acting."
            )
        ),
        would_change=Text(
            msg=N_(
                "If the pieces on the shelf are in order and no further customer says it in two weeks, it was one bad delivery."
            )
        ),
        look=None,
    )


def theme_name(theme: str) -> Text:
    """A theme in words; what no theme knows is named by the customers' own word."""
    if theme.startswith(WORDS):
        return Text(msg=N_("they all mention “{word}”"), args={"word": theme.removeprefix(WORDS)})
    return Text(msg=THEME_NAMES[theme])


def _quotes(found: Details) -> list[Text]:
    return [Text(msg="“{said}”", args={"said": said}) for said in found.quotes]


def _counted(candidate: Candidate, scanned: Result, found: Details) -> list[Text]:
    texts = [
        Text(
            msg=N_(
                "As often as the shop's other products heard it in {days} days, {expected} such voices would be expected here."
            ),
            args={"days": BACKGROUND_DAYS, "expected": _expected(candidate, scanned)},
        )
    ]
    if found.known:
        texts.append(
            Text(
                msg=N_("{buyers} of those with a name in the data bought it here."),
                args={"buyers": found.orders.claim(0, "buyers", "count")},
            )
        )
    if int(found.orders.rows[0][1] or 0):
        texts.append(
            Text(
                msg=N_("{back} of its {bought} sales in {days} days came back."),
                args={
                    "back": found.orders.claim(0, "back", "count"),
                    "bought": found.orders.claim(0, "bought", "count"),
                    "days": RECENT_DAYS,
                },
            )
        )
    return texts


def _steps(found: Details, theme: Text, voices: Claim) -> tuple[Text, ...]:
    product: dict[str, Claim | Text | int | str] = {"product": found.name, "theme": theme}
    if found.theme in STOP_SELLING:
        first = Text(
            msg=N_(
                "Stop selling {product} until you know: a complaint of this kind is a matter of safety and law."
            ),
            args=product,
        )
    elif found.theme in DESCRIBED:
        first = Text(
            msg=N_(
                "Compare the description, size table and pictures of {product} with the piece itself, and correct them."
            ),
            args=product,
        )
    elif found.theme in PACKED:
        first = Text(
            msg=N_("Pack one {product} as usual, turn it over and shake it; change what gives way."),
            args=product,
        )
    else:
        first = Text(
            msg=N_("Take three pieces of {product} from the shelf and look for it: {theme}."), args=product
        )
    return (
        first,
        Text(
            msg=N_("Answer the {voices} reviews by name and offer to put it right; others read the answer."),
            args={"voices": voices},
        ),
        Text(msg=N_("Send the supplier the quoted sentences and ask about the batch.")),
    )


def _voices(candidate: Candidate, scanned: Result) -> Claim:
    return scanned.claim_of(int(candidate.told["voices"]), "count")


def _expected(candidate: Candidate, scanned: Result) -> Claim:
    return scanned.claim_of(round(candidate.told["expected"], 1), "number")
