"""Which family a category belongs to, and what each voice can say about the occasion (never about the goods' qualities)."""

from __future__ import annotations

import re

from brain.content.drafting.phrases.base import Family, FamilyBodies

# The first family whose words occur decides; the order settles 宝宝湿巾 (baby) against 湿巾 (home).
_WORDS: tuple[tuple[Family, str], ...] = (
    ("food", r"辅食|米粉|零食|食品|粮油|生鲜|水果|坚果|糕点|饼干|面包|速食|调味|\b(?:food|snacks?|bakery|grocery|groceries|biscuits?|chocolate)\b"),
    ("drink", r"饮料|饮品|茶叶|茶饮|咖啡|果汁|酒水|\b(?:drinks?|tea|coffee|juice|wine|beer)\b"),
    ("play", r"玩具|绘本|图书|童书|积木|拼图|手作|桌游|\b(?:toys?|books?|games?|puzzles?|crafts?)\b"),
    ("clothes", r"童装|女装|男装|服装|服饰|衣|裤(?<!尿裤)|裙|鞋|袜|帽|\b(?:clothes|clothing|apparel|shoes|dress(?:es)?|shirts?|knitwear)\b"),
    ("baby", r"宝宝|婴|纸尿裤|尿布|奶粉|奶瓶|哺喂|喂养|母婴|\b(?:baby|babies|infants?|nursery|diapers?|nappies)\b"),
    ("home", r"家纺|床品|厨房|收纳|清洁|家居|日用|纸品|洗衣|湿巾|居家|\b(?:home|kitchen|bedding|storage|cleaning|household)\b"),
    ("gift", r"礼品|礼物|礼盒|贺卡|饰品|摆件|香薰|蜡烛|\b(?:gifts?|cards?|candles?|decorations?|ornaments?|jewellery|jewelry)\b"),
)  # fmt: skip
_PATTERNS = tuple((family, re.compile(words, re.IGNORECASE)) for family, words in _WORDS)


def family_of(category: str) -> Family | None:
    """The family of a category's name in Chinese or English, or None for a shop of another kind."""
    return next((family for family, words in _PATTERNS if words.search(category)), None)


ZH: FamilyBodies = {
    "food": {
        "professional": ("安排餐食的时候，可以考虑{items}。",),
        "friend": ("琢磨下一顿吃什么的时候，看看{items}。",),
        "humorous": ("厨房和嘴巴都表示想见见{items}。",),
    },
    "drink": {
        "professional": ("日常饮用或待客，可以参考{items}。",),
        "friend": ("想喝点什么的时候，记得还有{items}。",),
        "humorous": ("杯子已经在催了，问{items}什么时候到。",),
    },
    "baby": {
        "professional": ("给宝宝备货，请按月龄和包装说明挑选：{items}。",),
        "friend": ("带娃已经够忙了，清单我先帮你列上：{items}。",),
        "humorous": ("宝宝暂时不会下单，只好请大人来看{items}。",),
    },
    "play": {
        "professional": ("陪孩子玩、陪孩子读，可以考虑{items}。",),
        "friend": ("想陪孩子消磨一会儿时间，就看看{items}。",),
        "humorous": ("大人若也想玩，可以假装{items}是给孩子买的。",),
    },
    "clothes": {
        "professional": ("选购前建议先核对尺码，这里是{items}。",),
        "friend": ("哪天翻衣柜觉得缺点啥，就看看{items}。",),
        "humorous": ("衣柜说它还能再挤一挤，给{items}留了位置。",),
    },
    "home": {
        "professional": ("添置日用时，可以对照家里的需要看看{items}。",),
        "friend": ("想把家里拾掇拾掇的话，瞅瞅{items}。",),
        "humorous": ("家里的角落开口了，点名要见{items}。",),
    },
    "gift": {
        "professional": ("挑礼物若没有头绪，可以先了解{items}。",),
        "friend": ("惦记着送谁点什么的话，看看{items}有没有缘分。",),
        "humorous": ("送礼卡壳的时候，不妨把{items}推上前台。",),
    },
}

EN: FamilyBodies = {
    "food": {
        "professional": ("When you next plan your meals, consider {items}.",),
        "friend": ("For the next time you wonder what to eat: {items}.",),
        "humorous": ("Your kitchen has asked for a word with {items}.",),
    },
    "drink": {
        "professional": ("For every day or for guests, consider {items}.",),
        "friend": ("Put the kettle or the glasses out and look at {items}.",),
        "humorous": ("Your favourite cup has been asking about {items}.",),
    },
    "baby": {
        "professional": ("Please choose by age and by the label: {items}.",),
        "friend": ("You have your hands full, so I made the list: {items}.",),
        "humorous": ("The baby cannot order yet, so it falls to you: {items}.",),
    },
    "play": {
        "professional": ("For time spent reading or playing together: {items}.",),
        "friend": ("For a slow afternoon with the little ones: {items}.",),
        "humorous": ("You may pretend it is for the children: {items}.",),
    },
    "clothes": {
        "professional": ("Please check the size chart first, then see {items}.",),
        "friend": ("Next time the wardrobe looks a bit bare: {items}.",),
        "humorous": ("The wardrobe swears there is room for {items}.",),
    },
    "home": {
        "professional": ("For the household list, we suggest {items}.",),
        "friend": ("If you are putting the house in order, see {items}.",),
        "humorous": ("A corner of your home has spoken, and it wants {items}.",),
    },
    "gift": {
        "professional": ("If you are choosing a present, consider {items}.",),
        "friend": ("Thinking of giving somebody a little something? There is {items}.",),
        "humorous": ("For birthdays you remembered at the last minute: {items}.",),
    },
}
