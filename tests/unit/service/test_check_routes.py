from __future__ import annotations

import pytest

from namefix.service.check_routes import read_check, read_form
from namefix.service.refusals import RefusedError

BOTH = frozenset({"NAMEFIX_REPAIR", "NAMEFIX_UNCERTAIN"})
REPAIR, UNCERTAIN = frozenset({"NAMEFIX_REPAIR"}), frozenset({"NAMEFIX_UNCERTAIN"})


def test_letters_may_be_escaped_or_not() -> None:
    assert read_form("text=Zürich".encode(), "") == read_form(b"text=Z%C3%BCrich", "") == {"text": "Zürich"}
    assert read_form(b"text=&x=1", "") == {"text": "", "x": "1"}


@pytest.mark.parametrize("body", [b"text=\xff", b"text=%FF", b"&".join([b"x=1"] * 101)])
def test_a_form_that_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError, match="the form cannot be read"):
        read_form(body, "")


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({}, BOTH),
        ({"level": "picky", "motherTongue": "de", "mode": "all", "useragent": "x"}, BOTH),
        ({"disabledRules": "OTHERS, NAMEFIX_UNCERTAIN"}, REPAIR),
        ({"disabledRules": "NAMEFIX_REPAIR,NAMEFIX_UNCERTAIN"}, frozenset()),
        ({"disabledCategories": "TYPOS"}, BOTH),
        ({"disabledCategories": "NAMES"}, frozenset()),
        ({"disabledCategories": "NAMES", "enabledRules": "NAMEFIX_REPAIR"}, REPAIR),
        ({"enabledRules": "OTHERS"}, BOTH),
        ({"enabledRules": "OTHERS", "enabledOnly": "true"}, frozenset()),
        ({"enabledRules": "NAMEFIX_UNCERTAIN", "enabledOnly": "yes"}, UNCERTAIN),
        ({"enabledCategories": "NAMES", "enabledOnly": "true"}, BOTH),
        ({"enabledRules": "NAMEFIX_REPAIR", "enabledOnly": "false"}, BOTH),
    ],
)
def test_rules_are_switched_off_as_clients_ask(fields: dict[str, str], rules: frozenset[str]) -> None:
    assert read_check({"text": "x", "language": "en"} | fields).rules == rules


def test_preferred_variants_are_a_list() -> None:
    assert read_check({"text": "x", "language": "auto", "preferredVariants": "en-GB, de-AT,"}).variants == (
        "en-GB",
        "de-AT",
    )
