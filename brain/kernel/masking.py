"""Takes personal data out of a text before it leaves the house, and puts it back afterwards.

Names, phones, e-mail, addresses, order numbers, identity and bank cards and account names become placeholders such as
`[PHONE_1]`, the same one for the same words as long as a `Masker` lives. What is found is found by form (and, for cards, by
checksum): a name without any sign that it is one can escape. No list of the customers' names is held against it, for there is
none in clear (docs/decisions/0017).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from brain.kernel.number_words import plain_form

KINDS = ("TEXT", "EMAIL", "ID", "CARD", "PHONE", "ORDER", "ACCOUNT", "ADDRESS", "NAME")
_KIND = "|".join(KINDS)
_PLACEHOLDER = re.compile(
    rf"\[(?:{_KIND})_\d+\]|［(?:{_KIND})_\d+］|【(?:{_KIND})_\d+】|(?<![A-Za-z0-9_])(?:{_KIND})_\d+(?![A-Za-z0-9_])"
)
# Wider than a placeholder: what stands beside it may be masked, and then it would be one.
_LOOKALIKE = re.compile(rf"[\[［【]?(?:{_KIND})_\d+[\]］】]?")
_SURNAMES = (
    "欧阳|司马|上官|诸葛|皇甫|东方|尉迟|公孙|慕容|令狐|司徒|端木|"
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍"
    "韦申尤毕聂丛焦岳齐庄梅辛管祝左涂谷祁时耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包柴柯阮桂]"
)
_GIVEN = "[\u4e00-\u9fff]{1,2}"
_TITLES = "先生|女士|小姐|太太|阿姨|大哥|大姐|师傅|同学"
_BOUND = r"(?=$|[^\u4e00-\u9fff]|的|在|买|下单|说|上个?[周月]|这|最近|一共|总共|是|有|今|昨|去年|什么|多|和|跟|与|都|还|要|到|来|付|退|花)"
_BOUGHT = r"(?=(?:上个?[周月]|这个?[周月]|今[天年]|昨天|去年|最近|本[周月]|一共|总共|都)?(?:买了|买过|下了?单|下过单|消费了|花了|退了货|退货了|付了款|的订单))"
_FIRST_NAMES = (
    "James|John|Robert|Michael|William|David|Richard|Joseph|Thomas|Charles|Christopher|Daniel|Matthew|Anthony|Mark|Donald|"
    "Steven|Paul|Andrew|Joshua|Kenneth|Kevin|Brian|George|Edward|Ronald|Timothy|Jason|Jeffrey|Ryan|Jacob|Gary|Nicholas|Eric|"
    "Jonathan|Stephen|Larry|Justin|Scott|Brandon|Benjamin|Samuel|Gregory|Frank|Alexander|Raymond|Patrick|Jack|Dennis|Peter|"
    "Mary|Patricia|Jennifer|Linda|Elizabeth|Barbara|Susan|Jessica|Sarah|Karen|Lisa|Nancy|Betty|Margaret|Sandra|Ashley|"
    "Kimberly|Emily|Donna|Michelle|Carol|Amanda|Dorothy|Melissa|Deborah|Stephanie|Rebecca|Sharon|Laura|Cynthia|Kathleen|Amy|"
    "Angela|Anna|Emma|Olivia|Sophia|Sophie|Hannah|Alice|Julia|Maria|Kate|Jane|Lucy|Wei|Ming|Hua|Li|Xin|Yan|Jing"
)
_DIGIT = "[零〇一二三四五六七八九幺两]"
_STREET = "大道|胡同|小区|花园|公寓|大厦|广场|社区|新村|路|街|巷|弄|村|镇|苑"
_DOOR = r"\d+[A-Za-z]?(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("ID", re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])")),
    (
        "PHONE",
        re.compile(
            r"(?<![\d.])(?:\+?86[ -]?|0086[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|"
            r"(?<![\d.])\(?0\d{2,3}\)?[ -]\d{7,8}(?:-\d{1,6})?(?!\d)|(?<![\d.])0\d{9,11}(?!\d)|"
            r"(?<![\d.])[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)|"
            r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\d)|"
            r"(?<![\d.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|"
            rf"{_DIGIT}{{11}}"
        ),
    ),
    (
        "PHONE",
        re.compile(
            r"(?:电话|手机|座机|联系方式|(?i:\btel|\bphone|\bmobile|\bcall))[^\d\n]{0,6}(?P<value>\d(?:[ -]?\d){5,14})(?!\d)"
        ),
    ),
    ("CARD", re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")),
    (
        "ORDER",
        re.compile(
            r"(?:订单(?:编?号)?|单号|运单号?|快递单号|(?i:\border(?:\s*(?:no\.?|number|id))?|\btracking(?:\s*(?:no\.?|number))?))"
            r"\s*[是为:：#]?\s*(?P<value>[A-Za-z]{0,5}[-_]?\d[\dA-Za-z_-]{3,31})"
        ),
    ),
    ("ORDER", re.compile(r"#(?P<value>\d{4,})(?!\d)|(?<![\w.,])[A-Za-z]{0,5}[-_]?\d{10,28}(?![\d])")),
    (
        "ACCOUNT",
        re.compile(
            r"(?:微信号?|(?i:wechat|weixin|\bwx)|支付宝账?号?|(?i:alipay)|(?i:\bqq)号?)\s*[是为:：]?\s*(?P<value>[A-Za-z0-9_-]{5,30})"
        ),
    ),
    (
        "ADDRESS",
        re.compile(
            r"\b\d{1,5}[A-Za-z]?,? (?:[A-Z][A-Za-z'.-]+ ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|"
            r"Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Close)\b\.?(?:,? ?(?:Apt|Unit|Suite|Flat|#) ?\w+)?"
            r"(?:, ?[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)?(?:,? ?[A-Z]{2} ?\d{5}(?:-\d{4})?)?|"
            r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
        ),
    ),
    ("NAME", re.compile(rf"(?:{_SURNAMES})(?:{_GIVEN})?(?:{_TITLES})")),
    (
        "NAME",
        re.compile(
            rf"(?:收件人|收货人|姓名|名字|联系人|客户|顾客|买家|会员|用户|名叫|叫做?|我是)\s*[是为叫:：]?\s*(?P<value>(?:{_SURNAMES}){_GIVEN}){_BOUND}"
        ),
    ),
    ("NAME", re.compile(rf"(?<![\u4e00-\u9fff])(?P<value>(?:{_SURNAMES}){_GIVEN}?){_BOUGHT}")),
    (
        "NAME",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)?|"
            r"\b(?i:customer|buyer|client|recipient|named|name is|called)\s*:? (?P<value>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){0,2})\b"
        ),
    ),
    ("NAME", re.compile(rf"\b(?:{_FIRST_NAMES}) [A-Z][a-z'-]+\b")),
)
# A Chinese address is found from its door backwards: a pattern that begins with the province would try every split of a long text.
_FROM_DOOR = re.compile(rf"{_DOOR}(?:[ ,，]?[\u4e00-\u9fff]{{0,6}}{_DOOR}){{0,6}}(?:-?\d{{1,5}}室?)?")
_BEFORE_DOOR = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{0,40}\Z")
_STREET_NEAR = re.compile(rf"(?:{_STREET})[\u4e00-\u9fff]{{0,10}}\Z")
# What may stand before an address without being part of it.
_LEADING = re.compile(
    r"^(?:.*?(?:收货地址|送货地址|地址|寄到|送到|发到|寄往|发往|住在|位于|是|为|把|给|查一下|看看|查|看|从|到|在|的))+"
)
LONGEST_ADDRESS = 40
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Masker:
    """Placeholders for one turn of a conversation. Not shared between threads.

    `keep` are words that pass as they are (names of products, an order number that must be looked up elsewhere): a finding that
    touches one is left alone.
    """

    def __init__(self, keep: Iterable[str] = ()) -> None:
        self._keep = _any_of(keep)
        self._placeholder_of: dict[str, str] = {}
        self._words_of: dict[str, str] = {}
        self._count = dict.fromkeys(KINDS, 0)

    def mask(self, text: str) -> str:
        """The text with a placeholder for everything personal. `unmask` makes the same text of it again."""
        masked, at = "", 0
        for start, end, kind in self._found(text):
            masked += text[at:start] + self._placeholder(kind, text[start:end])
            at = end
        return masked + text[at:]

    def unmask(self, text: str) -> str:
        """The text with the words that the placeholders stand for; placeholders never given stay as they are."""
        return _PLACEHOLDER.sub(
            lambda match: self._words_of.get(match[0].strip("[]［］【】"), match[0]), text
        )

    def mask_value(self, value: Any) -> Any:
        """A JSON value with every text in it masked, keys left alone."""
        return _through(value, self.mask)

    def unmask_value(self, value: Any) -> Any:
        """A JSON value with every text in it unmasked, keys left alone."""
        return _through(value, self.unmask)

    @property
    def masked(self) -> tuple[str, ...]:
        """The words that were taken out so far."""
        return tuple(self._placeholder_of)

    def _placeholder(self, kind: str, words: str) -> str:
        given = self._placeholder_of.get(words)
        if given is None:
            self._count[kind] += 1
            name = f"{kind}_{self._count[kind]}"
            given = self._placeholder_of[words] = f"[{name}]"
            self._words_of[name] = words
        return given

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Places that do not overlap, in order; an earlier pattern wins over a later one."""
        plain = plain_form(text)
        kept = [match.span() for match in self._keep.finditer(text)] if self._keep else []
        # Words that look like our own placeholders become placeholders too: else they would be "restored" into something.
        found = [(*match.span(), "TEXT") for match in _LOOKALIKE.finditer(text)]
        for start, end, kind in self._candidates(plain):
            taken = [(left, right) for left, right, _ in found]
            if not any(start < right and left < end for left, right in [*taken, *kept]):
                found.append((start, end, kind))
        return sorted(found)

    def _candidates(self, plain: str) -> Iterator[tuple[int, int, str]]:
        addresses = False
        for kind, pattern in _PATTERNS:
            if kind == "NAME" and not addresses:
                # Ahead of the names: 王府井大街1号 is no Mr Wang.
                addresses = True
                yield from _chinese_addresses(plain)
            for match in pattern.finditer(plain):
                named = "value" in pattern.groupindex and match["value"] is not None
                start, end = match.span("value") if named else match.span()
                if _holds(kind, plain[start:end]):
                    yield start, end, kind


