"""The web application of `namefix review`: the page and the requests of its script, for one browser on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from namefix.errors import NamefixError
from namefix.report.html_report import render_page
from namefix.results import Certainty
from namefix.review.entrance import COOKIE, Entrance, redirect_page
from namefix.review.review_desk import Desk
from namefix.review.review_items import Choice, Item

HOST = "127.0.0.1"
_USED = "<p>This link worked once. End the review with Ctrl-C in its terminal and start it again.</p>"
_PAGE = "review/review.html.jinja"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # the page says the rest itself
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class MarkedName(BaseModel):
    """A name on the page.

    `options` are possible replacements of `before`, `surface` is the name for `never`; `is_proposed` marks repairs that are
    made unless they are rejected.
    """

    id: str
    before: str
    surface: str
    is_proposed: bool
    certainty: Certainty
    options: list[str]


class Review(BaseModel):
    """The names of a review, and the saved choices by id."""

    names: list[MarkedName]
    saved: dict[str, Choice]


class Choices(BaseModel):
    """The choices of a review, by id of the name."""

    choices: dict[str, Choice]


class Saved(BaseModel):
    """The messages of a save."""

    notes: list[str]


class TakenBack(BaseModel):
    """The ids of the names that are open again."""

    open: list[str]


def make_app(desk: Desk, entrance: Entrance) -> FastAPI:
    """Return the application; it answers only the browsers that used a link of the entrance.

    Requests with another host name (as after DNS rebinding), or from a page of another origin, are refused.
    """
    app = FastAPI(title="namefix review", openapi_url=None, redirect_slashes=False)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST])

    def know(key: str, cookie: Annotated[str, Cookie(alias=COOKIE)] = "") -> None:
        if not entrance.knows(f"/{key}/", cookie):
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

    @app.get("/enter/{ticket}")
    async def enter(ticket: str) -> HTMLResponse:
        if not entrance.admits(ticket):
            return HTMLResponse(_USED, 404)
        answer = HTMLResponse(redirect_page(entrance.path))  # a redirect by status would not carry a strict cookie
        answer.set_cookie(COOKIE, entrance.cookie, path=entrance.path, httponly=True, samesite="strict")
        return answer

    @app.get("/{key}/", dependencies=known)
    async def page() -> HTMLResponse:
        return HTMLResponse(render_page(desk.sheets, _PAGE, tables=_tables(desk)))

    @app.get("/{key}/names", dependencies=known)
    async def names() -> Review:
        return Review(names=[_marked(key, item) for key, item in desk.items.items()], saved=desk.saved)

    @app.post("/{key}/save", dependencies=known)
    async def save(asked: Choices) -> Saved:
        return Saved(notes=desk.save(asked.choices))

    @app.post("/{key}/undo", dependencies=known)
    async def undo() -> TakenBack:
        return TakenBack(open=desk.take_back())

    return app


def _marked(key: str, item: Item) -> MarkedName:
    edit, options = item.edit, [option.after for option in item.options]
    return MarkedName(
        id=key,
        before=edit.before,
        surface=edit.decision.mention.surface,
        is_proposed=edit.is_certain,
        certainty=edit.certainty,
        options=options,
    )


def _tables(desk: Desk) -> list[str]:
    """Return the names of the learning tables."""
    return sorted({file.table.name for file in desk.files if file.table})
