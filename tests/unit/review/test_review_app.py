from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.unit.review.desks import TEXT, desk_of

from namefix.review.entrance import COOKIE, Entrance
from namefix.review.review_app import make_app

HERE = "http://127.0.0.1:1234"
OWN = {"Origin": HERE}
ACCEPT = {"action": "write", "option": 0}


class Client:
    """Asks an application without a server, with the cookie of an entrance."""

    def __init__(self, app: FastAPI, entrance: Entrance) -> None:
        self._transport, self.entrance = httpx.ASGITransport(app), entrance
        self.cookies = {COOKIE: entrance.cookie}

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=HERE, cookies=self.cookies) as client:
                return await client.request(method, path.replace("/secret/", self.entrance.path), **options)

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    entrance = Entrance()
    return Client(make_app(desk_of(tmp_path), entrance), entrance)


def save(client: Client, choices: object, **headers: str) -> int:
    return client.post("/secret/save", json={"choices": choices}, headers=OWN | headers).status_code


def test_the_page_has_the_text_and_its_own_policy(client: Client) -> None:
    answer = client.get("/secret/")
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")
    assert "names.csv" in answer.text
    assert "script-src" in answer.text
    assert "unsafe" not in answer.text
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")


def test_the_names_come_with_what_can_be_written(client: Client) -> None:
    told = client.get("/secret/names").json()
    assert told["names"][1] == {
        "id": "mark-1-2",
        "sheet": 1,
        "start": 42,
        "end": 47,
        "before": "Brenn",
        "surface": "Brenn",
        "is_proposed": False,
        "certainty": "uncertain",
        "options": ["Bern", "Brno"],
        "entities": ["place/bern", "place/brno"],
    }
    assert (told["saved"], told["tables"]) == ({}, ["names.csv"])


def test_selected_words_come_with_their_places_and_names(client: Client) -> None:
    found = client.post("/secret/select", json={"sheet": 1, "start": 18, "end": 20}, headers=OWN).json()
    assert (found["words"], found["before"]) == ("Emmanuel Makron", "French President ")
    assert found["places"] == [{"id": "mark-1-1", "sheet": 1, "start": 17, "end": 32}]
    assert found["names"][0] == {
        "id": "person/emmanuel-macron",
        "written": "Emmanuel Macron",
        "description": "Emmanuel Macron · person · FR · President",
        "also": "Macron",
    }
    asked = {"sheet": 1, "start": 17, "end": 32, "text": "Brnno"}
    names = client.post("/secret/search", json=asked, headers=OWN).json()["names"]
    assert "Brno" in [name["written"] for name in names]


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("select", {"sheet": 2, "start": 0, "end": 4}, 409),
        ("select", {"sheet": 1, "start": 0, "end": 9999}, 409),
        ("select", {"sheet": 1}, 422),
        ("search", {"sheet": 9, "start": 0, "end": 4, "text": "Bern"}, 409),
        ("search", {"sheet": 1, "start": 0, "end": 4, "text": "B" * 201}, 422),
    ],
)
def test_a_selection_that_cannot_be_is_refused(client: Client, path: str, asked: object, status: int) -> None:
    assert client.post(f"/secret/{path}", json=asked, headers=OWN).status_code == status


def test_selected_words_that_are_saved_are_known_to_a_new_page(client: Client) -> None:
    typed = {"action": "write", "text": "German", "remember": False}
    assert save(client, {"words-1-0-6": typed}) == 200
    *_, last = client.get("/secret/names").json()["names"]
    assert (last["id"], last["before"], last["options"], last["entities"]) == ("words-1-0-6", "French", [], [])


def test_what_is_saved_is_told_and_can_be_taken_back(client: Client, tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    answer = client.post("/secret/save", json={"choices": {"mark-1-1": ACCEPT}}, headers=OWN)
    assert answer.json() == {"notes": []}
    assert "Emmanuel Macron" in text.read_text(encoding="utf-8")
    assert list(client.get("/secret/names").json()["saved"]) == ["mark-1-1"]
    assert client.post("/secret/undo", json={}, headers=OWN).json() == {"open": ["mark-1-1"]}
    assert text.read_bytes().decode("utf-8") == TEXT
    assert client.post("/secret/undo", json={}, headers=OWN).status_code == 409


def test_what_went_wrong_is_told(client: Client, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Other words.", encoding="utf-8")
    answer = client.post("/secret/save", json={"choices": {"mark-1-1": ACCEPT}}, headers=OWN)
    assert answer.status_code == 409
    assert "changed by somebody else" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/names", "/docs", "/openapi.json", "/s%C3%A9cret/"])
def test_nothing_is_found_without_the_token(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_is_found_without_the_cookie(client: Client) -> None:
    client.cookies = {}
    assert client.get("/secret/").status_code == 404
    client.cookies = {COOKIE: "another"}
    assert client.get("/secret/names").status_code == 404


def test_a_link_works_once_and_gives_a_cookie_for_the_page_alone(client: Client) -> None:
    client.cookies = {}
    link = client.entrance.link()
    answer = client.get(link)
    assert f'content="0;url={client.entrance.path}"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={client.entrance.cookie};")
    assert {"HttpOnly", f"Path={client.entrance.path}", "SameSite=strict"} <= set(cookie.split("; "))
    again = client.get(link)
    assert (again.status_code, "set-cookie" in again.headers) == (404, False)
    assert "This link worked once" in again.text


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}]
)
def test_a_page_of_another_origin_changes_nothing(client: Client, tmp_path: Path, headers: dict[str, str]) -> None:
    answer = client.post("/secret/save", json={"choices": {"mark-1-1": ACCEPT}}, headers=headers)
    assert answer.status_code == 403
    assert (tmp_path / "news.txt").read_bytes().decode("utf-8") == TEXT


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:1234", "localhost.evil.example"])
def test_another_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/secret/", headers={"Host": host}).status_code == 400
    assert save(client, {"mark-1-1": ACCEPT}, Host=host, Origin=f"http://{host}") == 400


@pytest.mark.parametrize(
    "choices", [{"mark-1-1": {"action": "run"}}, {"mark-1-1": {"action": "leave", "more": 1}}, {"mark-1-1": None}, []]
)
def test_what_is_no_choice_is_refused(client: Client, choices: object) -> None:
    assert save(client, choices) == 422
