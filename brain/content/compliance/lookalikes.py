"""Characters and spellings that stand in for others: traditional forms, and the sound-alikes seen in shop copy."""

import re

# Only characters that occur in the rules' own words: this is no dictionary of traditional Chinese.
_OLD_FORMS = (
    "國級優無獨極頂絕對領導銷軍網價質證療癒藥醫險當場專傢創發選億萬敵滅聖壓點擊獎資報徵標準齡歲輕還復補腎陽體強壯淨濕熱驅風鎮"
    "財運轉護會員憲關機構幹務議協產檢驗測過學習書題試師種類樣個們這裡為來說話讓給誰麼買賣貴虧錢賺賠貨單訂賓禮實驚僅錯後時間鐘"
    "週嬰兒媽寶貝餵養飲飯麵雞魚營糧盡遠恆衛從變見視覺觀認識記計許諾謝請預順須顯願飛馬髮業內蓋華蘋莊葉號術裝製複訊語課調談論讚"
    "贊趕跡蹟輸較達連進遊遞遲鄉釀錶鎖長門開陣際雙離難電靈靜響頭額顏飾驟鮮麗黃齊龍於與並傳勝勞勢動勵匯區卻參問啟嚴圖團園圓執壞"
    "夢奪寬層嶺巔幣庫應彈徹惡愛慶憂戰戲擔據攜敗數斷暢曆歷條樂歐歡殺毀氣決沒減湯溫滿漲潔濃灣災煙爾牽獲環畫異瘋癥眾祕禍禦穩積筆"
    "節範簡約純細終組結統絲經維緊線練總績繼續罰聲職聯腦臉膚臺舊藝蟲襲規評詞該詳誇諸譽讀負販貸費賽趨躍軟載邊針鈣銀鐵鑽閃閉陸隊"
    "隨雲霧項頓顧飄餘館駕騙驕鬥鬆麥"
)
_NEW_FORMS = (
    "国级优无独极顶绝对领导销军网价质证疗愈药医险当场专家创发选亿万敌灭圣压点击奖资报征标准龄岁轻还复补肾阳体强壮净湿热驱风镇"
    "财运转护会员宪关机构干务议协产检验测过学习书题试师种类样个们这里为来说话让给谁么买卖贵亏钱赚赔货单订宾礼实惊仅错后时间钟"
    "周婴儿妈宝贝喂养饮饭面鸡鱼营粮尽远恒卫从变见视觉观认识记计许诺谢请预顺须显愿飞马发业内盖华苹庄叶号术装制复讯语课调谈论赞"
    "赞赶迹迹输较达连进游递迟乡酿表锁长门开阵际双离难电灵静响头额颜饰骤鲜丽黄齐龙于与并传胜劳势动励汇区却参问启严图团园圆执坏"
    "梦夺宽层岭巅币库应弹彻恶爱庆忧战戏担据携败数断畅历历条乐欧欢杀毁气决没减汤温满涨洁浓湾灾烟尔牵获环画异疯症众秘祸御稳积笔"
    "节范简约纯细终组结统丝经维紧线练总绩继续罚声职联脑脸肤台旧艺虫袭规评词该详夸诸誉读负贩贷费赛趋跃软载边针钙银铁钻闪闭陆队"
    "随云雾项顿顾飘余馆驾骗骄斗松麦"
)
TRADITIONAL: dict[str, str] = {
    **dict(zip(_OLD_FORMS, _NEW_FORMS, strict=True)),
    # variants and look-alikes used to slip past word lists; none of them has another use in shop copy
    "蕞": "最", "朂": "最", "㝡": "最", "苐": "第", "壹": "一", "徍": "佳", "仸": "佳", "僦": "就",
    "〇": "0", "℅": "%",
}  # fmt: skip

_ADJECTIVES = {
    "jia": "佳", "hao": "好", "gao": "高", "di": "低", "da": "大", "qiang": "强", "you": "优", "mei": "美",
    "xianjin": "先进", "pianyi": "便宜", "bang": "棒",
}  # fmt: skip
_AFTER_ZUI = "|".join(sorted(_ADJECTIVES, key=len, reverse=True))
_HAN = r"[\u4e00-\u9fff]"

# In this order: a later one may build on an earlier one (zuihao -> 最hao -> 最好).
SOUND_ALIKES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<![a-z])z[\W_]?u[\W_]?i[\W_]?(?={_HAN}|(?:{_AFTER_ZUI})(?![a-z]))"), "最"),
    # 醉 and 罪 sound like 最; only before words that make no sense after them otherwise
    (re.compile(r"[醉罪](?=佳|好[的吃用喝]|优|低价|高级|强大|便宜|先进)"), "最"),
    *((re.compile(rf"(?<=最)\s?{sound}(?![a-z])"), word) for sound, word in _ADJECTIVES.items()),
    (re.compile(r"最[a-z](?=[好佳优强低高])"), "最"),
    (re.compile(r"(?<![a-z])di\s?(?=一|yi(?![a-z]))"), "第"),
    (re.compile(r"[弟帝](?=一(?:品牌|名牌|[,。!]|$))"), "第"),
    (re.compile(r"(?<=第)\s?(?:yi(?![a-z])|1(?!\d))"), "一"),
    (re.compile(r"(?<![a-z])ding\s?(?=级|ji(?![a-z]))"), "顶"),
    (re.compile(r"(?<=顶)\s?ji(?![a-z])"), "级"),
    (re.compile(r"(?<![a-z])wei\s?(?=一(?!个|起))"), "唯"),
    (re.compile(r"(?<=唯)\s?yi(?![a-z])"), "一"),
    (re.compile(r"(?<![a-z])jue\s?(?=对)"), "绝"),
    (re.compile(r"(?<![a-z])guo\s?(?=家级)"), "国"),
    (re.compile(r"(?<=国家)\s?ji(?![a-z])"), "级"),
    (re.compile(r"(?<![a-z])zhi\s?(?=愈|疗)"), "治"),
    (re.compile(r"(?<=治)\s?(?:yu)(?![a-z])"), "愈"),
    (re.compile(r"(?<=治)\s?(?:liao)(?![a-z])"), "疗"),
)
