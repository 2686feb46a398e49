"""What customers complain of in the same words, in Chinese and English: five themes, each said in several ways."""

THEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "leaking": {
        "zh": ("盖子拧不紧，漏了一箱。", "收到就漏了，瓶口没封好。", "漏液，旁边的东西都湿了。", "又漏了，密封太差。", "打开全是漏出来的。"),
        "en": ("The cap does not close, it leaked everywhere.", "Arrived leaking, the seal was broken.", "It leaks from the bottom.",
               "Leaked all over the parcel.", "Poor seal, half of it had leaked out."),
    },
    "too_small": {
        "zh": ("尺码偏小，买大一号也紧。", "偏小很多，退了。", "比标的尺寸小。", "太小了，穿不上。", "尺寸不对，明显小一号。"),
        "en": ("Runs small, even a size up is tight.", "Much smaller than stated.", "Too small, sent it back.", "The size is wrong, a full size too small.",
               "Smaller than the one I bought before."),
    },
    "smell": {
        "zh": ("一股刺鼻的味道，散了三天。", "味道很大，不敢用。", "有怪味，和上次不一样。", "开封就有异味。", "气味太冲了。"),
        "en": ("A sharp smell that does not go away.", "Smells odd, I do not dare to use it.", "Strong chemical smell.", "It smells off when opened.",
               "The smell is different from last time."),
    },
    "broken": {
        "zh": ("用了两次就断了。", "收到是裂的。", "第二天就坏了。", "接口处裂开了。", "一掰就断，质量不行。"),
        "en": ("Broke after two uses.", "It was cracked when it arrived.", "Broken on the second day.", "The joint came apart.", "Snapped at once."),
    },
    "stale": {
        "zh": ("不新鲜，快到期了。", "日期只剩一个月。", "口感发软，受潮了。", "吃着有哈喇味。", "临期的也发？"),
        "en": ("Not fresh, nearly expired.", "Only a month left on the date.", "Soft and damp, not fresh at all.", "Tastes stale.",
               "They ship goods about to expire."),
    },
}  # fmt: skip
PRAISE = {
    "zh": ("拍了照片，颜色和质感都很好，家里人都问链接。", "晒个图，摆在家里特别好看，做工也细。", "实拍给大家参考，比想象中还好。", "附上照片，用了一周，越来越喜欢。"),
    "en": ("Here is a picture, the colour and feel are lovely.", "Photo attached, it looks great at home and is well made.",
           "My own photo for everybody, even better than expected.", "A picture after one week of use, I like it more each day."),
}  # fmt: skip
