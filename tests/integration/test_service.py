"""`namefix serve`, asked over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.integration.conftest import Run
from tests.integration.running_service import PATIENCE, Service, running

from namefix.service.fix_routes import FixAnswer

TEXT = "Mr Makron left. He went to Kyyyiv."
KEY = {"X-API-Key": "sesame"}
LINES = {"Content-Type": "application/x-ndjson"}


@pytest.fixture(scope="module")
def service(served_table: Path) -> Iterator[Service]:
    limits = ("--max-text", "2000", "--max-batch", "1", "--max-requests", "3", "--max-of-one", "2")
    with running(
        "--table", served_table, "--workers", "1", "--allow-origin", "https://desk.example", *limits
    ) as service:
        yield service


@pytest.fixture(scope="module")
def guarded(served_table: Path) -> Iterator[Service]:
    """A service that asks for a key."""
    with running("--table", served_table, "--workers", "1", "--api-key", KEY["X-API-Key"]) as service:
        yield service


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=PATIENCE) as client:
        yield client


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of an answer that must be an error in the one shape."""
    assert answer.json().keys() == {"error"}
    error = answer.json()["error"]
    assert error.keys() == {"status", "code", "message"}
    assert error["status"] == answer.status_code
    return answer.status_code, error["code"]


class TestFix:
    def test_a_text_is_repaired_and_every_edit_told(self, client: httpx.Client) -> None:
        answer = client.post("/fix", json={"text": TEXT})
        found = FixAnswer.model_validate_json(answer.content)
        assert found.text == "Mr Macron left. He went to Kyiv."
        assert [(edit.start, edit.before, edit.after) for edit in found.edits] == [
            (3, "Makron", "Macron"),
            (27, "Kyyyiv", "Kyiv"),
        ]
        assert [edit.certainty for edit in found.edits] == ["sure", "sure"]
        assert found.id is None

    def test_the_source_counts_and_one_that_does_not_fit_is_told(self, client: httpx.Client) -> None:
        body = {"text": TEXT, "source": "马克龙离开了。", "source_language": "zh", "id": "a1"}
        found = FixAnswer.model_validate_json(client.post("/fix", json=body).content)
        assert (found.id, found.warnings) == ("a1", [])
        wrong = client.post("/fix", json=body | {"source_language": "ru"})
        assert "not written in the script of 'ru'" in wrong.json()["warnings"][0]

    @pytest.mark.parametrize("text", ["", "\0", "naïve 😀\r\n", "\ufeffNothing."])
    def test_a_text_without_names_comes_back_as_it_is(self, client: httpx.Client, text: str) -> None:
        assert client.post("/fix", json={"text": text}).json() == {
            "text": text,
            "edits": [],
            "review": [],
            "warnings": [],
        }

    def test_half_an_emoji_comes_back_as_it_is(self, client: httpx.Client) -> None:
        for path in ("/fix", "/fix_many"):
            answer = client.post(path, content=b'{"text": "\\ud83d"}', headers={"Content-Type": "application/json"})
            assert json.loads(answer.text)["text"] == "\ud83d"

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ({}, "body.text: is missing"),
            ({"text": 5}, "body.text: must be a string"),
            ({"text": TEXT, "lang": "en"}, "body.lang: is not known"),
            ({"text": TEXT, "source": "x", "source_language": "xx"}, "xx"),
            ({"text": TEXT, "source_language": "zh"}, "`source_language` needs `source`"),
        ],
    )
    def test_wrong_fields_are_told(self, client: httpx.Client, body: dict[str, object], told: str) -> None:
        answer = client.post("/fix", json=body)
        assert error_of(answer) == (422, "wrong_fields")
        assert told in answer.json()["error"]["message"]

    @pytest.mark.parametrize("body", [b"", b'{"text": "Mr', b"\xff\xfe", b"[" * 5000])
    def test_malformed_json_is_told(self, client: httpx.Client, body: bytes) -> None:
        answer = client.post("/fix", content=body, headers={"Content-Type": "application/json"})
        assert error_of(answer) in {(400, "bad_request"), (422, "wrong_fields")}
        assert client.get("/health").status_code == 200

    @pytest.mark.parametrize(
        "declared", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
    )
    @pytest.mark.parametrize("path", ["/fix", "/fix_many"])
    def test_the_content_type_is_required_that_no_page_can_send_to_others(
        self, client: httpx.Client, path: str, declared: str | None
    ) -> None:
        headers = {"Content-Type": declared} if declared else {}
        answer = client.post(path, content=b'{"text": "Mr Makron"}', headers=headers)
        assert error_of(answer) == (415, "wrong_type")
        assert "application/json" in answer.json()["error"]["message"]

    def test_a_long_text_is_refused(self, client: httpx.Client) -> None:
        assert error_of(client.post("/fix", json={"text": "x" * 2001})) == (413, "too_large")
        assert error_of(client.post("/fix", json={"text": "x", "source": "x" * 2001})) == (413, "too_large")
        assert client.post("/fix", json={"text": "😀" * 2000, "source": "😀" * 2000}).status_code == 200

    def test_a_large_body_is_refused_whether_its_length_is_told_or_not(self, client: httpx.Client) -> None:
        headers = {"Content-Type": "application/json"}
        large = b" " * (8 << 20)
        assert error_of(client.post("/fix", content=large, headers=headers)) == (413, "too_large")
        assert error_of(client.post("/fix", content=iter([large]), headers=headers)) == (413, "too_large")


