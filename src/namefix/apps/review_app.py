"""The page of `namefix review`, and what its script asks for; for one browser on this machine, and nobody else."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from namefix.apps.review_desk import Desk
from namefix.apps.review_items import Choice
from namefix.errors import NamefixError
from namefix.report.html_report import render_page

HOST = "127.0.0.1"
_PAGE = "apps/review.html.jinja"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # the page says the rest itself
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Choices(BaseModel):
    """The choices of a review, by the ids of the names."""

    choices: dict[str, Choice]


def make_app(desk: Desk, token: str) -> FastAPI:
    """Return the application; every address begins with the token, which only the browser is told that we open.

    Requests that name another host (as after DNS rebinding), or come from a page of another origin, are refused.
    """
    app = FastAPI(title="namefix review", openapi_url=None, redirect_slashes=False)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST])

    def know(key: str) -> None:
        if not secrets.compare_digest(key.encode(), token.encode()):
            raise HTTPException(404)

    @app.middleware("http")
    async def guard(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        own = f"http://{request.headers.get('host')}"
        is_own = request.method == "GET" or request.headers.get("origin") == own
        response = await answer(request) if is_own else Response("another origin", 403)
        response.headers.update(_HEADERS)
        return response

    @app.exception_handler(NamefixError)
    async def tell(_: Request, error: NamefixError) -> Response:
        return JSONResponse({"detail": str(error)}, 409)

    known = [Depends(know)]

    # Answers are coroutines without a pause, so that one is finished before the next begins.

    @app.get("/{key}/", dependencies=known)
    async def page() -> HTMLResponse:
        return HTMLResponse(render_page(desk.sheets, _PAGE, tables=_tables(desk)))

    @app.get("/{key}/names", dependencies=known)
    async def names() -> dict[str, Any]:
        found = [
            {
                "id": key,
                "before": item.mark.edit.before,
                "surface": item.mark.decision.mention.surface,
                "isSure": item.mark.is_sure,
                "options": [edit.after for edit in item.options],
            }
            for key, item in desk.items.items()
        ]
        return {"names": found, "saved": desk.saved}

    @app.post("/{key}/save", dependencies=known)
    async def save(asked: Choices) -> dict[str, list[str]]:
        return {"notes": desk.save(asked.choices)}

    @app.post("/{key}/undo", dependencies=known)
    async def undo() -> dict[str, list[str]]:
        return {"open": desk.take_back()}

    return app


def _tables(desk: Desk) -> list[str]:
    """Return the names of the tables that learn."""
    return sorted({file.table.name for file in desk.files if file.table})
