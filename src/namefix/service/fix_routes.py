"""The routes `/fix` and `/fix_many`, with the JSON of the library."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from functools import partial
from http import HTTPStatus
from typing import Any, Self

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError, model_validator

from namefix.datatypes import Translation
from namefix.names.language import check_code
from namefix.report.json_report import json_line
from namefix.results import Certainty
from namefix.service import work
from namefix.service.admission import BATCH
from namefix.service.limits import Limits
from namefix.service.metrics import ServiceMetrics
from namefix.service.refusals import ErrorAnswer, RefusedError, bad_request, read_json, wrong_fields
from namefix.service.workers import Workers

JSON, JSON_LINES = "application/json", "application/x-ndjson"

_LINES_IN = {"requestBody": {"content": {JSON_LINES: {"schema": {"$ref": "#/components/schemas/FixRequest"}}}}}


class FixRequest(BaseModel):
    """A text to repair, optionally with its source; the answer contains the same `id`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"text": "Emmanuel Makron came."}})

    text: StrictStr
    source: StrictStr | None = None
    source_language: StrictStr | None = None
    id: StrictStr | StrictInt | None = None

    @model_validator(mode="after")
    def _knows_its_language(self) -> Self:
        if self.source_language is not None:
            check_code(self.source_language)
            if self.source is None:
                raise ValueError("`source_language` needs `source`")
        return self

    def translation(self, limits: Limits) -> Translation:
        """Return the translation for the library.

        Raises:
            RefusedError: 413 if text or source is too long.
        """
        check_length(self.text, limits)
        check_length(self.source or "", limits)
        return Translation(self.text, self.source, self.source_language)


class EditAnswer(BaseModel):
    """A replacement; `start` and `end` are offsets in code points of the original text."""

    model_config = ConfigDict(extra="forbid")

    start: int
    end: int
    before: str
    after: str
    entity_id: str
    certainty: Certainty
    probability: float
    reason: str


class FixAnswer(BaseModel):
    """A repaired text with its edits; the edits of `review` are uncertain and were not made."""

    model_config = ConfigDict(extra="forbid")

    id: str | int | None = None
    text: str
    edits: list[EditAnswer]
    review: list[EditAnswer]
    warnings: list[str]


_LINES_OUT: dict[int | str, dict[str, Any]] = {200: {"model": FixAnswer | ErrorAnswer, "content": {JSON_LINES: {}}}}


def check_length(text: str, limits: Limits) -> None:
    """Check the length of a text.

    Raises:
        RefusedError: 413 if it is too long.
    """
    if len(text) > limits.text:
        problem = f"the text has {len(text)} characters, more than the limit of {limits.text}; send it in parts"
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", problem)


def need_type(request: Request, *types: str) -> None:
    """Check the content type of a request; browsers send these only to origins that allow it.

    Raises:
        RefusedError: 415 if it is none of `types`.
    """
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared not in types:
        problem = f"the header `Content-Type` is {declared or 'missing'!r}; it must be {' or '.join(types)}"
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "wrong_type", problem)


def fix_routes(workers: Workers, metrics: ServiceMetrics, limits: Limits) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["namefix"])

    def need_json(request: Request) -> None:
        need_type(request, JSON)

    @router.post(
        "/fix", responses={200: {"model": FixAnswer}}, response_class=Response, dependencies=[Depends(need_json)]
    )
    async def fix(body: FixRequest) -> Response:
        """Repair one text."""
        translation = body.translation(limits)
        job = partial(work.fix, translation=translation, document_id=body.id)
        done = await workers.run(job, letters=_letters(translation))
        metrics.count_text(done)
        return Response(done.result.content, media_type=JSON)

    @router.post(BATCH, openapi_extra=_LINES_IN, responses=_LINES_OUT, response_class=Response)
    async def fix_many(request: Request) -> Response:
        """Repair many texts, one JSON object a line; answers are streamed in the same order.

        If a line is invalid, no text is repaired. A text that fails later gets a line with its `id` and `error`.
        """
        need_type(request, JSON_LINES, "application/jsonl", JSON)
        wanted = await asyncio.to_thread(_read_lines, await request.body(), limits)
        return StreamingResponse(_answers(wanted, workers, metrics, limits), media_type=JSON_LINES)

    return router


def _read_lines(body: bytes, limits: Limits) -> list[FixRequest]:
    found = [_read_line(line, number, limits) for number, line in enumerate(body.split(b"\n"), start=1) if line.strip()]
    if not found:
        raise bad_request("the body is empty; send one JSON object a line")
    return found


def _read_line(line: bytes, number: int, limits: Limits) -> FixRequest:
    place = f"line {number}"
    try:
        wanted = FixRequest.model_validate(read_json(line, place))
        wanted.translation(limits)
    except ValidationError as error:
        refusal = wrong_fields(error)
        raise RefusedError(refusal.status, refusal.code, f"{place}: {refusal.message}") from error
    return wanted


async def _answers(
    wanted: list[FixRequest], workers: Workers, metrics: ServiceMetrics, limits: Limits
) -> AsyncIterator[bytes]:
    """Yield a line for each text, in order; only as many texts as keep the workers busy are submitted at once."""
    ahead: deque[asyncio.Task[bytes]] = deque()
    try:
        for item in wanted:
            ahead.append(asyncio.create_task(_answer(item, workers, metrics, limits)))
            if len(ahead) > workers.count:
                yield await ahead.popleft()
        while ahead:
            yield await ahead.popleft()
    finally:
        for task in ahead:
            task.cancel()


async def _answer(item: FixRequest, workers: Workers, metrics: ServiceMetrics, limits: Limits) -> bytes:
    try:
        translation = item.translation(limits)
        job = partial(work.fix, translation=translation, document_id=item.id)
        done = await workers.run(job, letters=_letters(translation), is_patient=True)
    except RefusedError as refusal:
        fields: dict[str, Any] = {} if item.id is None else {"id": item.id}
        return json_line(fields | refusal.detail().model_dump()).encode() + b"\n"
    metrics.count_text(done)
    return done.result.content + b"\n"


def _letters(translation: Translation) -> int:
    return len(translation.text) + len(translation.source or "")
