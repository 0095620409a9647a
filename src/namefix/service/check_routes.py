"""The routes `/v2/...` for clients of LanguageTool."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from pydantic import ValidationError

from namefix.service import work
from namefix.service.annotated_text import AnnotatedData, AnnotatedText, Annotation
from namefix.service.fix_routes import JSON, check_length
from namefix.service.keys import KeyCheck, key_of
from namefix.service.language_tool import CATEGORY, RULES, CheckRequest, languages, software
from namefix.service.limits import Limits
from namefix.service.metrics import ServiceMetrics
from namefix.service.refusals import RefusedError, bad_request, read_json, wrong_fields
from namefix.service.workers import Workers

_MOST_FIELDS = 100

_FIELDS = (
    "text data language preferredVariants apiKey "
    "disabledRules enabledRules enabledOnly disabledCategories enabledCategories"
)
_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["language"],
                    "properties": {name: {"type": "string"} for name in _FIELDS.split()},
                    "example": {"language": "en-US", "text": "French President Emmanuel Makron spoke."},
                }
            }
        }
    }
}
"""OpenAPI description of the form."""


def check_routes(workers: Workers, metrics: ServiceMetrics, limits: Limits, keys: KeyCheck) -> APIRouter:
    """Return the routes.

    Only `check` requires the key, because clients send it nowhere else. Some routes also accept POST for Java clients.
    """
    router = APIRouter(prefix="/v2", tags=["LanguageTool"])

    @router.get("/check", include_in_schema=False)
    @router.post("/check", openapi_extra=_FORM, response_class=Response)
    async def check(request: Request) -> Response:
        """Find garbled names in `text` or `data` of a form with `language`; the declared content type is ignored."""
        if request.headers.get("content-type", "").startswith("multipart/"):
            problem = "the form must be application/x-www-form-urlencoded, not multipart"
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "multipart", problem)
        fields = read_form(await request.body(), request.url.query)
        keys.check(key_of(request) or fields.get("apiKey"))
        wanted = read_check(fields)
        check_length(wanted.annotated.text, limits)
        done = await workers.run(partial(work.check, request=wanted), letters=len(wanted.annotated.text))
        metrics.count_text(done)
        return Response(done.result.content, media_type=JSON)

    @router.get("/languages")
    async def get_languages() -> list[dict[str, str]]:
        """Return the languages, all variants of English."""
        return languages()

    @router.get("/info")
    async def get_info() -> dict[str, Any]:
        """Return name and version of the software."""
        return {"software": software()}

    @router.get("/healthcheck", response_class=PlainTextResponse)
    async def get_health() -> str:
        """Return OK if a worker is able to process texts."""
        if not workers.able:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "no_worker", "no worker is ready", retry_after=1)
        return "OK"

    @router.get("/maxtextlength", response_class=PlainTextResponse)
    @router.post("/maxtextlength", response_class=PlainTextResponse, include_in_schema=False)
    async def get_longest() -> str:
        """Return the maximum length of a text in code points."""
        return str(limits.text)

    @router.get("/configinfo")
    @router.post("/configinfo", include_in_schema=False)
    async def get_rules() -> dict[str, Any]:
        """Return the rules that clients can disable."""
        rules = [
            {
                "ruleId": name,
                "description": rule.description,
                "categoryId": CATEGORY,
                "categoryName": "Names",
                "locQualityIssueType": rule.issue_type,
            }
            for name, rule in RULES.items()
        ]
        return {"software": software(), "parameter": {"maxTextLength": limits.text}, "rules": rules}

    return router


def read_form(body: bytes, query: str) -> dict[str, str]:
    """Return the fields of a form and of the query string.

    Raises:
        RefusedError: 400 if the form is not UTF-8.

    Example:
        >>> read_form(b"text=Mr+Makron&language=en-US", "level=picky")
        {'level': 'picky', 'text': 'Mr Makron', 'language': 'en-US'}
    """
    try:
        return {
            name: value
            for part in (query, body.decode("utf-8"))
            for name, value in parse_qsl(part, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        }
    except ValueError as error:
        raise bad_request(f"the form cannot be read: {error}") from error


def read_check(fields: Mapping[str, str]) -> CheckRequest:
    """Return the request from the fields of a form.

    Raises:
        RefusedError: 400 if a field is missing or invalid.
    """
    if not fields.get("language"):
        raise bad_request("Missing 'language' parameter, for example 'en-US', or 'auto'")
    if ("text" in fields) == ("data" in fields):
        raise bad_request("Set either the 'text' or the 'data' parameter")
    if "text" in fields:
        pieces = [Annotation(text=fields["text"])]
    else:
        try:
            pieces = AnnotatedData.model_validate(read_json(fields["data"], "'data'")).pieces()
        except ValidationError as error:
            raise bad_request(f"invalid 'data': {wrong_fields(error).message}") from error
    variants = tuple(_listed(fields, "preferredVariants"))
    return CheckRequest(AnnotatedText(pieces), fields["language"], _rules(fields), variants)


def _rules(fields: Mapping[str, str]) -> frozenset[str]:
    """Return the enabled rules; unknown rules are ignored."""
    if fields.get("enabledOnly", "").lower() in ("true", "yes"):
        if CATEGORY in _listed(fields, "enabledCategories"):
            return frozenset(RULES)
        return frozenset(RULES) & {*_listed(fields, "enabledRules")}
    if CATEGORY in _listed(fields, "disabledCategories"):
        return frozenset(RULES) & {*_listed(fields, "enabledRules")}
    return frozenset(RULES) - {*_listed(fields, "disabledRules")}


def _listed(fields: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in fields.get(name, "").split(",") if item.strip()]
