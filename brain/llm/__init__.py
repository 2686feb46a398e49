"""The model gateway. Optional everywhere: without an endpoint the embedded brain does the work."""

from brain.llm.failures import ModelStopped, ModelUnavailable
from brain.llm.gateway import ModelGateway, open_gateway

__all__ = ["ModelGateway", "ModelStopped", "ModelUnavailable", "open_gateway"]
