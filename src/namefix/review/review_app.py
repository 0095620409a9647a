"""The web application of `namefix review`: the page and the requests of its script, for one browser on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field
from starlette.middleware.trustedhost import TrustedHostMiddleware

from namefix.errors import NamefixError
from namefix.report.html_report import render_page
from namefix.results import Certainty
from namefix.review.entrance import COOKIE, Entrance, redirect_page
from namefix.review.review_desk import Desk
from namefix.review.review_items import LONGEST, Choice
from namefix.review.selection import NamedEntity, Span

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
    """A name on the page, or words that the editor selected, at a span of the text of a sheet.

    `options` are possible replacements of `before`, none for selected words, `surface` is the name for `never`; `is_proposed`
    marks repairs that are made unless they are rejected; `entities` are the ids of the options.
    """

    id: str
    sheet: int
    start: int
    end: int
    before: str
    surface: str
    is_proposed: bool
    certainty: Certainty
    options: list[str]
    entities: list[str]


class Review(BaseModel):
    """The names of a review, the saved choices by id, and for each sheet the table that learns, if there is one."""

    names: list[MarkedName]
    saved: dict[str, Choice]
    tables: list[str | None]


class Selected(BaseModel):
    """A selection on the page."""

    sheet: int
    start: int
    end: int


class FoundPlace(Selected):
    """A place of the selected words, with its id on the page."""

    id: str


class FoundWords(BaseModel):
    """Selected words, with the text around them, all their places, the selected one first, and names that they may mean."""

    words: str
    before: str
    after: str
    places: list[FoundPlace]
    names: list[NamedEntity]


class Search(Selected):
    """A search in the table for what is written at a selection."""

    text: Annotated[str, Field(max_length=LONGEST)]


class FoundNames(BaseModel):
    """The names that a search found."""

    names: list[NamedEntity]


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
        return HTMLResponse(render_page(desk.sheets, _PAGE, tables=_tables(desk), panes=desk.panes))

    @app.get("/{key}/names", dependencies=known)
    async def names() -> Review:
        keys = [*desk.items, *(key for key in desk.saved if key not in desk.items)]
        tables = [file.table.name if file.table else None for file in desk.files]
        return Review(names=[_marked(key, desk) for key in keys], saved=desk.saved, tables=tables)

    @app.post("/{key}/select", dependencies=known)
    async def select(asked: Selected) -> FoundWords:
        found = desk.words.select(asked.sheet, asked.start, asked.end)
        before, after = found.context
        places = [FoundPlace(id=place.id, **place.span._asdict()) for place in found.places]
        return FoundWords(words=found.words, before=before, after=after, places=places, names=found.names)

    @app.post("/{key}/search", dependencies=known)
    async def search(asked: Search) -> FoundNames:
        return FoundNames(names=desk.words.search(Span(asked.sheet, asked.start, asked.end), asked.text))

    @app.post("/{key}/save", dependencies=known)
    async def save(asked: Choices) -> Saved:
        return Saved(notes=desk.save(asked.choices))

    @app.post("/{key}/undo", dependencies=known)
    async def undo() -> TakenBack:
        return TakenBack(open=desk.take_back())

    return app


def _marked(key: str, desk: Desk) -> MarkedName:
    item = desk.item(key)
    edit, options = item.edit, () if item.is_selected else item.options
    chosen = [edit.decision.chosen, *edit.decision.rejected]
    return MarkedName(
        id=key,
        sheet=int(key.split("-")[1]),
        start=edit.start,
        end=edit.end,
        before=edit.before,
        surface=edit.decision.mention.surface,
        is_proposed=edit.is_certain,
        certainty=edit.certainty,
        options=[option.after for option in options],
        entities=[proposal.candidate.entity.id for proposal in chosen if proposal],
    )


def _tables(desk: Desk) -> list[str]:
    """Return the names of the learning tables."""
    return sorted({file.table.name for file in desk.files if file.table})
