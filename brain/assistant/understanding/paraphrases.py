"""A question in plainer words before it is read: short forms written out, and ways of asking whose words stand apart.

Only what says the very same is put in its place; everything else is left to the grammar.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from brain.assistant.understanding.compared_said import which_of_two
from brain.assistant.understanding.counter_talk_zh import at_the_counter
from brain.assistant.understanding.day_kinds import weekends_apart
from brain.assistant.understanding.days_met_said import days_met
from brain.assistant.understanding.english_said import in_plain_english
from brain.assistant.understanding.everyday import in_order
from brain.assistant.understanding.months_listed import months_told_apart
from brain.assistant.understanding.numerals import DIGITS, chinese_number
from brain.assistant.understanding.singlish_said import in_usual_order
from brain.assistant.understanding.spoken import written_out
from brain.assistant.understanding.trade_said import trade_in_plain_words
from brain.assistant.understanding.trade_words_zh import in_trade_words
from brain.assistant.understanding.vaguely_said_zh import vaguely_said
from brain.kernel.number_words import ENGLISH_WORD, english_number

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
# As they are typed at a desk.
SHORT_FORMS: tuple[tuple[str, str], ...] = (
    (r"avg\.?", "average"),
    (r"how'd", "how did"),
    (r"qty\.?", "quantity"),
    (r"pct\.?", "percent"),
    (r"rev\.?", "revenue"),
    (r"custs?\.?", "customers"),
    (r"amt\.?", "amount"),
    (r"mths", "months"),
    (r"mth", "month"),
    (r"wks", "weeks"),
    (r"wk", "week"),
    (r"yrs", "years"),
    (r"yr", "year"),
    (r"prods", "products"),
    (r"prod\.?", "product"),
    (r"w/o", "without"),
    (r"excl\.?", "excluding"),
    (r"incl\.?", "including"),
    (r"rn", "right now"),
    (r"thru", "through"),
    (r"b/w", "between"),
    (r"comp(?:ared)? w(?:ith|/)?", "compared with"),
    (r"n(?= )", "and"),
    (r"add-to-carts?(?: counts?| numbers?| actions?)?(?! rate| conversion|-)", "carts"),
    (
        r"(?P<unit>province|city|country|region|category|product|brand|channel|group|day|week|month|branch) by (?P=unit)",
        r"by \g<unit>",
    ),
    (r"(?:expressed )?in (?:a )?percentages?", "in percent"),
    (r"a (?:pound|quid)(?! of)", "£1"),
    (r"a (?:dollar|buck)(?! of)", "$1"),
    (r"a euro(?! of)", "€1"),
)
_OTHERS = r"(?:老板娘?|领导|会计|财务|媳妇|老婆|老公|爱人|合伙人|店长|总部|我妈|我爸)"
_THEY = r"(?:the|my|our) (?:boss|accountant|bookkeeper|wife|husband|partner|landlord|manager|bank|supplier|mum|dad)"
# For whom somebody asks, and the politeness around it.
LEAD_INS: tuple[tuple[str, str], ...] = (
    (
        rf"(?:我|我们)?{_OTHERS}(?:让|叫|要|想|问)(?:我们?)?(?:报|查|看|统计|汇总|要|问|知道|了解|列|整理|算|拉)(?:一下|下|个|一份)?",
        "",
    ),
    (
        rf"(?<![a-z]){_THEY}(?:'s| is| was| has been| keeps)? (?:after|asking (?:about|for|me for|me about)|chasing (?:me )?for|wants? (?:to know|to see)"
        r"|wants|asked(?: me)? (?:for|about)|needs (?:to know|to see)) ",
        "",
    ),
    (
        r"(?<![a-z])sorry (?:to (?:be a pain|bother(?: you)?|ask(?: again)?|trouble you)|for (?:the bother|asking))(?: again)?,?(?: but)?(?![a-z])",
        "",
    ),
    (
        r"[,. ]*(?:could|can|would) you (?:please )?(?:look (?:that|this|it) up|check(?: that| this| it)?|find (?:that|it) out|let me know)(?: for me)?(?: please)?(?=[?.! ]*$)",
        "",
    ),
    (r"^(?:早上好|早啊|早|上午好|中午好|下午好|晚上好|你好|您好)[,，!！。 ]+", ""),
    (
        r"^(?:good )?(?:morning|afternoon|evening)(?: all| there| team)?[,!] ?(?!afternoon|evening|lunch|noon|or |and )(?=[^ ])",
        "",
    ),
    (r"^(?:hey |hi |ok |so )*quick (?:one|question)[,:.! -]*", ""),
    # 我说的是利润不是流水: which figure was meant.
    (r"我?[说问指要]的是(?P<what>[^,，。?？]{1,10}?)[,，]?(?:而)?不是[^,，。?？]{1,10}", r"按\g<what>"),
    (r"报(?=前[一二三四五六七八九十\d])", ""),
)
# The same thing in the words of the shop floor.
_SOME = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})"
FROM_THE_SHOP_FLOOR: tuple[tuple[str, str], ...] = (
    (
        r"(?<![a-z])the (?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty) (?P<who>customers|clients|buyers|shoppers|people) (?:who|that)(?:'ve| have|'d| had)? (?:spent|bought) (?:the )?most(?: with us| from us)?",
        r"top \g<n> customers by net sales",
    ),
    (r"(?<![a-z])(?P<cut>split|broken down|divided|grouped) by which ", r"\g<cut> by "),
    (
        r"(?<![a-z])where (?:somebody|someone|people|customers|they) used (?:a|any) coupon(?![a-z])",
        "used a coupon",
    ),
    (
        r"(?<![a-z])(?:that's |that are |is |are )?(?:just )?(?:sitting|lying) (?:there|around|on the shelf|on the shelves)(?![a-z])",
        "",
    ),
    (
        r"(?<![a-z])(?P<cut>each|every|which|by|per) (?:colou?r|flavou?r|design|pattern|variant|style)(?![a-z])",
        r"\g<cut> product",
    ),
    (
        r"(?<![a-z])on average,? how many (?P<what>orders|bills|invoices) (?:a|per|each) day(?: (?:did|do) (?:we|i) (?:do|get|take|have|see))?",
        r"average \g<what> per day",
    ),
    (
        r"(?<![a-z])on average,? how much (?:did|do) (?:we|i) (?:take|sell|make|turn over) (?:a|per|each) day",
        "average sales per day",
    ),
    (
        r"(?<![a-z])how many (?P<what>orders|bills|invoices) (?:a|per|each) day (?:did|do) (?:we|i) (?:do|get|take|have|see|average)(?: on average)?",
        r"average \g<what> per day",
    ),
    (
        r"^(?:and |now |then |please )?add (?P<what>[^,.?]{2,30}?) (?:to (?:that|it|this)|as well|too)(?=[?.! ]*$)",
        r"plus \g<what>",
    ),
    (
        r"(?<![a-z])(?:is there |do we have )?anything (?=with (?:more|less|fewer|over|under|at least))",
        "which products ",
    ),
    (r"(?<=[a-z])(?<!many)(?<!of)(?<!per)(?<!in)(?<!the) (?:pieces|pcs)(?=[?.! ]*$)", " in units"),
    (
        r"how did we do (?P<when>[^.?]{4,60}?)[?.,]+ ?(?P<what>sales|orders|revenue|units|turnover),? i mean",
        r"\g<what> \g<when>",
    ),
    (
        r",? (?:the |my |our |a )?(?:supplier|boss|accountant|landlord|bank|wife|husband|partner|customer) (?:is|are|was|keeps) asking(?=[?.! ]*$)",
        "",
    ),
    (r"(?<=英国|中国|美国|德国|法国|日本)本土", ""),
    (rf"(?P<n>{_SOME})样(?:东西|货|商品|产品)?(?=[，,。?？]|$|是|有|卖|分)", r"\g<n>个商品"),
    (rf"最后(?=(?:{_SOME})[名位家])", "倒数"),
    (r"分开(?:算|列|看|数|统计)|分别算|拆开(?:算|看)", "分别"),
    (r"(?:一份都|一件都|都)?(?:没卖够|没卖到|没卖满|卖不够|卖不满)", "卖不到"),
    (r"(?<=[点时])这(?:一)?段(?:时间)?", ""),
    (r"^(?:放到|换到|放在|拉长到|扩大到|放大到)(?:整个)?(?=.)", "换成"),
    (
        r"[,，?？ ](?:就看|就拿|拿|就按|按|只看)(?P<when>(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|最近.{2,5}|[上这本]个?[周月]|今年|去年|昨天)(?:的)?(?:看|来看|算|来算|就行)?(?=[。.! ]*$)",
        r",\g<when>",
    ),
    (r"(?:再|重新)(?:排|来|算|看)一?[遍次]", ""),
    (r"(?:只)?剩下?(?=不到|不足|少于|低于)", "库存"),
    (r"(?<=[\u3400-\u9fff\d])[那这]张(?:优惠)?券", ""),
    (r"收了?(?=多少条评价|几条评价)", ""),
)
# What is said in more words than it takes, or in the words of a trade.
SPOKEN: tuple[tuple[str, str], ...] = (
    (
        r"(?P<kind>best[- ]?selling|top[- ]selling|worst[- ]selling|slowest[- ]selling) lines?(?![a-z])",
        r"\g<kind> products",
    ),
    (r"(?P<rank>biggest|largest|top|best|key|\d+ biggest|top \d+) accounts?(?![a-z])", r"\g<rank> customers"),
    (
        r"(?P<who>new (?:customers|buyers|clients|shoppers)) (?:did|have|had|do) we (?:pick(?:ed)? up|w[io]n|gain(?:ed)?|land(?:ed)?|sign(?:ed)? up|attract(?:ed)?"
        r"|bring in|brought in|get|got|add(?:ed)?|acquired?)(?![a-z])",
        r"\g<who>",
    ),
    (r"(?<![a-z])order counts?(?![a-z])", "orders"),
    (r"(?<![a-z])unpaid (?:bills|invoices|checks|tabs|tickets)(?![a-z])", "unpaid orders"),
    (
        r"(?<![a-z])how many tables (?:did we (?:serve|do|turn|have|seat)|were served|(?:have )?we served)(?![a-z])",
        "how many orders",
    ),
    (r"(?<![a-z])(?:the )?total number sold(?![a-z])", "units sold"),
    (
        r"(?<![a-z])all (?:the )?(?:designs|colou?rs|sizes|styles|patterns|flavou?rs|variants|versions)(?: together| combined| included)?(?![a-z])",
        "together",
    ),
    (
        r"(?P<a>first|second) half of (?P<month>"
        + _MONTH
        + r") (?P<vs>vs\.?|versus|against|compared (?:to|with)) (?:the )?(?P<b>first|second) half(?! of)(?: ?\([^)]*\))?",
        r"\g<a> half of \g<month> \g<vs> \g<b> half of \g<month>",
    ),
    (r"哪几[样种款](?=卖|走|最|销|点|买|退|被|好)", "哪些商品"),
    (r"打折[加和跟与及]?(?:用)?优惠券?(?=一共|总共|合计|让|优惠|减)", ""),
    (
        r"(?:好久|很久|许久|好长时间|老长时间)(?:都)?没有?(?:来|买|下单|消费|光顾)(?:买|过|了)*(?:东西)?(?:的(?:客户|顾客|客人|人)|了?(?=[,，。?？]|$))",
        "沉默客户",
    ),
    (r"谁沉默客户(?P<rest>[,，].{0,6}(?:名单|清单|列出来|列表))?", "列出沉默客户名单"),
    (r"(?P<month>\d{1,2}月)份?[这整]?一个月", r"\g<month>"),
    (r"(?P<feast>国庆|春节|五一|中秋|端午|元旦)(?P<days>[三五七八3578]天)[长小]?假期?", r"\g<feast>\g<days>"),
    (r"(?P<lead>(?:每天|每日|逐日).{0,12}?)[,， ]*一天一天地?的?(?:列出来|列|看|算|排)?", r"\g<lead>"),
    (r"一天一天地?的?(?:列出来|列|看|算|排)?", "逐日"),
    (r"(?:合成|合并成|并成|归成|归为|归到|算成|算作|统称|合并为)(?:一个|一项|一行|一类)?其[他它]", ""),
    (r"按照?(?:现在|目前|这个|当前|最近)的?(?:速度|节奏|卖法|销售速度|出货速度)[,，]?(?=.{0,4}[够能可])", ""),
    (r"[,，]?都是(?:周|星期|礼拜)[一二三四五六日天](?=[,，])", ""),
    (r"(?:换成|改成|改为|换为|改用)(?:看|按|用)?(?:金额|钱数|钱)(?=[,，。?？ ]|$|排|来)", "换成净销售额"),
    *FROM_THE_SHOP_FLOOR,
    (r"(?:平均)?[一每](?:单|桌)(?:平均)?点了?(?:几|多少)[个道样份]菜", "每单平均几件"),
)
_CAME = r"(?:ordered|bought|purchased|shopped|visited|came in|came by|came back|came|come in|come|dined|ate|order|buy|purchase|shop|visit|been in|been)(?: (?:from|with) us| here| in| anything| something)*"
_JUST = r"(?:only |just |exactly |precisely )?"
_FEW = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)"
_TIMES_OF = {"once": "1", "twice": "2", "thrice": "3"}
# Whose words stand apart from each other in the sentence.
TURNS: tuple[tuple[str, str], ...] = (
    (
        r"(?:(?<=^)|(?<=please )|(?<=kindly )|(?<=, ))state (?=the |our |all |my |gross|net|how|what|number|total|orders|sales|refunds)",
        "show ",
    ),
    (r"(?:in |for |during |over )?(?:the )?month of (?=" + _MONTH + r")", "in "),
    (r"(?<![a-z])(?P<now>" + _MONTH + r") on (?P<then>" + _MONTH + r")", r"\g<now> vs \g<then>"),
    (r"(?<![a-z])(?P<way>up|down) on (?=" + _MONTH + r"|last |the |yesterday|this |q[1-4])", r"\g<way> vs "),
    (
        r"(?P<from>(?:from|after) \d{1,2}(?::00)? ?[ap]\.?m\.?),? (?:till|until|to|through to) (?:close|closing|closing time|late|the end of the day)(?![a-z])",
        r"\g<from> onwards",
    ),
    (
        r"(?<![a-z])(?P<from>from|between) [a-z]+day,? (?P<one>\d{1,2}(?:st|nd|rd|th)?) (?P<to>to|and|until|till) [a-z]+day,? (?=\d)",
        r"\g<from> \g<one> \g<to> ",
    ),
    (r"(?:没有?|未|不)(?:使)?用(?:过|到|上)?(?:任何)?(?:优惠)?券的?", "不算用券的"),
    (r"(?:without|not using|with no) (?:any |a )?coupons?(?![a-z])", "excluding used coupons"),
    (r"(?<=[上下元块])的[大小]单", "的订单"),
    *LEAD_INS,
    *SPOKEN,
    (
        r"how many (?:us |british )?(?:dollars|pounds|euros|yuan|quid|bucks)(?= (?:did|do|have|has|were|was|came|in)(?![a-z]))",
        "how much",
    ),
    (
        r"(?:看|逛|浏览)(?:了|过)+(?:商品|东西)?(?:之后|以后|后)?(?:又|还|再|也|然后|最后|后来)+(?:买|下单|成交)(?:了|过)?的(?:人数|人|客户|顾客|客人)(?=有|是|多少|数|[?？]|$)",
        "看了又买的人数",
    ),
    (r"毛利(?:还)?剩(?:下|了)?多少", "毛利多少"),
    (
        r"(?<![a-z])(?:leav(?:e|ing)|strip(?:ping)?) (?P<what>(?!out)[a-z][a-z ]{1,30}?) (?:out|aside)(?![a-z])",
        r"excluding \g<what>",
    ),
    (r"(?<![a-z])(?:every|any)(?:thing|one|body|where) but ", "excluding "),
    (
        r"(?<![a-z])(?P<all>(?:all|every|any|each)(?: of)?(?: the| our| my)? [a-z]+(?: [a-z]+)?) but (?!not |only |also |for |no |without |what |how |in |few |many |still )",
        r"\g<all> excluding ",
    ),
    (r"(?<![a-z])on an? (?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])", r"on \g<day>days"),
    (r"(?P<day>(?:\d{1,2}月)?\d{1,2}[号日])往后", r"从\g<day>起"),
    (r"没(?=[?？。.!！ ]*$)", ""),
    (
        r"(?:share|proportion|percentage|percent|fraction|%) of (?:all |the |our |my )*(?:customers|people|buyers|clients|shoppers|guests) (?:who |that )?"
        r"(?:bought|ordered|purchased|shopped|came)(?P<when>(?: in| during| over| from)? .{3,40}?)? ?(?:did so |came back |ordered |bought )?(?:more than once|at least twice|twice or more)",
        r"repeat rate\g<when>",
    ),
    # How often, of people and of goods: bought once, ordered more than twice, products sold only once.
    (
        rf"(?P<did>{_CAME}|sold|ordered) (?P<cmp>more than|less than|fewer than|at least|at most|over) (?P<n>once|twice|thrice|{_FEW} times)(?! as| more| the)",
        r"\g<did> \g<cmp> \g<n>~times",
    ),
    (
        rf"(?P<did>{_CAME}|sold|ordered) {_JUST}(?P<n>once|twice|thrice|{_FEW} times)(?! as| more| the| a | per | or more| or fewer)",
        r"\g<did> equal to \g<n>~times",
    ),
    (
        rf"(?P<lead>with|had|have|has|having|of|contained|containing|contain|made|placed|sold) (?:only |just |exactly |precisely )?(?P<n>{_FEW}|one) (?P<what>orders?|purchases?|items?|pieces?|units?)(?= in | on | last| this| during| for | from | at | between |[?.,!]|$)",
        r"\g<lead> equal to \g<n> \g<what>",
    ),
    (
        r"(?P<what>products|dishes|items|goods) with sales (?=above|over|below|under|between|more|less|exceed|of |greater|higher|lower)",
        r"\g<what> with net sales ",
    ),
    (
        r"(?:,? ?of |,? ?on )?the cheap(?:er)? (?:stuff|items|things|goods)(?=,? (?:anything|under|below|less))",
        "",
    ),
    (
        r"(?P<lead>(?:invoices?|bills?|orders?)[^.?]{0,30}?) (?:did|do|have|had) we raised?(?![a-z])",
        r"\g<lead>",
    ),
    (r"(?:the )?usual (?=summary|report|numbers|figures|update|overview)", ""),
    (r"单(?=[日月周天](?!期|之)|小时|季度?|年)", "按"),
    (r"百分之(?P<rate>\d+(?:\.\d+)?)", r"\g<rate>%"),
    (
        r"how (?:many days|long) (?:will|can|would|does|do|is|are) (?:the |our |my )?(?P<what>.{2,40}?)(?:'s)?(?: stock| inventory)? "
        r"(?:last|hold out|keep us going|cover us|be enough)(?: us)?(?: for)?(?: (?:at|with) .*)?(?=[?.!]|$)",
        r"days of stock of \g<what>",
    ),
    (
        r"(?P<what>[\u3400-\u9fff]{1,16}?)(?:的)?(?:库存|存货)?(?:还|大概|大约)?(?:能|够|可以)(?:再)?(?:卖|撑|顶|支撑|用)(?:多久|多少天|几天|多长时间)",
        r"\g<what>可售天数",
    ),
    (
        r"(?:扣掉|扣除|减去|减掉|除去|去掉|刨除|刨掉|抛去|扣了|减了)(?:退款|退货)(?:金额)?(?!最|多|超|大|高|低|少|率|过|单)(?:之后|以后|后)?的?",
        "减退款后的",
    ),
    (
        r"(?:扣掉|扣除|减去|减掉|除去|去掉|刨除|刨掉|抛去|扣了|减了)(?:进货|商品|货品)?的?(?:成本|本钱)(?!高|超|低|最|大|小|在|占|比|率|为|是)(?:之后|以后|后)?的?(?:还)?(?:剩下?|赚)?(?:多少)?",
        "毛利",
    ),
    (
        r"压(?:着|了|住|在货上)?(?:我们|我|咱们|咱)?(?:有)?多少(?:本钱|资金|成本|货款|钱)",
        "压了多少钱",
    ),
    (r"(?<![a-z])break(?:ing)? (?P<what>[a-z][a-z' ]{1,40}?) (?:down|up)(?![a-z])", r"breakdown of \g<what>"),
)
_SHORT = tuple((re.compile(rf"(?<![a-z0-9.]){form}(?![a-z0-9])"), whole) for form, whole in SHORT_FORMS)
# 只来过一次, 下过两单: as often as that, not more.
_AS_OFTEN = re.compile(
    r"(?P<bound>最多|至多|至少|最少|起码|超过|不止|不到|少于)?(?:[只仅就才]?(?:来吃|来买|来|吃|买|下单|下|消费|光顾|购买|去|逛|到店)[过了]|[只仅就才](?:来|买|下单|下|消费|光顾|购买|去|逛))"
    r"(?P<n>[一二两三四五六七八九十]|\d{1,3})(?:次|回|单|笔)(?:单子|订单|单)?(?P<more>及?以上|或以上|往上|或更多)?(?P<less>及?以下|以内|或更少)?(?!或|多|的钱|之后|以后|后|[,，]?之间)"
)
_DONE_SO_OFTEN = re.compile(
    r"(?<=[来买下去价看逛点用订费顾])过(?=[一二两三四五六七八九十\d])"
)  # 来过两三次: not "over"
_TIMES = re.compile(r"(?P<n>once|twice|thrice|\w+)(?: times)?~times")
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)


_DAYS_LISTED = re.compile(r"(?P<month>\d{1,2}月)(?P<one>\d{1,2})[,、](?P<two>\d{1,2})(?P<unit>[号日])")
_TWO_MONTHS = re.compile(r"(?<!\d)(?P<one>\d{1,2})月份?(?P<two>\d{1,2})月份?这?两个月")
_GRAND = re.compile(rf"(?<![a-z0-9.])(?P<n>a|\d{{1,3}}(?:\.\d+)?|{ENGLISH_WORD}) ?grand(?![a-z])")
_MONTHS_SPOKEN = re.compile(
    r"(?<![一二三四五六七八九十月近第])(?P<list>[一二三四五六七八九]{2,4})(?:月份?)?这?(?P<many>[两三四])个月"
)
# Only what is written with hundred or thousand: "one" and "a" are many things.
_IN_WORDS = re.compile(
    rf"(?<![a-z0-9.])(?P<words>(?:an?|\d{{1,3}}|{ENGLISH_WORD})(?:[ -](?:{ENGLISH_WORD}))*?[ -](?:hundred|thousand)(?:[ -](?:{ENGLISH_WORD})| and (?:{ENGLISH_WORD})(?![ -](?:hundred|thousand)))*)(?![a-z0-9])"
)
_BOTH_IN = re.compile(
    r"between (?P<one>[a-z]+|\d{1,3}) and (?P<two>[a-z]+|\d{1,3}) (?P<unit>hundred|thousand)(?![a-z])"
)
_MONTHS_LISTED = re.compile(
    r"(?<!\d)(?P<list>\d{1,2}(?:[,、]\d{1,2}){1,5})(?:月份?)?(?:这)?(?:[两三四五六]个|几个)?月(?!\d)"
)


def _as_stretch(match: re.Match[str]) -> str:
    """7、8、9三个月 are July to September; months that do not follow each other stay as they are."""
    months = [int(part) for part in re.split(r"[,、]", match["list"])]
    follow = all(after == before + 1 for before, after in pairwise(months)) and months[-1] <= 12
    return f"{months[0]}月到{months[-1]}月" if follow else match[0]


def _as_two_days(match: re.Match[str]) -> str:
    """8月27、28号 are two days on end; days apart stay as they are."""
    first, last = int(match["one"]), int(match["two"])
    return f"{match['month']}{first}{match['unit']}到{last}{match['unit']}" if last == first + 1 else match[0]


_BOUNDS = {
    "最多": "不多于", "至多": "不多于", "至少": "不少于", "最少": "不少于", "起码": "不少于", "超过": "超过", "不止": "超过",
    "不到": "少于", "少于": "少于",
}  # fmt: skip


def _as_often(match: re.Match[str]) -> str:
    """下过两单, as a condition."""
    times = match["n"] if match["n"].isdigit() else chinese_number(match["n"])
    compared = (
        "不少于" if match["more"] else "不多于" if match["less"] else _BOUNDS.get(match["bound"], "等于")
    )
    return f"订单数{compared}{times}次"


def _in_digits(match: re.Match[str]) -> str:
    """Ten thousand, a hundred, 2 hundred, in digits."""
    first, _, rest = match["words"].replace("-", " ").partition(" ")
    if first.isdigit():
        return str(int(first) * english_number(rest))
    return str(english_number(rest if first in ("a", "an") else match["words"]))


def _as_thousands(match: re.Match[str]) -> str:
    """Five grand, 1.5 grand."""
    number = match["n"]
    return f"{Decimal(number) * 1000:.0f}" if number[0].isdigit() else f"{number} thousand"


def _as_spoken_months(match: re.Match[str]) -> str:
    """六七八这三个月 are June to August; months that do not follow each other stay as they are."""
    months = [DIGITS[sign] for sign in match["list"]]
    follow = all(after == before + 1 for before, after in pairwise(months)) and DIGITS[match["many"]] == len(
        months
    )
    return f"{months[0]}月到{months[-1]}月" if follow else match[0]


def _as_neighbours(match: re.Match[str]) -> str:
    """9月10月两个月 are September and October; months apart stay as they are."""
    first, last = int(match["one"]), int(match["two"])
    return f"{first}月到{last}月" if last == first + 1 <= 12 else match[0]


_OF_GOODS = re.compile(r"(?<![a-z])(?:products?|items?|dish(?:es)?|goods|things|skus?)(?![a-z])")


def _so_often(match: re.Match[str]) -> str:
    """Customers who ordered more than twice have more orders than that; dishes ordered more than twice need not."""
    bounded = match.string[: match.start()].endswith(("than ", "least ", "most ", "over "))
    times = bounded and _OF_GOODS.search(match.string) is not None
    return f"{_TIMES_OF.get(match['n'], match['n'])} {'times' if times else 'orders'}"


_BEFORE_A_DAY = re.compile(r"(?P<month>上个?月|本月|这个?月|当月)(?P<day>[1-9]\d?)[号日](?:之前|以前)")


def _as_first_days(match: re.Match[str]) -> str:
    """上个月15号之前 are the days from the first to the fourteenth of it."""
    last = int(match["day"]) - 1
    return f"{match['month']}1号到{last}号" if 1 < last <= 31 else match[0]


def plainer(text: str) -> str:
    """A normalised question in plainer words."""
    text = at_the_counter(vaguely_said(text))
    text = which_of_two(months_told_apart(days_met(in_trade_words(text))))
    text = written_out(text)
    if re.search(r"[a-z]", text):
        text = trade_in_plain_words(in_usual_order(in_plain_english(text)))
    text = in_order(weekends_apart(text))
    if re.search(r"[a-z]", text):
        for form, whole in _SHORT:
            text = form.sub(whole, text)
        text = _GRAND.sub(_as_thousands, text)
        text = _BOTH_IN.sub(r"between \g<one> \g<unit> and \g<two> \g<unit>", text)
        text = _IN_WORDS.sub(_in_digits, text)
    text = _MONTHS_SPOKEN.sub(_as_spoken_months, text)
    text = _TWO_MONTHS.sub(_as_neighbours, text)
    text = _DAYS_LISTED.sub(_as_two_days, _MONTHS_LISTED.sub(_as_stretch, text))
    text = _BEFORE_A_DAY.sub(_as_first_days, text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    text = _DONE_SO_OFTEN.sub("了", _AS_OFTEN.sub(_as_often, text))
    text = _TIMES.sub(_so_often, text)
    return re.sub(r" +", " ", text).strip()
