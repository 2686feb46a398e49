"""How the house is used: one sentence for each thing an owner asks how to do."""

from __future__ import annotations

import re

from brain.assistant.answering.base import Asking, decline
from brain.assistant.understanding.tokens import normalise
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

HOW_TO: tuple[tuple[str, str], ...] = (
    (
        r"撤销|撤回|退回|undo|take back|revert|导错",
        N_(
            "On the data page, open the history of imports and take the file back: the figures are then as they were before it."
        ),
    ),
    (
        r"备份|backup|back up|恢复|restore",
        N_(
            "Run `python -m brain backup FILE`; it may run while the app is open. `python -m brain restore FILE` brings it back."
        ),
    ),
    (
        r"导入|上传|数据|订单文件|表格|excel|csv|import|upload|data|file|spreadsheet|load",
        N_(
            "On the data page, drop the export file of your shop system. You see what it holds before anything is loaded."
        ),
    ),
    (
        r"企业微信|飞书|钉钉|telegram|邮件|邮箱|推送|渠道|群里收|wecom|feishu|dingtalk|e-?mail|channel|notification",
        N_(
            "Channels are connected in the settings by an address for each; the guide “connect a channel” has the address of each system."
        ),
    ),
    (
        r"shopify|woocommerce|店铺系统|接口|自动同步|同步|api|sync|connect",
        N_(
            "Run `python -m brain connect` for Shopify, or let WooCommerce send to the shop's webhook; the data page shows what is connected."
        ),
    ),
    (
        r"模型|大模型|gpt|openai|密钥|key|model|llm",
        N_(
            "A model is optional: set its address and name in the settings. Without one everything works and every figure is the same."
        ),
    ),
    (
        r"删除|忘记|隐私|个人信息|forget|delete|privacy|gdpr|personal",
        N_(
            "Run `python -m brain forget-customer ID`: everything about that customer goes, and you get a certificate of it."
        ),
    ),
    (
        r"对账|核对|对不上|数字不对|reconcile|match|wrong number|check the",
        N_(
            "On the data page, type the total of your shop system beside ours: the difference is split into its parts."
        ),
    ),
    (
        r"来源|怎么算|出处|哪来的|凭证|sql|receipt|source|calculated|come from",
        N_("Open “Source” under the figure: it shows the SQL, the imports, the file and its rows."),
    ),
    (
        r"语言|英文|中文|language|english|chinese",
        N_("The switch zh/en at the top changes the language."),
    ),
    (
        r"执行|发送|群发|发出去|安排|send|execute|post|schedule",
        N_("Open a card and say yes; it goes out at its time. Until then it can be taken back."),
    ),
    (
        r"标签|分群|人群|segment|tag|rfm",
        N_(
            "Customers' tags are on the data page and in `python -m brain tags`: each says by which rule and evidence it was given."
        ),
    ),
    (
        r"口径|定义|什么意思|指标|metric|definition|mean",
        N_(
            "The guide “metrics” says of each figure what it counts; the same sentence stands in a figure's source."
        ),
    ),
)


def how_to(asking: Asking, question: str) -> AnswerCard:
    """The sentence for what was asked; an honest no where there is none."""
    text = normalise(question)
    for pattern, msg in HOW_TO:
        if re.search(pattern, text):
            return AnswerCard(status="answer", text=Text(msg=msg), topic="howto")
    return decline(
        asking,
        Text(msg=N_("The guide does not say how to do that. Its pages are in the folder docs/guide.")),
        topic="howto",
    )
