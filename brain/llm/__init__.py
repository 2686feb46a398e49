"""The model gateway. Optional everywhere: without an endpoint the embedded brain does the work."""

from brain.llm.gateway import ModelGateway, ModelUnavailable, open_gateway

__all__ = ["ModelGateway", "ModelUnavailable", "open_gateway"]
