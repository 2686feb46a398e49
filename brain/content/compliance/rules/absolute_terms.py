"""Absolute terms other than the 最 and 第一 families (those have their own rules): 国家级, 顶级, 唯一, 独一无二 …

Source: 广告法 第九条第（三）项. Exempt under 广告绝对化用语执法指南 第六条: official grades and awards (国家级非物质文化遗产),
registered and technical names (顶级域名, 万能胶), facts of order; under 第五条: goals and attitude (追求极致).
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import ABSOLUTE
from brain.kernel.i18n import N_

_OFFICIAL = (
    r"贫困县|非遗|非物质|文物|自然保护|森林公园|湿地|景区|旅游|风景|地质公园|高新|实验室|检测|检验|质检|示范|标准|电子商务|农业|"
    r"产业|龙头企业|新区|开发区|重点|一级|二级|奖|期刊|课题|项目|专精特新|绿色工厂|运动员|裁判|教练|孵化|工程|森林|水利|品种|地理标志|良种|传承"
)
_PEOPLE = r"的?(?:你|您|自己|宝宝|孩子|妈妈|小孩|小朋友|个体|存在|他|她|回忆|记忆|时光|缘分)"
_ONLY_FACTS = (
    r"的?(?:客服|官方|微信|账号|帐号|店铺|网店|授权|指定|联系|收款|付款|链接|入口|缺点|不足|遗憾|编码|编号|识别|标识|标志码|序列号|id|码|凭证|凭据|凭|证|"
    r"孩子|要求|条件|公众号|电话|渠道|地址|官网|店|门店|不变|目标|办法|途径|方式|变化|区别|问题|小缺点|限制|原因|指向|对应|值|性|标准答案|"
    r"就是|是|优点|亮点|好处|觉得|感觉|让|有点|满意|可惜|比较|好的|想|愿|要|需要|担心|没|不|一次|标准|依据|解释|答案|选项|主角|回应|负责|管理员|客户|号|小|美中)"
)

_ONLY_CLAIMS = (
    r"[,。!]|$|的?选择|能|可以|的?品牌|正宗|正品|获|通过|拥有|认证|采用|做到|敢|[款家个]|的(?:[,。!]|$)"
)
_NOT_ONLY = r"你是我的?|宝贝|独生|不是|之一|不二|[这那]"

absolute_terms = Rule(
    name="absolute_terms",
    title=N_("absolute terms"),
    scan=phrase_scan(
        ABSOLUTE,
        [
            Phrase(
                "国家级",
                "正规",
                r"国家级别?",
                unless_after=rf".{{0,6}}(?:{_OFFICIAL})",
                unless_before=r"获|评为|入选",
            ),
            Phrase(
                "世界级 宇宙级 全球级 国际级 殿堂级 骨灰级 王者级 航天级 央视级",
                "较高水准",
                unless_after=r".{0,4}(?:文化遗产|非遗|地质公园|比赛|赛事|港口|景区|生物|难题)",
            ),
            Phrase(
                "顶级",
                "优质",
                unless_before=r"[山屋楼到封置塔树头]",
                unless_after=r"域名|赛事|联赛|赛场|会议|期刊|刊物|战队|球员|掠食|捕食|父|页面|目录|分类|类目|权限|菜单",
            ),
            Phrase(
                "顶尖 尖端",
                "专业",
                unless_after=r"高手|选手|学府|大学|高校|赛事|处|部|部分|的?部位|向|朝|圆|锋利|朝下",
            ),
            Phrase("顶配", "高配", severity="warn", unless_after=r"版|款"),
            Phrase(
                "极品",
                "好物",
                before_noun="优选",
                unless_before=r"[积太南北电阳阴磁消两终]",
                unless_after=r"飞车|尝|味|鉴|牌|家丁|亲戚|客户|同事",
            ),
            Phrase("极佳 绝佳", "出色", severity="warn", unless_after=r"时机|机会|位置"),
            Phrase(
                "极致",
                "细致",
                unless_before=r"追求|挑战|做到|向往|专注|坚持|力求|热爱",
                unless_after=r"[的地]?追求|精神|简约|黑|光|版",
            ),
            Phrase("终极", "进阶", unless_after=r"目标|测试|考验|对决|玩家|梦想|一战|版"),
            Phrase(
                "唯一",
                "少有",
                rf"唯一(?:一[款家个](?!优点|缺点))?(?={_ONLY_CLAIMS})",
                before_noun="少有的",
                unless_after=_ONLY_FACTS,
                unless_before=_NOT_ONLY,
            ),
            Phrase(
                "唯一",
                "少有",
                r"(?:全国|全网|国内|行业|全球|世界|市面上?|中国|业内|全城)唯一(?:一[款家个])?",
                before_noun="少有的",
            ),
            Phrase(
                "唯一",
                "少有",
                severity="warn",
                unless_after=rf"{_ONLY_FACTS}|(?:一[款家个])?(?:{_ONLY_CLAIMS})",
                unless_before=_NOT_ONLY,
            ),
            Phrase(
                "独一无二",
                "别具一格",
                unless_after=_PEOPLE,
                unless_clause=r"花纹|纹理|纹路|手工|手作|手绘|木纹|每一?[件块张只颗片]",
                unless_before=r"每个(?:人|孩子|宝宝)都是|你是|孩子是|宝宝是|定制",
            ),
            Phrase("绝无仅有", "很少见"),
            Phrase("史无前例 前无古人 空前绝后 旷古绝今 绝世无双", "很难得"),
            Phrase(
                "一流",
                "很好",
                r"(?:世界|国际|国内|全国|全球|行业|业界)?一流",
                before_noun="不错的",
                unless_before=r"[统同归合划唯支第]|争创|打造|建设|创建",
                unless_after=r"大学|学科|高校|[出进向入]|量|程|体",
            ),
            Phrase(
                "万能",
                "多用途",
                unless_after=r"胶|充|表|遥控|工具|公式|转换|插|钥匙|险|角|铣|扳手|钳|角度|锅|支架|接口|的$",
                unless_before=r"金钱|钱",
            ),
            Phrase(
                "永久",
                "长效",
                r"永久(?:脱毛|祛斑|定型|美白|去除|根除|不(?:掉|褪|变|坏|脱|复发|反弹)[一-鿿]?)",
            ),
            Phrase(
                "永久",
                "长期",
                severity="warn",
                unless_after=r"自行车|牌|脱毛|祛斑|定型|美白|去除|根除|不(?:掉|褪|变|坏|脱|复发|反弹)|有效|保存|关闭|封|删除|会员|居|地址|保留|基本|损",
            ),
            Phrase(
                "无敌", "很棒", unless_after=r"破坏王|鹿|海景|少侠|金刚|风火轮|妈妈|小", unless_before=r"所向"
            ),
            Phrase("至尊", "优选", unless_after=r"披萨|版|卡|会员|宝|堡"),
            Phrase("巅峰 颠峰", "出色", unless_after=r"对决|赛|时期|时刻|之夜|期|状态"),
            Phrase("王牌", "热门", unless_after=r"对王牌|部队|节目|飞行|特工|专业"),
            Phrase("领袖品牌 领导品牌 创领品牌 领军品牌 冠军品牌", "人气品牌"),
            Phrase(
                "领导者 领军者 引领者 缔造者 霸主 老大",
                "行业参与者",
                r"(?:行业|市场|品类|领域|业界|品牌|赛道|类目)的?(?:领导者|领军者|引领者|缔造者|霸主|老大)",
            ),
            Phrase(
                "领导者 缔造者 问鼎 王者",
                "实力派",
                severity="warn",
                unless_after=r"荣耀|归来|联盟|之声|阅读|、|课|力|必",
                unless_before=r"管理者和|行业的?|市场的?|品类的?|领域的?|业界的?|品牌的?|赛道的?|类目的?|做个?",
            ),
            Phrase(
                "冠军",
                "人气款",
                r"(?:销量|人气|口碑|类目|销售|热销|行业|全网|全国|品类|单品|复购|带货)(?:总)?冠军",
            ),
            Phrase(
                "领先",
                "较成熟",
                before_noun="较成熟的",
                pattern=r"(?:世界|行业|国际|全球|国内|全国|业界|同行|同类|遥遥|全网|业内|市场|技术|科技|销量|水平)(?:[一-鿿]{0,2})领先",
            ),
            Phrase("领先上市", "新上市", severity="warn"),
            Phrase(
                "首选",
                "推荐",
                unless_after=r"项|顺丰|快递|地址|语言|方案|支付|配送|圆通|邮|颜色|尺码|医院",
                unless_before=r"[榜居我]|您的?|设为|我的|都|还是",
            ),
            Phrase(
                "首创",
                "新推出",
                before_noun="新推出的",
                pattern=r"(?:全国|全球|行业|国内|世界|业内|业界|中国|全网|独家)首创",
            ),
            Phrase(
                "首",
                "较早推出",
                r"(?:全国|全球|行业|国内|世界|业内|业界|中国|亚洲|国产|全网|全城)首[款家个位店]",
                before_noun="较早推出的",
            ),
            Phrase(
                "首",
                "新推出",
                r"首[款家个](?=[,。!]|$)",
                severity="warn",
                unless_before=r"(?:全国|全球|行业|国内|世界|业内|业界|中国|亚洲|国产|全网|全城)|[我您他店]|榜|年|月|日|本店|今年",
            ),
            Phrase("首发", "新品上架", r"(?:全网|全球|全国|独家|世界)首发", severity="warn"),
            Phrase("独家", "自有", r"(?:全网|全国|全球|市面|行业)独家"),
            Phrase(
                "独家",
                "自有",
                r"独家(?:配方|秘方|秘制|技术|工艺|专利|研发|黑科技|研制)?",
                severity="warn",
                unless_before=r"全网|全国|全球|市面|行业|孤|单",
                unless_after=r"定制|代理|授权|发售|首发|优惠|福利|专属|设计|联名|合作|直播|专访|冠名|版权|栋|院|折扣|券|首创|礼|款|活动|供",
            ),
            Phrase(
                "绝对",
                "放心选",
                r"绝对(?:是)?(?:领先|优势|权威|无敌|正宗|独家|顶|好货|好用|好吃|好喝|划算|便宜|超值|纯正|有机|天然)",
            ),
            Phrase(
                "绝对",
                "确实",
                severity="warn",
                unless_after=(
                    r"(?:是)?(?:领先|优势|权威|无敌|正宗|独家|顶|好货|好用|好吃|好喝|划算|便宜|超值|纯正|有机|天然)|不(?:要|能|可|会|得|允许|接受)|零度|禁止|值|"
                    r"温度|湿度|路径|多数|误差|化|高度|没|(?:安全|有效|无害|无副作用|根治|见效|管用|不过敏|不反弹)"
                ),
            ),
            Phrase("填补国内空白 填补空白 填补行业空白", "新尝试"),
            Phrase("金字招牌 驰名商标 百年品牌", "老牌子", severity="warn"),
        ],
    ),
)
