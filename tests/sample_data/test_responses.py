"""The world answers to executed posts: truly, only in the audience, and by voice, hour and taste."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from sample_data.world import Post, World, build_world

SHANGHAI = ZoneInfo("Asia/Shanghai")
Exports = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def post(shop_world: World) -> Post:
    """A friendly post about organic food at ten o'clock on the morning after the anchor, to two thirds of its group."""
    members = shop_world.members("宝妈2群")
    at = datetime.combine(shop_world.anchor + timedelta(1), datetime.min.time(), SHANGHAI).replace(hour=10)
    return Post("post-1", at, members[: len(members) * 2 // 3], "friend", (), "有机辅食")


@pytest.fixture(scope="module")
def week_later(
    shop_world: World,
    post: Post,
    read: Callable[[World, Path], Exports],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[World, Exports, Exports]:
    """The world eight days later with the post, its exports, and the exports of the same days without it."""
    last = shop_world.anchor + timedelta(8)
    world = build_world(last, anchor=shop_world.anchor, posts=[post])
    without = build_world(last, anchor=shop_world.anchor)
    return (
        world,
        read(world, tmp_path_factory.mktemp("with")),
        read(without, tmp_path_factory.mktemp("without")),
    )


def _extra(with_post: pd.DataFrame, without: pd.DataFrame) -> pd.DataFrame:
    merged = with_post.merge(
        without[["order_id"]].drop_duplicates(), on="order_id", how="left", indicator=True
    )
    return merged[merged["_merge"] == "left_only"]


def test_a_post_adds_orders_of_its_audience_only(
    post: Post, week_later: tuple[World, Exports, Exports]
) -> None:
    """Every other row of the order file is as it would have been without the post."""
    _, with_post, without = week_later
    extra = _extra(with_post["orders"], without["orders"])
    assert len(extra) > 0
    assert set(extra["customer_id"]) <= set(post.audience)
    rest = with_post["orders"][~with_post["orders"]["order_id"].isin(extra["order_id"])].reset_index(
        drop=True
    )
    pd.testing.assert_frame_equal(rest, without["orders"])


def test_extra_orders_follow_within_seven_days_in_the_community(
    post: Post, week_later: tuple[World, Exports, Exports]
) -> None:
    """Answers come after the post, within a week, through the chat groups, and begin with what was offered."""
    _, with_post, without = week_later
    extra = _extra(with_post["orders"], without["orders"])
    at = pd.to_datetime(extra["ordered_at"]).dt.tz_localize(SHANGHAI)
    assert (at > post.posted_at).all()
    assert (at <= post.posted_at + timedelta(days=7)).all()
    assert set(extra["channel"]) == {"社群"}
    assert set(extra[extra["line_no"] == "1"]["category"]) == {"有机辅食"}
    assert extra["order_id"].nunique() == extra["customer_id"].nunique()


def test_events_of_others_are_untouched(post: Post, week_later: tuple[World, Exports, Exports]) -> None:
    """What customers outside the audience look at is the same with and without the post."""
    _, with_post, without = week_later
    others = [
        frame["events"][~frame["events"]["customer_id"].isin(post.audience)].reset_index(drop=True)
        for frame in (with_post, without)
    ]
    pd.testing.assert_frame_equal(others[0], others[1])
    assert len(with_post["events"]) > len(without["events"])


def test_the_expected_response_is_the_mean_of_many_posts(shop_world: World, post: Post) -> None:
    """Over many posts of the same kind the orders that happen come to what is expected, within chance."""
    posts = [Post(f"many-{i}", post.posted_at, post.audience, "friend", (), "有机辅食") for i in range(40)]
    world = build_world(shop_world.anchor + timedelta(9), anchor=shop_world.anchor, posts=posts)
    expected = sum(world.expected_response(p) for p in posts)
    happened = int((world.life.orders.stream == 3).sum())
    assert abs(happened - expected) < 4 * np.sqrt(expected)
    assert 0.02 < expected / 40 / len(post.audience) < 0.06


def test_voice_and_hour_decide(shop_world: World, post: Post) -> None:
    """The right voice at the right hour brings at least twice what the wrong one at the wrong hour does, in each group with a taste."""
    for group, best in shop_world.causes["voices_and_hours"]["best"].items():
        members = shop_world.members(group)
        wrong = "humorous" if best["voice"] != "humorous" else "professional"
        right_at, wrong_at = (post.posted_at.replace(hour=hour) for hour in (best["hour"], 15))
        good = shop_world.expected_response(Post("a", right_at, members, best["voice"], (), "洗护"))
        poor = shop_world.expected_response(Post("a", wrong_at, members, wrong, (), "洗护"))
        assert good > 2 * poor > 0


def test_clicks_contain_everybody_who_ordered(post: Post, week_later: tuple[World, Exports, Exports]) -> None:
    """Clicks are aware moments in order of time; whoever ordered because of the post had clicked before."""
    world, with_post, without = week_later
    clicks = world.clicks(post)
    moments = dict(clicks)
    assert [at for _, at in clicks] == sorted(at for _, at in clicks)
    assert all(at.utcoffset() == timedelta(hours=8) and at >= post.posted_at for _, at in clicks)
    extra = _extra(with_post["orders"], without["orders"]).drop_duplicates("order_id")
    for customer, ordered in zip(extra["customer_id"], extra["ordered_at"], strict=True):
        assert moments[customer] <= datetime.fromisoformat(ordered).replace(tzinfo=SHANGHAI)
    assert extra["order_id"].nunique() < len(clicks) < len(post.audience) / 4


def test_clicks_end_with_the_last_day(shop_world: World, post: Post) -> None:
    """A world that ends on the day before the post has seen nothing of it."""
    assert shop_world.clicks(post) == []
    same_day = build_world(shop_world.anchor + timedelta(1), anchor=shop_world.anchor, posts=[post])
    assert (
        0
        < len(same_day.clicks(post))
        < len(build_world(shop_world.anchor + timedelta(8), anchor=shop_world.anchor).clicks(post))
    )


def test_a_later_post_leaves_an_earlier_answer(
    shop_world: World, post: Post, week_later: tuple[World, Exports, Exports]
) -> None:
    """Adding a second post changes no row that the first one caused."""
    second = Post(
        "post-2",
        post.posted_at.astimezone(UTC) + timedelta(days=1),
        post.audience,
        "professional",
        ("P0001",),
    )
    both = build_world(shop_world.anchor + timedelta(8), anchor=shop_world.anchor, posts=[post, second])
    first_only = week_later[0].life
    keys = set(first_only.orders.key[first_only.lines.order].tolist())
    assert keys < set(both.life.orders.key[both.life.lines.order].tolist())


def test_a_post_with_nothing_known_is_refused(shop_world: World, post: Post) -> None:
    """Unknown customers, products, voices, categories and a moment without zone are named in the error."""
    with pytest.raises(ValueError, match="customer 'nobody' is not in this world"):
        shop_world.expected_response(Post("x", post.posted_at, ("nobody",), "friend"))
    with pytest.raises(ValueError, match="product 'P9999' is not in this world"):
        shop_world.expected_response(Post("x", post.posted_at, (), "friend", ("P9999",)))
    with pytest.raises(ValueError, match="voice == 'loud'"):
        Post("x", post.posted_at, (), "loud")
    with pytest.raises(ValueError, match="category == '汽车'"):
        Post("x", post.posted_at, (), "friend", (), "汽车")
    with pytest.raises(ValueError, match="must carry a time zone"):
        Post("x", post.posted_at.replace(tzinfo=None), (), "friend")
    with pytest.raises(ValueError, match="post_id == 'post-1' occurs twice"):
        build_world(shop_world.last_day, posts=[post, post])
