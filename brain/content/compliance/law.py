"""The legal articles that findings cite.

Sources, in force when written: 中华人民共和国广告法 (Advertising Law, as amended 2021-04-29), 价格法 (Price Law, 1997),
互联网广告管理办法 (Internet Advertising Measures, 2023, SAMR order 72), 食品安全法 (Food Safety Law, 2021) and
广告绝对化用语执法指南 (SAMR guide to enforcing the absolute-terms ban, 2023; its articles 5 and 6 list what is exempt:
attitude and goals, self-comparison, hints on use, official grades, registered names, awards, facts bound to time and place).
"""

from dataclasses import dataclass

from brain.kernel.i18n import N_


@dataclass(frozen=True, slots=True)
class Article:
    """One legal article: `cite` as machines print it (Chinese), `title` as an English msgid for people."""

    cite: str
    title: str


PROMISE_UNCLEAR = Article("广告法 第八条第一款", N_("Advertising Law, Article 8"))
STATE_SYMBOLS = Article("广告法 第九条第（一）项", N_("Advertising Law, Article 9(1)"))
STATE_ORGANS = Article("广告法 第九条第（二）项", N_("Advertising Law, Article 9(2)"))
ABSOLUTE = Article("广告法 第九条第（三）项", N_("Advertising Law, Article 9(3)"))
VICE = Article("广告法 第九条第（八）项", N_("Advertising Law, Article 9(8)"))
BELITTLING = Article("广告法 第十三条", N_("Advertising Law, Article 13"))
EFFICACY = Article("广告法 第十六条第一款第（一）项", N_("Advertising Law, Article 16(1)"))
CURE_RATE = Article("广告法 第十六条第一款第（二）项", N_("Advertising Law, Article 16(2)"))
MEDICAL = Article("广告法 第十七条", N_("Advertising Law, Article 17"))
HEALTH_FOOD = Article("广告法 第十八条第一款", N_("Advertising Law, Article 18"))
BREAST_MILK = Article("广告法 第二十条", N_("Advertising Law, Article 20"))
TEACHING = Article("广告法 第二十四条第（一）项", N_("Advertising Law, Article 24(1)"))
INVESTMENT = Article("广告法 第二十五条第（一）项", N_("Advertising Law, Article 25(1)"))
MISLEADING = Article("广告法 第二十八条", N_("Advertising Law, Article 28"))
PRICE = Article("价格法 第十四条第（四）项", N_("Price Law, Article 14(4)"))
LURE = Article("互联网广告管理办法 第十一条第（三）项", N_("Internet Advertising Measures, Article 11(3)"))

ARTICLES: dict[str, Article] = {
    article.cite: article
    for article in (
        PROMISE_UNCLEAR, STATE_SYMBOLS, STATE_ORGANS, ABSOLUTE, VICE, BELITTLING, EFFICACY, CURE_RATE, MEDICAL, HEALTH_FOOD,
        BREAST_MILK, TEACHING, INVESTMENT, MISLEADING, PRICE, LURE,
    )
}  # fmt: skip
