"""Words that put the goods above all others without an absolute term: 没有之一, 无人能及, 史上, 天花板 …

Source: 广告法 第九条第（三）项, which lists its words by example ("等用语").
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import ABSOLUTE
from brain.kernel.i18n import N_

implied_absolute = Rule(
    name="implied_absolute",
    title=N_("claims to be above all others"),
    scan=phrase_scan(
        ABSOLUTE,
        [
            Phrase("没有之一", "值得一试", deniable=False),
            Phrase(
                "无人能及 无人可及 无人能敌 无人可比 无与伦比 无可比拟 无可匹敌 无出其右 无可替代 不可替代 无法超越 不可超越",
                "很出色",
                unless_after=r"的?(?:作用|陪伴|母爱|父爱|人|你|家人)",
                deniable=False,
            ),
            Phrase(
                "独步天下 天下无双 举世无双 盖世无双 独领风骚 独占鳌头 傲视群雄 独霸 称霸 一骑绝尘 笑傲 冠绝 力压群雄 雄霸",
                "表现出色",
                unless_after=r"江湖",
            ),
            Phrase("独一份 仅此一家 别无分店 只此一家 绝版好货", "不多见", unless_before=r"宠爱"),
            Phrase(
                "找不到",
                "很难得",
                r"(?:再也|全网|市面上?|别处)?找不到(?:第二[家款个件]|更好的?|比[^,]{1,6}更[^,]{1,3}的?)",
                deniable=False,
            ),
            Phrase("没有对手 没对手 无对手 没有敌手 打遍天下 难逢敌手", "口碑不错", deniable=False),
            Phrase(
                "没有比 没什么比 没有什么比 没有哪 没有一款 没有任何",
                "这款就不错",
                r"(?:没有|没)(?:什么|一款|哪[款家个]|任何[^,]{0,4})?(?:能)?比(?:这|它|我们|本)[^,]{0,6}更[^,]{1,4}(?:的了|的|了)",
                deniable=False,
            ),
            Phrase(
                "史上",
                "近期",
                r"(?:史上|有史以来)(?:[一-鿿]{0,2}(?:强|大|高|狠|优|全|猛|牛|疯狂))",
                unless_after=r"[一-鿿]{0,2}的今天",
            ),
            Phrase(
                "史上 有史以来",
                "近期",
                severity="warn",
                unless_before=r"历|[中外文科艺美]",
                unless_after=r"[一-鿿]{0,2}(?:强|大|高|狠|优|全|猛|牛|疯狂|最|低)|的今天",
            ),
            Phrase("前所未有", "难得", unless_after=r"的?(?:体验感受|挑战|困难)", severity="warn"),
            Phrase(
                "秒杀 吊打 完爆 碾压 完胜 甩开",
                "表现不错",
                r"(?:秒杀|吊打|完爆|碾压|完胜|甩开)(?:全网|一切|全场大牌|同行|同类|大牌|别家|其他|其它|所有|市面|专柜|国际|进口|竞品|国货|友商)(?:上?的?(?:产品|品牌|大牌|商家|竞品|同款)|几条街)?",
                deniable=False,
            ),
            Phrase(
                "超越 胜过 赶超",
                "表现不错",
                r"(?:超越|胜过|赶超)(?:一切|所有|同行|同类|全网|大牌|国际大牌|市面)(?:上?的?(?:产品|品牌|大牌))?",
            ),
            Phrase("之最", "出色", unless_after=r"[近后初终新]", unless_before=r"世界|吉尼斯|一年|一天"),
            Phrase("世界之最 吉尼斯之最", "很少见"),
            Phrase(
                "天花板",
                "口碑款",
                r"(?:[一-鿿]{0,4})(?:界|圈|级|品质|颜值|味道|口感|性价比)的?天花板",
                severity="warn",
                unless_after=r"灯|吊顶|装修",
            ),
            Phrase("yyds 永远的神 封神之作 神级", "很受欢迎", severity="warn"),
            Phrase(
                "无可挑剔 遥遥领先 一枝独秀 首屈一指 数一数二 登峰造极 炉火纯青 冠绝群芳 百里挑一",
                "口碑不错",
                severity="warn",
            ),
            Phrase(
                "遥遥领先 首屈一指",
                "口碑不错",
                r"(?:全网|全国|全球|行业|业内|同行|同类|市场)[^,]{0,4}(?:遥遥领先|首屈一指)|(?:遥遥领先|首屈一指)(?:于?(?:同行|同类|全国|全网|行业)|的品牌)",
            ),
            Phrase(
                "之王",
                "人气款",
                r"(?:性价比|销量|口碑|补水|补钙|营养|保湿|人气|单品|爆款|辅食|米粉|奶粉|护肤|面膜|洁面|防晒|锁水|透气|国货|行业|品类|美白|抗老|钙|铁|锌|流量|续航|清洁|吸水)之王",
            ),
            Phrase(
                "之王",
                "人气款",
                severity="warn",
                unless_before=r"性价比|销量|口碑|补水|补钙|营养|保湿|人气|单品|爆款|辅食|米粉|奶粉|护肤|面膜|洁面|防晒|锁水|透气|国货|行业|品类|美白|抗老|钙|铁|锌|流量|续航|清洁|吸水|百兽|森林|海|狮子|兽",
                unless_after=r"者",
            ),
            Phrase(
                "错过再无 买遍全网 全网都在抢 全网疯抢 人手一",
                "很多人在买",
                severity="warn",
                unless_before=r"家里",
            ),
            Phrase("全网", "少见", r"全网(?:唯一|仅此|独一份|只有(?:我们|这|一))"),
        ],
    ),
)
