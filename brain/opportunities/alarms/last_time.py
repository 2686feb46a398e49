"""What came of the last alert about the same, as a line of evidence on the next one."""

from __future__ import annotations

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.saying import evidence
from cards.battle_report.model import BattleReportCard, VerdictWord
from cards.model import EvidenceRow

LAST_TIME: dict[VerdictWord, str] = {
    "mended": N_(
        "Last time, after you marked it done on {day}, it came right: {what} went from {then} to {now}."
    ),
    "not_mended": N_(
        "Last time, after you marked it done on {day}, it did not come right: {what} went from {then} to {now}."
    ),
}
TOLD: tuple[Verdict, ...] = ("mended", "not_mended")


def last_time_row(report: BattleReportCard) -> EvidenceRow | None:
    """One sentence with both figures; None where nothing could be told then."""
    followed = report.followed
    if not report.final or followed is None or followed.now is None or report.verdict not in TOLD:
        return None
    text = Text(
        msg=LAST_TIME[report.verdict],
        args={
            "day": Day(day=followed.done_on, year=True),
            "what": followed.what,
            "then": followed.then,
            "now": followed.now,
        },
    )
    return evidence([text])[0]
