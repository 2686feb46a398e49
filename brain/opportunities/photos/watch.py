"""A customer's picture looked at again: did a post about the product go out? One post's sales cannot be told from chance."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql

DAYS = 7

SQL = """SELECT CAST(sum(CASE WHEN product_id = $product THEN 1 ELSE 0 END) AS DOUBLE) AS figure, CAST(count(*) AS DOUBLE) AS posts FROM post
WHERE shop_id = $shop AND posted_on >= $since AND posted_on < $until"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Posted about, or not; a posts file that has none at all in these days is none of these days."""
    if "figure" not in now or not now.get("posts"):
        return "cannot_tell"
    return "mended" if now["figure"] > 0 else "not_mended"


def say(verdict: Verdict, said: Said) -> Text:
    """Whether the picture was in it no file knows."""
    return Text(msg=SENTENCES[verdict], args=said.args)


SENTENCES: dict[Verdict, str] = {
    "mended": N_(
        "{now} posts about it went out since then. Whether the picture was in them no file says, and what one post sells cannot be told from chance."
    ),
    "not_mended": N_("None of the posts since then is about it."),
    "cannot_tell": N_("The posts file says nothing of these days."),
}

WATCH = Watch(
    what=Text(msg=N_("Posts about it")),
    unit="count",
    aim="reach",
    file="posts",
    days=DAYS,
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
