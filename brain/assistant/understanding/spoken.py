"""A question as it is said aloud or typed with a thumb, before it is put in plainer words: moods, dialect, slips, asides.

What is taken out here changes nothing wherever it stands in a sentence; what is put in its place says the very same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# How the thumb writes them. A hyphen behind makes it a part of a name (u-shaped).
TYPED_SHORT: tuple[tuple[str, str], ...] = (
    (r"(?P<lead>can|could|will|would|do|did|have|if|are|thank|thanks|tell|show|give|what|how|when) u", r"\g<lead> you"),
    (r"qtrs?\.?(?! ?\d)", "quarter"),
    (r"ppl", "people"),
    (r"mutch|muhc|moch", "much"),
    (r"meny|manny", "many"),
    (r"wich|whcih|whihc", "which"),
    (r"teh|hte", "the"),
    (r"costumer(?P<s>s?)|custmer(?P<s2>s?)", "customers"),
    (r"grps?", "group"),
    (r"(?:ttl|totl|tot)", "total"),
    (r"hows", "how's"),
    (r"manny(?= (?:orders|customers|people|units))", "many"),
    (r"(?P<what>order|sales|stock|basket|cart) val", r"\g<what> value"),
    (r"w(?= (?:us|a coupon|coupons))", "with"),
    (r"w/e(?= (?:the )?\d)", "week ending"),
    (r"w/e", "weekend"),
    (r"(?:wknd|wkend|w/end|weekand|weeknd)", "weekend"),
    (r"(?:yest|yday|yesty|ystday|yesteday|yestarday|yesturday|yestrday|yesterdy|yestterday)", "yesterday"),
    (r"(?:tdy|2day|todday)", "today"),
    (r"(?P<which>last|this|past|per|a|each|every|prev|previous) mo\.?", r"\g<which> month"),
    (r"prev", "previous"),
    (r"mnth", "month"),
    (r"(?:l(?:as|st|sat))(?= (?:week|month|year|quarter|night))", "last"),
    (r"(?:wensday|wednsday|wendsday|wensdays)", "wednesday"),
    (r"fri(?:day)? nite?s?", "friday night"),
    (r"nites?", "night"),
    (r"arvos?", "afternoon"),
    (r"(?:costumers?|custumers?|custmers?|cutomers?)", "customers"),
    (r"(?:btw|fyi|tbh|imo|imho|lmk|idk|fwiw|iirc|afaik|ty|tia|cheers|ta)", ""),
    (r"(?:y'?know|ya know|yaknow|innit|init|erm+|umm+|uhh+|hmm+|er+m?|eh|oi|yo|hiya|howdy|heya)", ""),
    (r"(?:how|wot|wat) abt", "how about"),
    (r"(?:wot|wat|whta)", "what"),
    (r"(?:dya|d'ya|d'you|d'ye|do ya|do ye)", "do you"),
    (r"(?:whaddya|whatcha) (?:got|have)", "what do you have"),
    (r"cud", "could"),
    (r"(?:tho|thou|though)", ""),
    (r"biz", "business"),
)  # fmt: skip
# Nothing is asked by them.
ASIDES_EN: tuple[tuple[str, str], ...] = (
    (
        r"(?:have you |have u |got |you got |do you have |is there |give me )?any (?:idea|ideas|clue|inkling)(?: of| on| about)?(?= (?:what|how|which|who|when|where|whether|if|our|the|my))",
        "",
    ),
    (
        r"(?:just |i'?m |i was |was )*(?:wondering|curious)(?: about| to know| as to)?(?: if you (?:could|can|know)(?: tell me)?)?",
        "",
    ),
    (r"do you (?:happen to |by any chance )?(?:know|remember|recall)(?= (?:what|how|which|who|if|our|the))", ""),
    (
        r"(?:off the top of (?:your|my) head|out of (?:curiosity|interest)|for the record|to be (?:honest|fair|clear)|at a guess|ball ?park(?: figure)?|give or take"
        r"|or thereabouts|or so|as far as you know|if you (?:can|could|don'?t mind|would|please)|if (?:possible|poss)|when you (?:get|have) a (?:sec|second|minute|moment|chance)"
        r"|real quick|quick one|quick q(?:uestion)?|no rush|please and thank you|much appreciated|thanks a (?:lot|million|bunch)|thank you (?:so|very) much"
        r"|by the way|(?:roughly|generally|broadly|strictly|relatively) speaking|sort of thing|kind of thing|in one go|at the end of the day|when all'?s said and done|if memory serves|if i remember (?:right|rightly|correctly))",
        "",
    ),
    (r"^(?:no|nope|nah|sorry|wait|oops|hang on|hold on)[,!]+ (?!not |no |i mean not |none )(?:i mean(?:t)? |rather )?(?=[a-z])", ""),
)  # fmt: skip
# A clock and a crowd, in the words of the grammar.
ASKED_ALOUD: tuple[tuple[str, str], ...] = (
    (
        r"(?:at |around )?what times?(?= (?:do|did|does|are|is|was|were|brings?|has|had|of year))(?! (?:do|did|are|is) (?:we|you) (?:open|close|shut))",
        "which hour",
    ),
    (
        r"(?:do|did|does) (?:the )?(?P<rank>most|fewest|least) (?P<what>orders|sales|people|customers|buyers|refunds|returns) (?:come in|came in|come|happen|arrive|roll in|get placed|take place"
        r"|buy|order|shop|visit)(?: from us| with us)?",
        r"has the \g<rank> \g<what>",
    ),
    (r"has the (?P<rank>most|fewest) people(?! )", r"has the \g<rank> orders"),
    (
        r"(?:(?:were|are|was|is) there |did we have |have we had |do we have |had we )?any (?P<unit>days|weeks|months|hours)(?= (?:over|above|under|below|more than|less than|at least|north of) )",
        r"which \g<unit> took",
    ),
    (r"[?.!,] *(?:and )?(?:please )?(?:list|name|show|give me|tell me|show me) (?:me )?(?:them|those|which)(?: all)?(?: please)?(?=[.!? ]*$)", ""),
    (r"(?<=sales )back in(?= (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z]))", "in"),
    (
        r"(?:did|has|have) any(?:one|body)(?P<whence> (?:from|in|of) [^?.,]{2,24}?)? (?:buy|bought|order|ordered|purchase|purchased)(?= [^ ?.,])",
        r"how many people\g<whence> bought",
    ),
    (r"north of", "over"),
    (r"(?<![a-z0-9'-])ex[ -](?=(?:the )?[a-z]{2})", "excluding "),
    (
        r"(?:(?:that|which) )?(?:(?:have|has|had|were|was|are|is|got|been|get) )*rated(?= (?:below|under|less|above|over|more|at least|at most|lower|higher|better|worse))",
        "with rating",
    ),
    (
        r"(?:(?:that|which) )?(?:got|get|have|had|with|averaged|average|averaging)(?: an average of)? (?P<cmp>below|under|less than|fewer than|above|over|more than|at least|at most) (?P<n>[1-5](?:\.\d)?) stars?(?: on average| average)?",
        r"with rating \g<cmp> \g<n>",
    ),
    (r"(?P<rated>rating (?:below|under|less than|fewer than|above|over|more than|at least|at most) [1-5](?:\.\d)?)(?: stars?)?(?: on average| average)?", r"\g<rated>"),
    (
        r"(?P<worth>(?:stock|inventory) (?:value|worth)|(?:value|worth) of (?:the |our |my )?(?:stock|inventory))(?P<between>.{0,25}?)(?<!worth) at cost(?: price)?",
        r"\g<worth>\g<between>",
    ),
    (r"(?:out |at the |in the )?(?:stock ?room|store ?room|back ?room|store cupboard|back of (?:the )?(?:shop|store))", "in the stockroom"),
    (r"which items(?= with rating)", "which products"),
    (r"(?P<what>orders|customers|people) (?:coming|came|come) in", r"\g<what>"),
    (r"by (?:a (?:mile|long way|country mile|long shot|long chalk|wide margin)|far)", ""),
)  # fmt: skip
_DATA = r"(?:data|history|records)"
ALL_OF_THE_DATA_EN: tuple[tuple[str, str], ...] = (
    (
        rf"(?:(?:in|over|across|for|from|of|during|using|on|through|throughout|with) )?(?:all (?:of )?(?:the |our |my |this |that )?{_DATA}"
        rf"|(?:the |our |my )?(?:whole|entire|full|complete) (?:period|data ?set|{_DATA}|file|stretch|span|time ?span|date range)|the (?:whole|entire) time"
        r"|everything (?:we|you|i)(?:'ve| have)? (?:have|got|loaded|imported)|the data ?set)"
        r"(?: (?:that )?(?:we|you|i)(?:'ve| have)? (?:have|got|loaded|imported))?(?! (?:of|in|on|at|from|between|for|to|until|last|this|left|best|high|low) )(?! (?:in|left)$)",
        "of all time",
    ),
    (
        r"(?:ever )?since (?:day (?:one|1|dot)|the (?:very )?(?:start|beginning|opening)|we (?:first )?(?:opened|started|began|launched|set up)(?: up| out| trading| selling| the shop)?"
        r"|(?:the )?(?:shop|store|records) (?:opened|started|began))(?! of)",
        "of all time",
    ),
)  # fmt: skip
_OPENED = r"(?:开店|开张|开业|有(?:数据|记录|账)|建店|创业|建档)"
_NOW = r"(?:现在|如今|今天|目前|今|这会儿?|眼下|当下|此刻|现今|今日|当前)"
_FROM = r"(?:打从|自打|自从|从|自|打)"
OPENED = re.compile(
    rf"{_FROM}?(?:咱们?|我们?|店里?|最)?一?{_OPENED}(?:开始|以来|那天|起|那会儿?)*(?:一直)?(?:到|至){_NOW}(?:为止)?"
    rf"|{_FROM}{_OPENED}(?:以来|开始|那天起|起)|{_OPENED}以来"
)
# Behind these the shop opened that morning.
_THAT_DAY = re.compile(r"今[天日儿早晨]|昨[天日儿晚]|当[天日]|[这那]天|早[上晨]|上午")
_ENDS = r"[?？。!！ ]*$"
# 有几天, 哪天; 最近几天 is a time. What a day took is a sum without a counting word: 100单 are orders.
_DAYS = (
    r"(?:(?:有没有|有无|有)(?:哪几?|几|多少)|哪几?|(?<=[月年份里内中,， ])(?:几|多少))(?P<unit>天|个月|周)"
)
_BARE_SUM = r"[\d一二两三四五六七八九十百千万]+(?:\.\d+)?[kw]?(?:块|元|钱|的|吗|呢|[?？,，。 ]|$)"
MOODS_ZH: tuple[tuple[str, str], ...] = (
    (r"(?:啥|么)子(?=[?？。! ]|$|商品|品|东西)|啥个|啥玩意儿?|什么玩意儿?|嘛玩意儿?", "什么"),
    (r"咋个(?=卖|样|回事)", "怎么"),
    (r"几多(?=[钱单个件人份])", "多少"),
    (r"百分(?:几|多少)", "百分之几"),
    (r"(?<![涨跌升降高低多少差加减])(?<![涨跌升降高低多少差加减]了)(?P<many>几|多少)个?百分点", r"\g<many>个点"),
    (
        r"(?:^[哎诶欸嗯啊哦呃额唉]*|[,， ]+)(?:对了|话说回来|话说|哦对|对哦|诶对|反正|总之|顺便问一?[下句]|顺嘴问一?[下句]|突然想起来?|刚想起来|我就?想说|那啥|内个|内啥|辣个"
        r"|怎么说呢|咋说呢|怎么讲呢)(?=[^的是])[,， ]*",
        ",",
    ),
    (r"我(?:寻思|琢磨|想着|想想|瞎想)(?:着|了)?(?:一下|下)?(?=[^,，]{2})", ""),
    (r"(?:晓得|知道)(?:不|么|吗)(?=[,，?？。! ]|$)|[你您]?(?:知不知道|晓不晓得|记不记得|还记得)(?=[^的])", ""),
    (r"[,， ]*(?:说个数|给个数|报个数|说个数字|给个数字|说一声|跟我说一声|告诉我一声|吱一声)(?:就行|就好|即可|就成|得了)[了吧]?", ""),
    (r"[,， ]*(?:跟我|给我)(?:说|讲|吱|报)一?[声下]", ""),
    (r"^(?:老铁|老哥|老妹|哥们儿?|姐妹|宝|亲|小伙伴)(?:们)?[,， ]*(?=[上这本今昨前去最\d一二三四五六七八九十])", ""),
    (r"康康(?=[上这本今昨前去最\d]|$)", "看看"),
    (r"^打(?=(?:去年|今年|前年|上个?月|本月|\d{1,2}月|双十一|国庆|春节).{0,12}到)", "从"),
    (r"我跟你[讲说][,， ]*|^跟你[讲说][,， ]*", ""),
    (rf"(?P<end>多少|[?？啊呢吧着])(?:就是|这个|那个)(?={_ENDS})", r"\g<end>"),
    (rf"多少[前浅](?=[啊呀呢吧]?{_ENDS})", "多少钱"),
    (r"推(?=了?(?:多少|几)[钱单笔].*退[款货])", "退"),
    (r"(?:我(?:说的?是|的意思是|意思是|是说|指的是|想说的是|要说的是)|也就是说|就是说)(?![^,，]{0,12}不是)", ","),
    # 哪 and 那 are typed for each other; what ends with the superlative asks.
    (
        rf"那(?=[个款些种家天类][\u3400-\u9fff]{{0,4}}?(?:卖|退|销|点|买|走|赚)?[得的]?最(?:好|多|差|少|高|低|火|贵|便宜|赚钱|畅销)[吗呢啊呀]*{_ENDS})",
        "哪",
    ),
    (r"从头到(?:尾|现在|今天)|从(?:一开始|最开始|最早)(?:的时候)?到(?:现在|如今|今天)|有记录以来", "全部数据"),
    (r"这么[些多]年(?:来|以来|下来|里)?(?=一共|总共|合计|[,， ])|这些年(?:来|以来|下来)?(?=一共|总共|合计)", "全部数据"),
    (r"(?<![\u3400-\u9fff])整个(?:数据|期间|时间段)(?:里面?|内|中|下来)?|(?:全部|所有)的?(?:日子|历史)(?:里面?|内|中)?", "全部数据"),
    (r"^[哎诶欸啊哦呃]*(?:不对|不是|错了|说错了|搞错了|弄错了)[啊呀哦了]*[,， ]+(?:我要的?是|我要|我问的是|应该是|是要|是)?(?=[^,，])(?!.*不是)", ""),
    (
        rf"{_DAYS}(?:是|能)?(?:卖|做|流水|营业额|销售额|业绩|生意)?(?:出|到|了|过)?(?:过了?|超过了?|超|破了?|上了?|突破)(?={_BARE_SUM})",
        r"哪些\g<unit>销售额超过",
    ),
    (
        rf"{_DAYS}(?:是)?(?:没有?|不)(?:卖|做)?(?:卖|做|营业额|流水|销售额)?(?:到|过|够|上|满)了?(?={_BARE_SUM})",
        r"哪些\g<unit>销售额不到",
    ),
    (r"(?<!评分)(?<!打分)(?P<cmp>不到|低于|少于|高于|超过|不足)(?P<n>[1-5一二三四五])颗?星(?![期座])", r"评分\g<cmp>\g<n>分"),
    (r"(?P<cmp>(?:评分|打分|评价)(?:不到|低于|少于|高于|超过|不足|在)?)(?P<n>[1-5一二三四五])颗?星(?![期座])", r"\g<cmp>\g<n>分"),
    (r"半拉个?(?=月)", "半个"),
    (r"钟头", "小时"),
    (r"前三甲", "前三名"),
    (r"(?:^|(?<=[月年周季日天的里内中,， ]))头(?=[二两三四五六七八九十\d]{1,3}(?:[名位款样家]|个(?!多?[月年天周星礼季小])))", "前"),
    (r"大?晌午(?:头(?:儿|上)?)?", "中午"),
    (r"(?:擦黑|傍黑|天黑)儿?(?:以?后|那会儿?|的时候)?", "晚上"),
    (r"[昨夜]个儿|昨个(?!月|星期|礼拜|季)", "昨天"),
    (r"今个儿|今个(?!月|星期|礼拜|季|年)", "今天"),
    (r"前个儿|前儿个", "前天"),
)  # fmt: skip
# As a voice or a hurried thumb writes them: none of these is a word. Left as it stands where one of the shop's names has it.
SLIPS_ZH: dict[str, str] = {
    "退宽": "退款", "退欵": "退款", "退伙": "退货", "退款绿": "退款率", "毛利绿": "毛利率", "复购绿": "复购率", "转化绿": "转化率",
    "肖售": "销售", "销受额": "销售额", "销受量": "销量", "销售鹅": "销售额", "销售饿": "销售额", "肖量": "销量",
    "营业饿": "营业额", "营叶额": "营业额", "赢业额": "营业额", "营业鹅": "营业额", "盯单": "订单",
    "客但价": "客单价", "客单架": "客单价", "可单价": "客单价", "客丹价": "客单价", "毛力": "毛利", "茅利": "毛利", "毛里率": "毛利率",
    "利闰": "利润", "复够率": "复购率", "库纯": "库存", "裤存": "库存", "库村": "库存", "品累": "品类", "渠到": "渠道", "顾课": "顾客",
    "上个约": "上个月", "上各月": "上个月", "这各月": "这个月", "上周墨": "上周末", "昨填": "昨天",
}  # fmt: skip
_SHORT = tuple(
    (re.compile(rf"(?<![a-z0-9.'-])(?:{form})(?![a-z0-9'-])"), whole) for form, whole in TYPED_SHORT
)
_ASIDES = tuple(
    (
        re.compile(form if form.startswith(("^", "(?<")) else rf"(?<![a-z0-9'-])(?:{form})(?![a-z0-9'-])"),
        whole,
    )
    for form, whole in (*ASIDES_EN, *ASKED_ALOUD, *ALL_OF_THE_DATA_EN)
)
_MOODS = tuple((re.compile(form), whole) for form, whole in MOODS_ZH)
_HAN = re.compile("[\u3400-\u9fff]")
_SLIPS = re.compile("|".join(sorted(SLIPS_ZH, key=len, reverse=True)))


_AFTER_REFUNDS = re.compile(
    r"(?<![a-z]),? ?after (?:(?:taking off|taking out|deducting|subtracting|knocking off|all|any|the|our) )*(?:refunds|returns)(?= |$|[?.!,])(?! (?:of|were|was|are|had|have))"
)
_TAKINGS = re.compile(
    r"(?<![a-z])(?:tak(?:e|en|ings)|took|sales|revenue|turnover|make|made|bring in|brought in|earn(?:ed)?|income)(?![a-z])"
)
_OTHER_FIGURE = re.compile(r"(?<![a-z])(?:profits?|margins?|orders?|units?|customers?|buyers?)(?![a-z])")


def _net(text: str) -> str:
    """What did we take after refunds: net sales. Orders after refunds are none of ours."""
    of_sales = _TAKINGS.search(text) and not _OTHER_FIGURE.search(text)
    return _AFTER_REFUNDS.sub(" net of refunds", text) if of_sales else text


def written_out(text: str) -> str:
    """A normalised question without what is only said along with it, and with what is shortened at the thumb in full."""
    if re.search("[a-z]", text):
        for form, whole in (*_SHORT, *_ASIDES):
            text = form.sub(whole, text)
        text = _net(text)
    if _HAN.search(text):
        text = OPENED.sub(_since_opening, text)
        for form, whole in _MOODS:
            text = form.sub(whole, text)
    return re.sub(r" +", " ", text).strip(" ,")


def _since_opening(match: re.Match[str]) -> str:
    """从开店到如今 is all of the data; 今天开店到现在 is today."""
    that_day = _THAT_DAY.search(match.string[: match.start()])
    return match[0] if that_day else "开店以来"


def voice_slips_mended(text: str, is_name: Callable[[str], bool] | None) -> str:
    """A normalised question with characters that only sound like the right ones put right."""

    def mended(match: re.Match[str]) -> str:
        kept = is_name is not None and is_name(match[0])
        return match[0] if kept else SLIPS_ZH[match[0]]

    return _SLIPS.sub(mended, text) if _HAN.search(text) else text
