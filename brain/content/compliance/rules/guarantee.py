"""Effects promised or asserted: 100%有效, 立竿见影, 无效退款, 无副作用, 七天见效.

Sources: 广告法 第十六条第一款第（一）（二）项 (no assertion or guarantee of efficacy or safety, no cure rate), 第十八条 (health food),
第二十八条 (no invented effect, for all goods). 100%纯棉 and 百分百退款 state facts and terms: they pass.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import CURE_RATE, EFFICACY, MISLEADING
from brain.kernel.i18n import N_

_ALL = r"(?:100%|百分百|百分之百|百分之一百|1000%|99%|99\.9+%|绝对|保证|保准|包你?|确保|必定|必然)"
_COUNT = r"[0-9一二两三四五六七八九十半]+"

guarantee = Rule(
    name="guarantee",
    title=N_("promised effects"),
    scan=phrase_scan(
        EFFICACY,
        [
            Phrase(
                "有效 见效 管用 治好 治愈 安全 不过敏 无害 无副作用 不反弹 成功 根除 根治 瘦 白 斑 痘 皱 脱毛 生发 起效 好转 变聪明 长高",
                "效果因人而异",
                rf"{_ALL}(?:可以|能|会|是)?(?:有效|见效|管用|治好|治愈|安全|不过敏|无害|无副作用|不反弹|成功|根除|根治|变白|变瘦|瘦|美白|祛斑|祛痘|去痘|淡斑|去皱|脱毛|生发|起效|好转|变聪明|长高)(?:无副作用|果)?",
                article=MISLEADING,
                unless_before=r"不能|不|环境|资金|交易|信息|支付|食品",
                unless_after=r"期|送达|支付|交易|到家|发货|配送|距离",
            ),
            Phrase(
                "退 不要钱 不收费",
                "退换按店铺规则",
                r"(?:无效|不见效|没效果|没有效果|不瘦|不白|治不好|没用)(?:就)?(?:全额|全部|全|包|无条件|双倍|立即|立刻)?(?:退款|退钱|退费|退|不要钱|不收费)|不好不要钱",
                deniable=False,
            ),
            Phrase(
                "立竿见影 立马见效 立刻见效 马上见效 当天见效 当日见效 一次见效 一盒见效 一瓶见效 一用就灵 一用就好 一抹就白 一喝就瘦 一贴就好 药到病除 手到病除 速效 秒睡 秒见效",
                "效果因人而异",
                article=MISLEADING,
                unless_after=r"肥|救心丸",
            ),
            Phrase(
                "见效 即愈 痊愈 变白 美白 祛斑 祛痘 治愈 断奶瘦 瘦 长高 生发 变聪明 起效 断根 消失",
                "效果因人而异",
                rf"{_COUNT}(?:天|日|周|个月|个疗程|分钟|小时|盒|瓶|次|晚|片|贴)(?:就|即|内|可|能|快速|迅速|之内|后)*(?:见效|即愈|痊愈|变白|美白|祛斑|祛痘|治愈|暴瘦|瘦(?:{_COUNT})?斤?|长高(?:{_COUNT})?(?:cm|厘米|公分)?|生发|变聪明|起效|断根|消失)",
                article=MISLEADING,
                unless_after=r"弱",
            ),
            Phrase(
                "不反弹 不复发 永不反弹 永不复发 不反复 断根 永久根除",
                "需要坚持护理",
                r"(?:永久?不|绝不|再也?不|不)(?:会)?(?:反弹|复发|反复)|断根|永久根除",
                deniable=False,
                unless_clause=r"反复(?:加热|冷冻|使用|解冻|清洗|充|冲泡|折|揉|开)|可能|不保证|无法",
            ),
            Phrase(
                "斑 痘 皱 疤 痣 痒",
                "效果因人而异",
                r"(?:斑|痘印|痘|皱纹|细纹|疤痕?|痣|妊娠纹)(?:全都?|都能?|能|会|就|立刻|马上|瞬间|立马|全部|彻底|统统)*(?:没了|消失|不见了|全没)|(?:一抹|抹上|立刻|马上|立马)就?(?:不痒|止痒)",
                article=MISLEADING,
            ),
            Phrase(
                "副作用",
                "使用前请看说明",
                r"绝?(?:无|零|0|(?<!有)没有|(?<!有)没)(?:任何|毒)?(?:毒)?(?:无)?副作用",
                deniable=False,
                unless_before=r"不是|并非|不能保证|不保证",
            ),
            Phrase(
                "过敏 致敏 伤害 刺激",
                "较温和",
                r"(?:零|0|毫无)(?:过敏|致敏|伤害|刺激)",
                severity="warn",
                unless_before=r"[0-9.]",
            ),
            Phrase(
                "零风险 0风险 无风险 无依赖",
                "按说明使用",
                r"(?:零|0|无|毫无)(?:风险|依赖)",
                deniable=True,
                unless_before=r"[0-9]|购物|运输",
                unless_after=r"退[换货款]|购|试用|下单|换",
            ),
            Phrase(
                "治愈率 有效率 治好率 见效率 成功率",
                "效果因人而异",
                r"(?:治愈率|(?<![太更很挺没])有效率(?![一-鿿]{0,2}[的会地])|治好率|见效率)(?:高达|达到?|为|超过?|在)?[0-9.]*%?",
                article=CURE_RATE,
            ),
            Phrase(
                "人人有效 老少皆宜见效 适合所有人 任何人都有效 所有肤质都有效 谁用谁有效 谁用谁白 谁用谁瘦",
                "多数人可以试试",
                article=MISLEADING,
            ),
            Phrase(
                "比手术 比药 比打针 比吃药 胜过药物",
                "日常护理用",
                r"比(?:手术|药|打针|吃药|药物)(?:还|更|都)?(?:安全|灵|管用|有效|好)|胜过药物",
            ),
        ],
    ),
)
