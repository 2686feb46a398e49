"""The addresses that the process answers besides its pages. Each is documented in `docs/guide/`."""

from __future__ import annotations

from starlette.routing import Route

from brain.web.health import Health
from brain.web.order_webhook import OrderWebhook
from brain.web.served import Served
from brain.web.tracked_links import TrackedLinks


def routes(brain: Served) -> list[Route]:
    """All routes of a brain, for `st.App(routes=...)`. The brain may be opened later, in the app's lifespan."""
    health, links, orders = Health(brain), TrackedLinks(brain), OrderWebhook(brain)
    return [
        Route("/healthz", health.alive, methods=["GET"]),
        Route("/readyz", health.ready, methods=["GET"]),
        Route("/metrics", health.metrics, methods=["GET"]),
        Route("/r/{code}", links.visit, methods=["GET"]),
        Route("/r/{code}/picture", links.picture, methods=["GET"]),
        Route("/webhooks/orders", orders.receive, methods=["POST"]),
    ]
