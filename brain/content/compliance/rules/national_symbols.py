"""The state's symbols, organs, leaders and army as an endorsement, and inspection waivers that no longer exist.

Source: 广告法 第九条第（一）（二）项; 质量免检 was abolished in 2008, so the claim misleads (第二十八条).
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import MISLEADING, STATE_ORGANS, STATE_SYMBOLS
from brain.kernel.i18n import N_

_ORGANS = (
    r"(?:国家领导人?|领导人|国家机关|中央|国务院|中南海|人民大会堂|全国人大|人大|政协|两会|军队|部队|军方|解放军|国防|公安|外交部|商务部|卫健委|卫生部|药监局|"
    r"教育部|市场监管总局|质检总局|工商局|税务局|钓鱼台|国宾馆|政府|国宴|央视|主席|总理|首长)"
)

national_symbols = Rule(
    name="national_symbols",
    title=N_("state symbols and organs as endorsement"),
    scan=phrase_scan(
        STATE_ORGANS,
        [
            Phrase(
                "国旗 国徽 国歌 军旗 军徽 军歌 党旗 党徽",
                "品牌标识",
                article=STATE_SYMBOLS,
                unless_after=r"下|手|班|护卫|仪式|法|杆|教育|知识|贴|摆件",
                unless_before=r"升|升起|学习|认识|唱",
            ),
            Phrase(
                "特供 专供 推荐 指定 专用 选用 用酒 合作 认可 认证 御用 监制 同款 内供 接待",
                "品质稳定",
                rf"{_ORGANS}(?:官方)?(?:工作人员|内部|食堂|大院|唯一|会议|宴会|人员|家属|同款)?(?:特供|专供|推荐|指定|专用|选用|用酒|认可|御用|监制|同款|内供|接待用?|用茶|用水)(?:产品|用酒|品牌)?",
                before_noun="品质稳定的",
                unless_after=r"机构|检测|标准|的?(?:安全)?(?:座椅)?标准|的?教材|阅读|书目|采购网",
            ),
            Phrase(
                "领导 首长 总理 主席",
                "品质稳定",
                r"(?:中央|国家|部队|军区|省)?(?:领导人?|首长|总理|主席)们?(?:都|也|家)?(?:在|爱)?(?:喝|用|吃|选用)(?:过)?",
                unless_before=r"给|[我您公司]|和|请",
                unless_after=r"饭|餐|心|人",
            ),
            Phrase(
                "国家 中国 国务院",
                "品质稳定",
                r"国家(?:推荐|指定|特供|专供|认可)(?:产品|品牌|用品)?",
                unless_after=r"标准|性|机构|实验|资质|的?(?:检测|机构|标准)|体育",
            ),
            Phrase(
                "国宴 国酒 国礼",
                "好味道",
                r"国宴(?:专用|用[酒水茶品]|级|菜品|同款|品质)|国酒|国礼(?:级|品牌|专用)",
                unless_after=r"茅台镇",
            ),
            Phrase(
                "人民大会堂 中南海 全国人大 政协 国家领导人 习主席 毛主席 总书记 国务院",
                "品质稳定",
                r"人民大会堂|中南海|全国人大|政协(?!委员会公告)|国家领导人|习主席|毛主席|总书记",
                severity="warn",
                unless_after=r"(?:推荐|特供|专供|指定|专用|用酒|同款|选用|宴)|诗词|像章|语录|故居",
                unless_before=r"参观|游览|路过",
            ),
            Phrase(
                "军队 部队 军方",
                "耐用",
                r"(?:军队|部队|军方)(?!特供|专供|推荐|指定|专用|选用|内供|同款)",
                severity="warn",
                only_text=r"(?:军队|部队|军方)(?:品质|级|标准|认证|也在用|[,。!]|$)",
            ),
            Phrase(
                "特供 内供 内部特供",
                "特别款",
                r"(?:内部)?(?:特供|内供)(?:[酒烟茶])?",
                severity="warn",
                unless_before=rf"(?:{_ORGANS}|国家)(?:内部|人员)?|线上|线下|电商|会员|粉丝|直播间?|社群|活动|节日",
            ),
            Phrase(
                "免检 质量检测 免抽检",
                "已按标准检验",
                r"(?:质量|国家|产品|出口)?免检(?:产品|品牌|单位)?|(?:无需|不用)(?:国家)?质量?检[测验]|免抽检",
                article=MISLEADING,
                deniable=False,
                unless_before=r"六年|新车|车辆",
                unless_after=r"标志申领",
            ),
        ],
    ),
)