class TestFixMany:
    def test_lines_come_back_in_order(self, client: httpx.Client) -> None:
        lines = [{"id": at, "text": TEXT if at % 2 else "Nothing."} for at in range(30)]
        body = "\n".join(map(json.dumps, lines)) + "\n\n"
        answer = client.post("/fix_many", content=body, headers=LINES)
        assert answer.headers["content-type"] == "application/x-ndjson"
        found = [FixAnswer.model_validate_json(line) for line in answer.text.splitlines()]
        assert [item.id for item in found] == list(range(30))
        assert [len(item.edits) for item in found] == [0, 2] * 15

    @pytest.mark.parametrize(
        ("body", "status", "told"),
        [
            ("\n\n", 400, "the body is empty"),
            ('{"text": "a"}\n{"text": ', 400, "line 2 is not valid JSON"),
            ('\n{"txt": "a"}', 422, "line 2: text: is missing"),
            (json.dumps({"text": "x" * 2001}), 413, "the text has 2001 characters"),
        ],
    )
    def test_a_wrong_line_is_told_before_any_work(
        self, client: httpx.Client, body: str, status: int, told: str
    ) -> None:
        answer = client.post("/fix_many", content=body, headers=LINES)
        assert error_of(answer)[0] == status
        assert told in answer.json()["error"]["message"]

    def test_a_large_body_is_refused(self, client: httpx.Client) -> None:
        assert error_of(client.post("/fix_many", content=b" " * (1 << 20) + b" ")) == (413, "too_large")


