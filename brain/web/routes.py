"""The addresses that the process answers besides its pages. Each is documented in `docs/guide/`."""

from __future__ import annotations

from starlette.routing import Route

from brain.web.health import Health
from brain.web.hooks.base import OnPrivacy
from brain.web.served import Served
from brain.web.tracked_links import TrackedLinks
from brain.web.webhooks import Webhooks


def routes(brain: Served, on_privacy: OnPrivacy | None = None) -> list[Route]:
    """All routes of a brain, for `st.App(routes=...)`. The brain may be opened later, in the app's lifespan.

    `on_privacy` is called with each privacy request that a shop system passes on, after it was written down.
    """
    health, links, webhooks = Health(brain), TrackedLinks(brain), Webhooks(brain, on_privacy)
    return [
        Route("/healthz", health.alive, methods=["GET"]),
        Route("/readyz", health.ready, methods=["GET"]),
        Route("/metrics", health.metrics, methods=["GET"]),
        Route("/r/{code}", links.visit, methods=["GET"]),
        Route("/r/{code}/picture", links.picture, methods=["GET"]),
        Route("/webhooks/{source}", webhooks.receive, methods=["POST"]),
    ]
