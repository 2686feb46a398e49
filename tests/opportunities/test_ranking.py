"""Ranking: worth times confidence less cost and attention; few, different, and with reasons."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from brain.kernel.evidence import Receipt
from brain.kernel.i18n import verbatim
from brain.opportunities.base import Alarm, Finding, Found, Member, Timing
from brain.opportunities.ranking import MOST_OF_A_DETECTOR, Steer, attention_cost, rank_findings, score
from cards.model import Confidence, Effect, Explanation, Subject

NOW = datetime(2026, 11, 21, tzinfo=UTC)
RECEIPT = Receipt(id="r", shop="s", sql="SELECT 1", row_count=1, data_version=1, made_at=NOW)


def finding(
    name: str,
    mid: int = 100,
    *,
    sure: float = 0.8,
    detector: str = "a",
    members: tuple[str, ...] = (),
    subject: str = "",
    attention: int = 0,
) -> Finding:
    """A finding with the parts that ranking looks at."""
    words = verbatim(name)
    return Finding(
        detector=detector, purpose="rising", subjects=(Subject(type="category", id=subject or name, name=name),), headline=words,
        explanation=Explanation(
            why_now=words, evidence=(), method=words, confidence=Confidence(value=sure, rests_on=words), strongest_doubt=words, would_change=words,
        ),
        audience_name=words, audience_rule={}, members=tuple(Member(customer_key=key) for key in members), goods=(),
        timing=Timing(at=NOW, at_why=words, voice_why=words),
        effect=Effect(currency="CNY", low=Decimal(0), mid=Decimal(mid), high=Decimal(mid * 2), days=7, basis=words),
        attention=Decimal(attention), dedupe=name, valid_until=NOW, receipts=(RECEIPT,),
    )  # fmt: skip


def names(findings: list[Found] | list[Finding], most: int = 5) -> list[str]:
    """The chosen ones, best first."""
    return [ranked.finding.dedupe for ranked in rank_findings(findings, most)[0]]


def test_confidence_and_cost_weigh_on_value() -> None:
    """A sure 100 beats an unsure 120, and attention is subtracted."""
    assert names([finding("unsure", 120, sure=0.5), finding("sure", 100, sure=0.9)]) == ["sure", "unsure"]
    assert score(finding("x", 100, sure=0.8, attention=30)) == Decimal("50.00")


def test_what_is_not_worth_the_attention_is_dropped_with_a_reason() -> None:
    """A score of zero or less is no card, and the reason says why."""
    chosen, dropped = rank_findings([finding("small", 10, attention=20)])
    assert chosen == []
    assert "goodwill" in dropped[0].render("en")


def test_people_already_reached_count_less() -> None:
    """A card to the same people falls behind a smaller one to others."""
    same, other = ("a", "b", "c"), ("d", "e")
    found = [
        finding("best", 200, members=same),
        finding("again", 150, members=same),
        finding("fresh", 100, members=other),
    ]
    assert names(found) == ["best", "fresh", "again"]


def test_one_subject_makes_one_card_and_one_detector_not_all() -> None:
    """A second card about the same is dropped, and so is the fourth of one detector."""
    assert names([finding("first", 200, subject="s"), finding("second", 100, subject="s")]) == ["first"]
    many = [finding(f"n{i}", 100 + i) for i in range(5)]
    assert len(names(many)) == MOST_OF_A_DETECTOR


def test_the_arithmetic_can_be_read() -> None:
    """The reason of a rank names value, confidence, cost and result."""
    words = rank_findings([finding("x", 100, sure=0.8, attention=30)])[0][0].why.render("zh")
    assert all(part in words for part in ("¥100", "80%", "¥30", "¥50"))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-500, 5000), st.floats(0.3, 0.95), st.sampled_from("abcd")), max_size=12),
    st.integers(0, 6),
)
def test_never_more_than_asked_and_never_worthless(rows: list[tuple[int, float, str]], most: int) -> None:
    """At most `most` cards, all worth something, best first, and every finding is either chosen or explained."""
    findings = [
        finding(f"n{i}", max(mid, 0), sure=sure, detector=detector)
        for i, (mid, sure, detector) in enumerate(rows)
    ]
    chosen, dropped = rank_findings(findings, most)
    assert len(chosen) <= most
    assert all(ranked.score > 0 for ranked in chosen)
    assert [ranked.score for ranked in chosen] == sorted((ranked.score for ranked in chosen), reverse=True)
    assert len(chosen) + len(dropped) == len(findings)


def test_attention_grows_with_people_and_order_value() -> None:
    """A thousand messages in a shop of 90 an order cost 45."""
    assert attention_cost(1000, 90.0) == Decimal("45.00")
    assert attention_cost(0, 90.0) == 0


def steered(*wanted: str) -> Steer:
    """A goal about these names."""
    return Steer(frozenset(wanted), verbatim("clear winter stock"))


def told(found: list[Finding], steer: Steer) -> dict[str, str]:
    """What each chosen card says of the goal, in order of rank."""
    chosen, _ = rank_findings(found, steer=steer)
    return {
        one.finding.dedupe: " ".join(row.text.render("en") for row in one.finding.explanation.evidence)
        for one in chosen
    }


def test_the_months_goal_moves_a_near_equal_and_says_by_how_much() -> None:
    """A quarter more decides between near equals: the card says what was added and from which place to which it moved."""
    said = told([finding("sales", 110), finding("winter", 100)], steered("winter"))
    assert list(said) == ["winter", "sales"]
    assert "clear winter stock" in said["winter"]
    assert "¥20 higher" in said["winter"]
    assert "from place 2 to 1" in said["winter"]
    assert said["sales"] == ""


def test_the_goal_does_not_push_aside_what_is_clearly_worth_more() -> None:
    """A card worth twice as much stays first; the one that serves the goal says that its place is the same."""
    said = told([finding("sales", 200), finding("winter", 100)], steered("winter"))
    assert list(said) == ["sales", "winter"]
    assert "leaves it in place 2" in said["winter"]


def test_a_goal_is_no_reason_to_tire_people() -> None:
    """What is not worth its messages stays out, goal or not."""
    assert told([finding("winter", 10, attention=20)], steered("winter")) == {}


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(0, 11))
def test_a_goal_about_nothing_here_changes_nothing_and_one_about_a_card_never_lowers_it(
    worths: list[int], favoured: int
) -> None:
    """Ranking with a goal only ever moves what serves it up; every other order stays."""
    found = [finding(f"n{place:02}", worth, detector=f"d{place}") for place, worth in enumerate(worths)]
    plain = [ranked.finding.dedupe for ranked in rank_findings(found)[0]]
    assert [one.finding.dedupe for one in rank_findings(found, steer=steered("elsewhere"))[0]] == plain
    name = f"n{favoured % len(found):02}"
    moved = [one.finding.dedupe for one in rank_findings(found, steer=steered(name))[0]]
    if name in plain:
        assert moved.index(name) <= plain.index(name)
    assert [one for one in moved if one != name] == [one for one in plain if one != name][
        : len(moved) - (name in moved)
    ]


def alarm(name: str, mid: int, *, urgent: bool) -> Alarm:
    """Something for the owner's own hands."""
    like = finding(name, mid)
    parts = {key: getattr(like, key) for key in Found.model_fields}
    return Alarm(**{**parts, "urgent": urgent, "steps": (verbatim("do it"),)})


def test_what_cannot_wait_stands_ahead() -> None:
    """A small loss that comes tomorrow is told before a large chance that keeps; what is not urgent is not."""
    found = [finding("large", 900), alarm("tomorrow", 50, urgent=True), alarm("some day", 60, urgent=False)]
    assert names(found) == ["tomorrow", "large", "some day"]
    assert names(found, most=1) == ["tomorrow"]
