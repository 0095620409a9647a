"""A query service on this machine, which answers as the manual of the Wikidata Query Service describes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

TIMEOUT = "SPARQL-QUERY: queryStr=SELECT\njava.util.concurrent.TimeoutException\n\tat java.util.concurrent.FutureTask"


def answer(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": ["person"]}, "results": {"bindings": list(rows)}}).encode()


def uri(text: str) -> dict[str, str]:
    return {"type": "uri", "value": text}


ROW = {
    "person": uri("http://www.wikidata.org/entity/Q1"),
    "name": {"xml:lang": "en", "type": "literal", "value": "Ida Quill"},
    "start": {
        "datatype": "http://www.w3.org/2001/XMLSchema#dateTime",
        "type": "literal",
        "value": "2026-03-01T00:00:00Z",
    },
    "end": uri("http://www.wikidata.org/.well-known/genid/0a1b"),
    "country": {"type": "bnode", "value": "t7"},
}


class Answers(HTTPServer):
    """A server that gives prepared answers, one for each request, and the last one again."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.prepared: list[tuple[int, dict[str, str], bytes]] = []
        self.asked: list[tuple[str, str]] = []

    def prepare(self, status: int, body: bytes | str = b"", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.prepared.append((status, {name.replace("_", "-"): text for name, text in headers.items()}, content))


class Handler(BaseHTTPRequestHandler):
    server: Answers

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((parse_qs(content)["query"][0], self.headers["User-Agent"]))
        number = min(len(self.server.asked), len(self.server.prepared)) - 1
        status, headers, body = self.server.prepared[number]
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Print nothing."""


@contextmanager
def answering() -> Iterator[Answers]:
    """Run a server for a while."""
    with Answers() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
