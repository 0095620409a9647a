"""A client of a SPARQL service such as the Wikidata Query Service: retries what passes, and reports what does not.

References:
    https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual: limits of 60 seconds a query, status 429 with
    `Retry-After`, 403 for clients that ignore it. A query that takes too long ends with status 500 and a stack trace, or after a
    part of the answer, which is then no valid JSON.
    https://www.w3.org/TR/sparql11-results-json/: the format of answers.
    https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy: clients name themselves.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from namefix.errors import InputError

WIKIDATA = "https://query.wikidata.org/sparql"

Binding = Mapping[str, str]
"""The values of a row of an answer by variable; unknown values and those without a binding are missing."""

_MOST_TRIES = 6
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 300.0
"""Seconds before the second try, doubled for each further one, and the longest that a service may ask for."""
_PASSING = frozenset((429, 502, 503, 504))
_SECONDS = 75
"""Seconds to wait for an answer: the service takes 60 for a query."""
_MOST_BYTES = 1 << 28
_DATE_LENGTH = len("2026-01-20")
_GENERATED = "/.well-known/genid/"
"""Part of the addresses that stand for unknown values."""


class QueryTooLarge(Exception):  # noqa: N818 - it asks for smaller queries and is never shown
    """The service did not finish a query in its time; a smaller one may succeed."""


class QueryService:
    """A SPARQL service.

    Args:
        address: Its address, `https` or `http`.
        agent: The name that the service is given, with an address of who asks.
        wait: Function that waits for a number of seconds.
    """

    def __init__(self, address: str, agent: str, wait: Callable[[float], object] = time.sleep) -> None:
        if not address.startswith(("https://", "http://")):
            raise InputError(address, None, "the address of a service begins with https:// or http://")
        self.address, self._agent, self._wait = address, agent, wait

    def select(self, query: str) -> list[Binding]:
        """Return the rows of the answer to a query.

        Raises:
            QueryTooLarge: If the service did not finish it.
            InputError: If it cannot be reached, refuses, or does not answer in its format; the message has the remedy.
        """
        tries = 0
        while True:
            tries += 1
            try:
                return _rows_of(self._ask(query), self.address)
            except HTTPError as error:
                problem, asked = self._problem_of(error), _seconds_asked(error.headers.get("Retry-After"))
            except TimeoutError as error:
                raise QueryTooLarge from error
            except (URLError, HTTPException, ConnectionError) as error:
                if isinstance(reason := getattr(error, "reason", None), TimeoutError):
                    raise QueryTooLarge from error
                problem, asked = f"cannot be reached: {reason or error}", None
            if tries == _MOST_TRIES:
                raise InputError(self.address, None, f"{problem}; tried {tries} times; try again later")
            seconds = asked if asked is not None else _FIRST_WAIT * 2 ** (tries - 1) * random.uniform(0.8, 1.2)  # noqa: S311
            if seconds > _LONGEST_WAIT:
                raise InputError(
                    self.address, None, f"{problem}; it asks to wait {seconds:.0f} seconds; try again then"
                )
            self._wait(seconds)

    def _ask(self, query: str) -> bytes:
        headers = {
            "Accept": "application/sparql-results+json",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": self._agent,
        }
        request = Request(self.address, urlencode({"query": query}).encode(), headers)  # noqa: S310 - checked above
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise QueryTooLarge
        return content

    def _problem_of(self, error: HTTPError) -> str:
        """Return what is wrong, if another try may succeed.

        Raises:
            QueryTooLarge: If the query took too long.
            InputError: If another try is of no use.
        """
        try:
            text = error.read(1 << 16).decode("utf-8", "replace")
        except (OSError, HTTPException):
            text = ""
        if "TimeoutException" in text or error.code == 504:
            raise QueryTooLarge from error
        if error.code in _PASSING:
            return f"answers {error.code} {error.reason}"
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        remedy = {
            400: "correct the query (--query)",
            403: "it refuses this client; wait a day, and name yourself with --contact",
        }.get(error.code, "check --address")
        raise InputError(self.address, None, f"answers {error.code} {error.reason}: {first:.200}; {remedy}") from error


def _rows_of(content: bytes, address: str) -> list[Binding]:
    if b"TimeoutException" in content[-20_000:]:
        raise QueryTooLarge
    try:
        bindings = json.loads(content)["results"]["bindings"]
        return [{name: text for name, term in row.items() if (text := _text_of(term))} for row in bindings]
    except (ValueError, RecursionError) as error:
        if content.lstrip().startswith(b"{"):  # cut off in the middle
            raise QueryTooLarge from error
        problem = f"does not answer in JSON but with {content[:60]!r}; check --address"
        raise InputError(address, None, problem) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(address, None, "does not answer with the results of a query; check --address") from error


def _text_of(term: Mapping[str, Any]) -> str:
    """Return the value of a term: the id of an item, the day of a date, or a text; nothing for an unknown value."""
    kind, value = term["type"], str(term["value"])
    if kind == "bnode" or _GENERATED in value:
        return ""
    if kind == "uri":
        return value.rpartition("/")[2]
    return value[:_DATE_LENGTH] if str(term.get("datatype", "")).endswith("#dateTime") else value


def _seconds_asked(header: str | None) -> float | None:
    """Return the seconds of `Retry-After`, which is a number or a date; None if there is none."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
