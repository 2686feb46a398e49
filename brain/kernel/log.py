"""Logs are events with context, on stderr: stdout belongs to answers."""

from __future__ import annotations

import logging
import sys

import structlog


class _StderrOfTheMoment(logging.Handler):
    """Writes to whatever stderr is now: a stream kept from configuration may be closed when a library flushes it."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line a record."""
        sys.stderr.write(self.format(record) + "\n")


def _logger_of_the_moment(*_names: str) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


def configure_logging(level: str) -> None:
    """Set up structlog once, at the composition root."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=_logger_of_the_moment,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[_StderrOfTheMoment()])
