from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from namefix.service.application import make_application
from namefix.service.limits import Limits
from namefix.service.workers import Workers


def test_every_route_is_described_and_has_a_name_of_its_own() -> None:
    workers = cast(Workers, SimpleNamespace(expected_wait=float))
    described: dict[str, dict[str, Any]] = make_application(workers, Limits()).openapi()["paths"]
    routes = [route for methods in described.values() for route in methods.values()]
    assert len({route["operationId"] for route in routes}) == len(routes)
    assert all(route["description"] for route in routes)
