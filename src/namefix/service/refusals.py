"""Why a request is not answered: one shape for every error, and for LanguageTool's clients the one that they know."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

LANGUAGE_TOOL = "/v2/"
"""Where the paths of LanguageTool begin: its clients show the body of an error as it is, and expect plain text."""

_JSON = "application/json"


class ErrorDetail(BaseModel):
    """What went wrong: `code` for programs, one of each kind of error; `message` for people, with what to do."""

    status: int
    code: str
    message: str


class ErrorAnswer(BaseModel):
    """The body of every answer that is an error."""

    error: ErrorDetail


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        status: Of HTTP.
        code: A word for programs.
        message: For people: what is wrong, and what to do.
        retry_after: In how many seconds it may be tried again; None where that is of no use.
    """

    def __init__(self, status: HTTPStatus, code: str, message: str, *, retry_after: int | None = None) -> None:
        self.status, self.code, self.message, self.retry_after = status, code, message, retry_after
        super().__init__(message)

    def answer(self, path: str) -> Response:
        """Return what a client gets that asked for a path."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            headers["Connection"] = "close"  # what is left of the body is not read
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
        if path.startswith(LANGUAGE_TOOL):
            return PlainTextResponse(f"Error: {self.message}", self.status, headers)
        return JSONResponse(self.detail().model_dump(), self.status, headers)

    def detail(self) -> ErrorAnswer:
        """Return the error as it is told."""
        return ErrorAnswer(error=ErrorDetail(status=self.status, code=self.code, message=self.message))


def bad_request(message: str) -> RefusedError:
    """Return the refusal of a request that can never be answered."""
    return RefusedError(HTTPStatus.BAD_REQUEST, "bad_request", message)


def answer_errors(app: FastAPI) -> None:
    """Let every error of an application be answered in the one shape."""

    def answer(request: Request, error: Exception) -> Response:
        return _refusal_of(request, error).answer(request.url.path)

    for kind in (RefusedError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def _refusal_of(request: Request, error: Exception) -> RefusedError:
    match error:
        case RefusedError():
            return error
        case HTTPException():
            status = HTTPStatus(error.status_code)
            return RefusedError(status, status.name.lower(), f"{request.method} {request.url.path}: {error.detail}")
        case RequestValidationError() if request.headers.get("content-type", "").startswith(_JSON):
            return wrong_fields(error)
        case RequestValidationError():
            told = f"the body is read as JSON only if the header `Content-Type: {_JSON}` says so"
            return RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", told)
        case _:  # which the server logs
            told = "a bug of namefix; the log of the service has its traceback"
            return RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, "bug", told)


def read_json(content: str | bytes, what: str) -> Any:
    """Return what JSON says.

    Raises:
        RefusedError: 400 if it is none; `what` is named in the message.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise bad_request(f"{what} is not valid JSON: {error}") from error


def wrong_fields(error: RequestValidationError | ValidationError) -> RefusedError:
    """Return the refusal of a body that is no JSON, or has not the fields that are wanted; names all that are wrong."""
    problems = error.errors()
    if problems[0]["type"] == "json_invalid":
        return bad_request(f"the body is not valid JSON: {problems[0]['ctx']['error']}")
    told = "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in problems)
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "wrong_fields", told)
