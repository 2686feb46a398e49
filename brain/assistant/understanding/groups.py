"""Groups of customers that every shop has, by the names they go by. The shop's own names are found in `names`."""

from __future__ import annotations

from brain.assistant.understanding.tokens import NameHit

BUILT_IN_NAMES: tuple[tuple[NameHit, str], ...] = (
    (NameHit("stage", ("active",)), "活跃客户|活跃的客户|活跃顾客|活跃买家|active customers|active buyers"),
    (
        NameHit("stage", ("silent",)),
        "沉睡客户|沉睡的客户|silent stage|the silent stage|沉默客户|沉默的客户|沉睡顾客|沉睡|silent customers|dormant customers|sleeping customers|inactive customers",
    ),
    (
        NameHit("stage", ("lost",)),
        "流失客户|lost stage|流失的客户|流失顾客|流失的顾客|流失买家|流失|lost customers|churned customers|churned|customers we lost",
    ),
    (
        NameHit("rfm", ("important_value",)),
        "高价值客户|重要价值客户|核心客户|vip客户|优质客户|high value customers|high-value customers|vip customers|most valuable customers",
    ),
    (NameHit("rfm", ("important_win_back",)), "重要挽留客户|重要挽回客户|important customers to win back"),
    (NameHit("rfm", ("important_develop",)), "重要发展客户|important customers to develop"),
    (NameHit("rfm", ("important_keep",)), "重要保持客户|important customers to keep"),
)

# Figures that count a group of customers; before another figure they name the group instead: 新客的销售额.
GROUP_OF_METRIC: dict[str, NameHit] = {
    "new_buyers": NameHit("buyer_type", ("new",)),
    "returning_buyers": NameHit("buyer_type", ("returning",)),
}
