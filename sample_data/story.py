"""The planted causes, as parameters. What each became in one world is in `World.causes` and `causes.json`.

Days count from the anchor (0 is the anchor itself, the day the story was written for; -6 is six days before it).
"""

RISING = "有机辅食"
RISING_GROUP = "宝妈2群"
RISE_DAYS = 7
BASELINE_DAYS = 28
RISE_SALES = 0.475
RISE_INTEREST = 0.75
FADE_DAYS = 10  # after the anchor the rise ebbs away in a straight line

FALLING = "绘本"
FALL_DAYS = 14
FALL = 0.45

TINY = "亲子手作"
TINY_JUMP = 2.3
TINY_LEAST_LINES, TINY_MOST_LINES = 3, 8

STOCK_OUT_FROM = -20
STOCK_OUT_DAYS = 6
SUBSTITUTE_SHARE = (
    0.5  # of those who find it sold out, take another product of the category; the others do without
)

RUN_OUT_IN_DAYS = 4
RUN_OUT_RESTOCK = 11

SLIP_DAYS = 3
SLIP_FACTOR = 0.75
SLIP_LEAST_CENTS = 2_500

# What sells out, runs out and slips in price is one of these: bought every week, so that its absence shows.
STAPLES = ("纸尿裤", "湿巾", "洗护", "清洁", "辅食", "奶粉", "哺喂用品")

QUIET_CATEGORIES = (
    RISING,
    FALLING,
    TINY,
)  # no promotion of their own touches these, so that none explains their story
