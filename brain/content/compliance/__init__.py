"""The compliance gate: what every outgoing text passes before it leaves. "No known risk found", never "compliant"."""

from brain.content.compliance.gate import check, explain, rewrite
from brain.content.compliance.registry import RULES
from brain.content.compliance.verdict import Finding, Verdict

__all__ = ["RULES", "Finding", "Verdict", "check", "explain", "rewrite"]
