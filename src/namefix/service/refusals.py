"""Refusals of requests, in one format for all errors and in plain text for clients of LanguageTool."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from namefix.config import plain_problem

LANGUAGE_TOOL = "/v2/"
"""Prefix of the paths of LanguageTool, whose clients show the body of an error and expect plain text."""

_JSON = "application/json"


class ErrorDetail(BaseModel):
    """An error: `code` identifies its kind for programs, `message` describes problem and remedy for people."""

    status: int
    code: str
    message: str


class ErrorAnswer(BaseModel):
    """The body of an error response."""

    error: ErrorDetail


class RefusedError(Exception):
    """The refusal of a request.

    Args:
        status: The HTTP status.
        code: The kind of error for programs.
        message: Problem and remedy for people.
        retry_after: Seconds until a retry makes sense; None if it never does.
    """

    def __init__(self, status: HTTPStatus, code: str, message: str, *, retry_after: int | None = None) -> None:
        self.status, self.code, self.message, self.retry_after = status, code, message, retry_after
        super().__init__(message)

    def answer(self, path: str) -> Response:
        """Return the response for a request path."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            headers["Connection"] = "close"  # the rest of the body is not read
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
        if path.startswith(LANGUAGE_TOOL):
            return PlainTextResponse(f"Error: {self.message}", self.status, headers)
        return JSONResponse(self.detail().model_dump(), self.status, headers)

    def detail(self) -> ErrorAnswer:
        """Return the body of the response."""
        return ErrorAnswer(error=ErrorDetail(status=self.status, code=self.code, message=self.message))


def bad_request(message: str) -> RefusedError:
    """Return the refusal of an invalid request."""
    return RefusedError(HTTPStatus.BAD_REQUEST, "bad_request", message)


def answer_errors(app: FastAPI) -> None:
    """Register handlers that answer all errors of an application in the common format."""

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
            problem = f"the body must be JSON with the header `Content-Type: {_JSON}`"
            return RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", problem)
        case _:  # the server logs it
            problem = "internal error; the log of the service contains the traceback"
            return RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, "bug", problem)


def read_json(content: str | bytes, what: str) -> Any:
    """Return the value of a JSON document.

    Raises:
        RefusedError: 400 if it is not valid; the message calls it `what`.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise bad_request(f"{what} is not valid JSON: {error}") from error


def wrong_fields(error: RequestValidationError | ValidationError) -> RefusedError:
    """Return the refusal of a body that is not JSON or has invalid fields; the message lists all of them."""
    problems = error.errors()
    if problems[0]["type"] == "json_invalid":
        return bad_request(f"the body is not valid JSON: {problems[0]['ctx']['error']}")
    listed = "; ".join(f"{'.'.join(map(str, problem['loc']))}: {plain_problem(problem['msg'])}" for problem in problems)
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "wrong_fields", listed)
