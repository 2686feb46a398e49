"""What a model may ask of the house. One file a tool, one visible tuple."""

from brain.assistant.tools.ask_back import ASK_BACK
from brain.assistant.tools.base import Bench, Stated, Tool, ToolRefused, ToolResult
from brain.assistant.tools.cards import CARDS
from brain.assistant.tools.draft import DRAFT
from brain.assistant.tools.explain_change import EXPLAIN_CHANGE
from brain.assistant.tools.forecast import FORECAST
from brain.assistant.tools.plan import PLAN
from brain.assistant.tools.propose_action import PROPOSE_ACTION
from brain.assistant.tools.query import QUERY
from brain.assistant.tools.segment import SEGMENT
from brain.assistant.tools.sql import SQL

TOOLS: tuple[Tool, ...] = (
    QUERY,
    EXPLAIN_CHANGE,
    FORECAST,
    SQL,
    SEGMENT,
    CARDS,
    DRAFT,
    PLAN,
    PROPOSE_ACTION,
    ASK_BACK,
)

__all__ = ["TOOLS", "Bench", "Stated", "Tool", "ToolRefused", "ToolResult"]
