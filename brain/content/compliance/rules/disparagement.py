"""Other sellers' goods made small: 别家都是假货, 非转基因更安全.

Source: 广告法 第十三条; for genetically modified food also 农业转基因生物 advert notices: "非转基因" may be stated, not ranked.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import BELITTLING
from brain.kernel.i18n import N_

_OTHERS = r"(?:别家|别人家?|同行|其他(?:家|品牌|店铺?)|其它(?:家|品牌|店铺?)|别的(?:店|品牌|家)|市面上的?|外面的?|某宝|某东|某品牌|竞品)"

disparagement = Rule(
    name="disparagement",
    title=N_("running down other sellers"),
    scan=phrase_scan(
        BELITTLING,
        [
            Phrase(
                "转基因", "配料表可查", r"非转基因(?:[一-鿿]{0,3})更(?:安全|健康|营养|放心)", deniable=False
            ),
            Phrase(
                "别 同行 其他 其它 市面 外面 某 竞品",
                "我们的做法是公开的",
                rf"{_OTHERS}(?:卖的|用的)?(?:[一-鿿]{{0,3}})?(?:全是|都是|全部是)?(?:假货|垃圾|劣质|骗子|坑人|三无|有毒|智商税|辣鸡)(?:货)?",
            ),
            Phrase(
                "毒药 假货 垃圾 智商税 劣质货",
                "我们的做法是公开的",
                r"(?:都是|全是)(?:毒药|假货|垃圾|智商税|劣质货)",
                only_text=_OTHERS,
            ),
            Phrase(
                "比 别家 同行 其他 其它 市面",
                "各有特点",
                rf"比{_OTHERS}(?:的|家)?(?:[一-鿿]{{0,3}})?(?:都|更|强|好)(?:好|强|安全|营养|健康|[0-9一二三四五六七八九十百]+倍)",
                severity="warn",
            ),
        ],
    ),
)
