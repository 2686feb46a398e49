"""What buyers said, and what the shop's own posts reached."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

VOICES: tuple[Metric, ...] = (
    Metric(
        name="rating",
        label=N_("Rating"),
        sentence=N_(
            "Mean rating of the reviews written in the period that carry one, on the scale of the reviews."
        ),
        formula="ratings / NULLIF(rated, 0)",
        unit="number",
        grain="review",
        synonyms=words(
            zh="评分|平均评分|星级|平均星级|评价分数|平均分|店铺评分|商品评分",
            en="rating|average rating|review score|average review score|star rating",
        ),
        needs=("review",),
    ),
    Metric(
        name="reviews",
        label=N_("Reviews"),
        sentence=N_("Reviews written in the period."),
        formula="reviews",
        unit="count",
        grain="review",
        synonyms=words(
            zh="评价数|评论数|评价条数|评论条数|评价量|评论量|评价数量|评论数量",
            en="reviews|number of reviews|review count",
        ),
        needs=("review",),
    ),
    Metric(
        name="post_reach",
        label=N_("Post reach"),
        sentence=N_("People reached by the shop's posts of the period, each post counted for itself."),
        formula="post_reach",
        unit="count",
        grain="post",
        synonyms=words(
            zh="触达人数|触达人次|触达|推文触达|群发触达|推送触达|覆盖人数",
            en="post reach|people reached|reach of posts|reach of our posts",
        ),
        needs=("post",),
    ),
    Metric(
        name="post_clicks",
        label=N_("Post clicks"),
        sentence=N_("Clicks on the shop's posts of the period."),
        formula="post_clicks",
        unit="count",
        grain="post",
        synonyms=words(
            zh="推文点击|推文点击数|推文点击量|推送点击量|推送点击|群发点击|群发点击数|帖子点击量",
            en="post clicks|clicks on posts|clicks on our posts",
        ),
        needs=("post",),
    ),
    Metric(
        name="post_click_rate",
        label=N_("Post click rate"),
        sentence=N_("Clicks on posts whose reach is known divided by the people reached."),
        formula="clicked_of_reached / NULLIF(post_reach, 0)",
        unit="rate",
        grain="post",
        synonyms=words(
            zh="推文点击率|推送点击率|群发点击率|帖子点击率|触达点击率",
            en="post click rate|click rate of posts|click rate of our posts",
        ),
        needs=("post",),
    ),
)