def _chinese_addresses(plain: str) -> Iterator[tuple[int, int, str]]:
    """文三路90号3栋502室 with the province, city and district that stand before it."""
    for door in _FROM_DOOR.finditer(plain):
        before = _BEFORE_DOOR.search(plain, max(0, door.start() - LONGEST_ADDRESS), door.start())
        if before is None or not _STREET_NEAR.search(before[0]):
            continue
        leading = _LEADING.match(before[0])
        yield before.start() + (leading.end() if leading else 0), door.end(), "ADDRESS"


def _holds(kind: str, words: str) -> bool:
    """Whether a finding is what its form promises."""
    digits = re.sub(r"[ -]", "", words)
    if kind == "ID":
        return is_id_card(digits)
    if kind == "CARD":
        return is_bank_card(digits)
    return bool(words.strip())


def is_id_card(digits: str) -> bool:
    """Whether 18 characters are a Chinese identity number: a day of birth and the check digit of GB 11643."""
    if not re.fullmatch(r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[-1].upper()


def is_bank_card(digits: str) -> bool:
    """Whether 13 to 19 digits pass Luhn's check (ISO/IEC 7812-1)."""
    if not re.fullmatch(r"\d{13,19}", digits):
        return False
    doubled = [
        int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for place, digit in enumerate(digits[::-1])
    ]
    return sum(doubled) % 10 == 0


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in wanted)) if wanted else None


def _through(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _through(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_through(inner, change) for inner in value]
    return value