class TestLanguageTool:
    def test_a_match_has_all_that_clients_read(self, client: httpx.Client) -> None:
        answer = client.post("/v2/check", data={"text": TEXT, "language": "en-GB"}).json()
        assert answer["software"]["name"] == "namefix"
        assert answer["language"]["code"] == "en-GB"
        assert answer["language"]["detectedLanguage"]["code"] == "en-GB"
        first, second = answer["matches"]
        assert (first["offset"], first["length"], first["replacements"]) == (3, 6, [{"value": "Macron"}])
        assert second["context"]["text"] == TEXT
        assert second["sentence"] == "He went to Kyyyiv."
        assert first["rule"]["category"] == {"id": "NAMES", "name": "Names"}

    def test_a_form_is_read_whatever_its_type_is_said_to_be_and_from_the_query(self, client: httpx.Client) -> None:
        form = "language=en-US&text=Mr+Makron"
        said_to_be_json = client.post("/v2/check", content=form, headers={"Content-Type": "application/json"})
        assert [match["offset"] for match in said_to_be_json.json()["matches"]] == [3]
        assert client.get(f"/v2/check?{form}").json() == said_to_be_json.json()

    def test_a_form_in_many_parts_is_refused(self, client: httpx.Client) -> None:
        answer = client.post("/v2/check", data={"language": "en"}, files={"text": b"Mr Makron"})
        assert (answer.status_code, answer.text[:6]) == (415, "Error:")

    def test_annotated_text_is_read_without_its_markup(self, client: httpx.Client) -> None:
        pieces = [{"text": "😀 "}, {"markup": "<b>"}, {"text": "Makron"}, {"markup": "</b>"}, {"text": " left."}]
        answer = client.post("/v2/check", data={"data": json.dumps({"annotation": pieces}), "language": "en"})
        [match] = answer.json()["matches"]
        assert (match["offset"], match["length"]) == (6, 6)

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"text": TEXT}, "Missing 'language'"),
            ({"language": "en"}, "either the 'text' or the 'data'"),
            ({"language": "en", "text": TEXT, "data": "{}"}, "either the 'text' or the 'data'"),
            ({"language": "en", "data": "{"}, "'data' is not valid JSON"),
            ({"language": "en", "data": "[" * 5000}, "'data' is not valid JSON"),
            ({"language": "en", "data": '{"annotation": [{}]}'}, "needs either `text` or `markup`"),
        ],
    )
    def test_errors_are_plain_text_as_clients_expect(
        self, client: httpx.Client, fields: dict[str, str], told: str
    ) -> None:
        answer = client.post("/v2/check", data=fields)
        assert answer.status_code == 400
        assert answer.text.startswith("Error: ")
        assert told in answer.text

    def test_what_is_not_english_is_not_read_and_that_is_told(self, client: httpx.Client) -> None:
        german = "Der Präsident Makron sprach am Montag mit den Abgeordneten über die Lage im Land."
        for language, code in (("auto", "de"), ("de-DE", "de-DE")):
            answer = client.post("/v2/check", data={"text": german, "language": language}).json()
            assert (answer["matches"], answer["language"]["code"]) == ([], code)
            assert answer["warnings"] == {
                "incompleteResults": True,
                "incompleteResultsReason": "namefix reads English only",
            }

    def test_the_variant_that_is_preferred_is_that_of_an_english_text(self, client: httpx.Client) -> None:
        fields = {"text": TEXT, "language": "auto", "preferredVariants": "de-DE,en-ZA"}
        assert client.post("/v2/check", data=fields).json()["language"]["code"] == "en-ZA"

    def test_what_else_clients_call(self, client: httpx.Client) -> None:
        assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in client.get("/v2/languages").json()
        assert client.post("/v2/maxtextlength", content=b"\0").text == "2000"
        rules = client.post("/v2/configinfo", data={"language": "en"}).json()["rules"]
        assert [rule["ruleId"] for rule in rules] == ["NAMEFIX_REPAIR", "NAMEFIX_UNCERTAIN"]
        assert client.get("/v2/info").json()["software"]["name"] == "namefix"
        assert client.get("/v2/healthcheck").text == "OK"
        assert client.get("/v2/words").status_code == 404

    def test_only_the_pages_that_are_allowed_may_call(self, client: httpx.Client) -> None:
        def ask(headers: dict[str, str]) -> httpx.Response:
            return client.post("/v2/check", data={"text": TEXT, "language": "en"}, headers=headers)

        allowed = ask({"Origin": "https://desk.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://desk.example"
        assert allowed.json()["matches"]
        others = {"Origin": "https://others.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "others.example"}
        refused = [ask(headers) for headers in others]
        assert [answer.status_code for answer in refused] == [403, 403, 421]
        assert all(answer.text.startswith("Error: ") for answer in refused)


class TestOperation:
    def test_the_page_of_the_routes_names_all_of_them(self, client: httpx.Client) -> None:
        paths = client.get("/openapi.json").json()["paths"].keys()
        assert {"/fix", "/fix_many", "/v2/check", "/v2/languages", "/health", "/metrics", "/reload"} <= paths
        page = client.get("/docs")
        assert page.status_code == 200
        assert "://" not in page.text
        for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
            assert client.get(address).status_code == 200

    def test_what_is_not_there_is_told_in_the_same_shape(self, client: httpx.Client) -> None:
        assert error_of(client.get("/nothing")) == (404, "not_found")
        assert error_of(client.get("/fix")) == (405, "method_not_allowed")

    def test_figures_count_answers_texts_and_names(self, client: httpx.Client) -> None:
        def figure(name: str) -> float:
            [line] = re.findall(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
            return float(line)

        client.post("/fix", json={"text": TEXT})
        names = 'namefix_names_total{action="replace"}'
        answers = 'namefix_requests_total{path="/fix",status="200"}'
        before = [figure(name) for name in ("namefix_texts_total", names, answers)]
        client.post("/fix", json={"text": TEXT})
        assert [figure(name) for name in ("namefix_texts_total", names, answers)] == [
            before[0] + 1,
            before[1] + 2,
            before[2] + 1,
        ]
        assert figure("namefix_reload_failed") == 0
        assert figure("namefix_workers_able") == 1
        assert figure("namefix_texts_waiting") == figure("namefix_texts_abandoned") == 0
        for stage in ("wait", "repair"):
            assert figure(f'namefix_stage_seconds_count{{stage="{stage}"}}') == before[0] + 1
        assert figure('namefix_stage_seconds_sum{stage="repair"}') > 0

    def test_a_service_that_is_alive_and_ready_says_so(self, client: httpx.Client) -> None:
        assert client.get("/health/live").json() == {"status": "alive"}
        for path in ("/health", "/health/ready"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["status"], answer.json()["workers_able"]) == (200, "ok", 1)

    def test_a_taken_port_is_told(self, run: Run, service: Service, served_table: Path) -> None:
        result = run("serve", "--port", str(service.port), "--no-bundled", "--table", served_table)
        assert result.exit_code == 2
        assert f"cannot listen on 127.0.0.1, port {service.port}" in result.stderr

    def test_a_wrong_table_is_told_with_all_its_problems(self, run: Run, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("id,kind,name\nperson/x,animal,Rex\nperson/y,person,\n", encoding="utf-8")
        result = run("serve", "--port", "0", "--no-bundled", "--pipeline", "none", "--table", wrong)
        assert result.exit_code == 2
        assert "2 problems in the table" in result.stderr

    def test_an_extra_that_is_missing_is_told_with_the_command(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("namefix.service.serving.find_spec", lambda name: None if name == "py3langid" else name)
        result = run("serve")
        assert (result.exit_code, "python -m pip install 'namefix[serve]'" in result.stderr) == (2, True)

    def test_a_key_that_no_header_can_carry_is_refused(self, run: Run) -> None:
        assert "ASCII" in run("serve", "--api-key", "ключ").stderr

    def test_who_opens_it_to_others_without_a_key_is_warned(self, run: Run, tmp_path: Path) -> None:
        missing = tmp_path / "missing.csv"
        arguments = ("serve", "--host", "0.0.0.0", "--port", "0", "--no-bundled", "--table", missing)  # noqa: S104 - that is what is warned of
        assert "requires no API key" in run(*arguments).stderr
        assert "requires no API key" not in run(*arguments, "--api-key", "sesame").stderr


class TestKey:
    @pytest.mark.parametrize("headers", [{}, {"X-API-Key": "sesam"}, {"Authorization": "Basic sesame"}])
    def test_without_the_key_there_is_no_answer(self, guarded: Service, headers: dict[str, str]) -> None:
        with httpx.Client(base_url=guarded.url, headers=headers, timeout=PATIENCE) as client:
            answer = client.post("/fix", json={"text": TEXT})
            assert error_of(answer) == (401, "unauthorized")
            assert answer.headers["www-authenticate"] == "Bearer"
            assert error_of(client.get("/metrics")) == (401, "unauthorized")
            assert client.post("/v2/check", data={"text": TEXT, "language": "en"}).status_code == 401
            assert client.get("/health").status_code == 200
            assert client.get("/v2/languages").status_code == 200

    def test_the_key_opens_in_each_place_where_clients_send_it(self, guarded: Service) -> None:
        bearer = {"Authorization": f"Bearer {KEY['X-API-Key']}"}
        for headers in (KEY, bearer):
            assert (
                httpx.post(f"{guarded.url}/fix", json={"text": TEXT}, headers=headers, timeout=PATIENCE).status_code
                == 200
            )
        form = {"text": TEXT, "language": "en", "username": "me", "apiKey": KEY["X-API-Key"]}
        assert httpx.post(f"{guarded.url}/v2/check", data=form, timeout=PATIENCE).status_code == 200


class TestReload:
    def test_only_a_service_with_a_key_reads_its_tables_again_on_request(self, client: httpx.Client) -> None:
        assert error_of(client.post("/reload")) == (403, "needs_key")

    def test_a_new_table_counts_and_a_wrong_one_leaves_the_old_one(self, guarded: Service, served_table: Path) -> None:
        def fixed() -> str:
            return httpx.post(f"{guarded.url}/fix", json={"text": "Mr Makron met Mr Qwrtz."}, headers=KEY).json()[
                "text"
            ]

        before = served_table.read_text(encoding="utf-8")
        assert fixed() == "Mr Macron met Mr Qwrtz."
        try:
            served_table.write_text(before.replace("Zell,,,,,,20", "Zell,,Qwrtz,,,,20"), encoding="utf-8")
            assert httpx.post(f"{guarded.url}/reload", headers=KEY, timeout=PATIENCE).json() == {"status": "reloaded"}
            assert fixed() == "Mr Macron met Mr Zell."
            served_table.write_text("id,kind\n", encoding="utf-8")
            refused = httpx.post(f"{guarded.url}/reload", headers=KEY, timeout=PATIENCE)
            assert error_of(refused) == (409, "wrong_table")
            assert "names.csv" in refused.json()["error"]["message"]
            assert fixed() == "Mr Macron met Mr Zell."
            assert "names.csv" in httpx.get(f"{guarded.url}/health", timeout=PATIENCE).json()["reload_problem"]
        finally:
            served_table.write_text(before, encoding="utf-8")
