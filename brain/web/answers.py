"""The one error form, as JSON or as a page, in the language that the request asks for."""

from __future__ import annotations

import html

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text, choose_language
from brain.web.page import render_page

NO_STORE = {"Cache-Control": "no-store"}


class Unauthorized(OwnerError):
    """The request does not prove where it comes from."""

    status = 401


class TooLarge(OwnerError):
    """More bytes than this address takes."""

    status = 413


def language_of(headers: Headers) -> str:
    """The product's language for an Accept-Language header; English for programs that send none."""
    return choose_language(headers.get("accept-language"), default="en")


def error_answer(error: OwnerError, headers: Headers) -> Response:
    """`{error: {code, message, hint}}` with the error's status; a small page for a browser."""
    lang = language_of(headers)
    if "text/html" in headers.get("accept", ""):
        message = error.message.render(lang)
        hint = error.hint.render(lang) if error.hint else ""
        page = render_page(lang, message, f"<h1>{html.escape(message)}</h1><p>{html.escape(hint)}</p>")
        return HTMLResponse(page, status_code=error.status, headers=NO_STORE)
    return JSONResponse(error.as_json(lang), status_code=error.status, headers=NO_STORE)


def broken_answer(headers: Headers) -> Response:
    """What is said when something of ours broke: no detail leaves the house, it is in the log."""
    error = OwnerError(
        "internal",
        Text(msg="Something broke on our side."),
        Text(msg="Try again; the program's log says what happened."),
    )
    answer = error_answer(error, headers)
    answer.status_code = 500
    return answer
