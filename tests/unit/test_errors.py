from __future__ import annotations

import pickle

import pytest

from namefix import NamefixError, errors
from namefix.errors import (
    MissingExtraError,
    ModelNotFoundError,
    OutputError,
    TableFormatError,
    TableIssue,
    TableValidationError,
    UnknownComponentError,
)

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_one_base_catches_all_and_none_exits_with_0(kind: type[NamefixError]) -> None:
    assert issubclass(kind, NamefixError)
    assert kind.exit_code > 0


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_the_tree_at_the_top_has_every_error(kind: type[NamefixError]) -> None:
    assert f" {kind.__name__} " in f" {errors.__doc__} ".replace("\n", " ")


@pytest.mark.parametrize(
    "error",
    [
        NamefixError("wrong"),
        UnknownComponentError("scorer", "speling", ["spelling"]),
        TableFormatError("names.csv", 7, "bad"),
        TableValidationError([TableIssue("names.csv", 7, "bad")]),
        OutputError("out.csv", "cannot be written"),
        ModelNotFoundError("en_core_web_xx"),
        MissingExtraError("this", "pandas"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_another_process_is_the_same(error: NamefixError) -> None:
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert type(copied) is type(error)
    assert (str(copied), vars(copied)) == (str(error), vars(error))


def test_known_components_are_listed_nearest_first() -> None:
    message = str(UnknownComponentError("scorer", "speling", ["role", "sound", "spelling"]))
    assert "'speling'" in message
    assert message.index("spelling") < message.index("role")


@pytest.mark.parametrize(("line", "told"), [(7, "names.csv:7: bad"), (None, "names.csv: bad")])
def test_problems_name_file_and_line(line: int | None, told: str) -> None:
    assert str(TableFormatError("names.csv", line, "bad")) == str(TableIssue("names.csv", line, "bad")) == told


def test_a_long_list_of_problems_is_cut_in_the_message_only() -> None:
    error = TableValidationError([TableIssue("names.csv", line, "bad") for line in range(1, 101)])
    assert len(error.issues) == 100
    assert "100 problems" in str(error)
    assert len(str(error).splitlines()) < 30


def test_a_missing_model_comes_with_the_command_that_installs_it() -> None:
    assert "pip install en-core-web-xx" in str(ModelNotFoundError("en_core_web_xx"))


def test_a_missing_extra_comes_with_the_command_that_installs_it() -> None:
    error = MissingExtraError("Markdown", "markdown")
    assert "pip install 'namefix[markdown]'" in str(error)
    assert isinstance(error, ImportError)
