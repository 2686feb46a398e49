"""Prices compared with everybody's or with all of history: 全网最低价, 史上最低, 亏本.

Sources: 价格法 第十四条第（四）项 (no price means that mislead), 明码标价和禁止价格欺诈规定 (2022) 第十九条 (no false comparison),
and 广告法 第九条第（三）项 for the superlative itself. A limit is no comparison: 最低起订, 最低消费, 最低 9.9 元起.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import ABSOLUTE, PRICE
from brain.kernel.i18n import N_

_MARKET = r"(?:全网|全国|全球|全城|全市|全场|全年|全平台|同行|行业|市场|同类|市面上?|史上|有史以来|历史|历年|全渠道|各平台|各大平台|淘宝|天猫|京东|拼多多|地板)"
_OWN = r"(?:本店|我们店|小店|店内|店里|我家|自家|本店铺|本商品|本品|该商品|近[0-9一二两三六九十]+[天日个]?月?)[^,]{0,6}"

price = Rule(
    name="price",
    title=N_("prices said to beat all others"),
    scan=phrase_scan(
        PRICE,
        [
            Phrase(
                "最低 底价 更低",
                "近期优惠价",
                rf"{_MARKET}(?:范围)?(?:内)?(?:的)?(?:超|绝对)?(?:最低|底价|没有更低|找不到更低)(?:价格?|的?价格?)?",
                unless_before=_OWN,
                unless_after=r"温|气温|库存|消费|学历",
            ),
            Phrase(
                "最低",
                "近期优惠价",
                rf"{_MARKET}?(?:的)?最低价格?",
                severity="warn",
                only_text=r"本店|我们店|小店|店内|店里|我家|自家|本店铺|本商品|本品|该商品",
                unless_after=r"补差|保护",
            ),
            Phrase(
                "最低",
                "优惠价",
                r"(?:时尚|超|绝对)?最低的?价格?(?!保护|补差)",
                unless_before=_MARKET + "|" + _OWN,
                article=ABSOLUTE,
                unless_clause=r"买贵|退差|保价|起步价",
                only_text=r"^(?!.*(?:本店|我们店|小店|店内|店里|我家|自家|本商品|本品|该商品))",
            ),
            Phrase(
                "最低",
                "价格优惠",
                r"(?:价格?|售价|单价|到手价?|折扣)(?:都|是|真的|也|绝对|一定|就|全网|全场|保证){0,2}最低(?![0-9至为仅只])",
                article=ABSOLUTE,
                unless_after=r"[0-9]|为|仅|只要|不|可|起",
            ),
            Phrase(
                "比全网 比同行 比别家 比别人家 比专柜 比超市",
                "价格优惠",
                r"比(?:全网|同行|别家|别人家|专柜|超市|市面上?)(?:都|还|更|要)?便宜(?:一半|[0-9一二三四五六七八九]折?)?",
                severity="warn",
            ),
            Phrase(
                "史上 全网 地板价 跳楼价 骨折价 白菜价",
                "优惠价",
                r"地板价|跳楼价|骨折价|白菜价",
                severity="warn",
            ),
            Phrase(
                "亏本 血亏 亏钱 大亏特亏 赔本 赔钱 巨亏",
                "让利",
                severity="warn",
                unless_before=r"不想|会|怕",
                unless_after=r"买卖我",
            ),
            Phrase("成本价 出厂价 批发价 厂价直销 原产地价 进货价", "优惠价", severity="warn"),
            Phrase(
                "清仓 倒闭",
                "店铺优惠",
                r"(?:老板跑路|倒闭|破产|拆迁|转让)(?:清仓|大甩卖|甩卖|处理)",
                severity="warn",
            ),
        ],
    ),
)
