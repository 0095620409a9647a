from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TEN

from namefix import Config, NameFixer
from namefix.errors import NamefixError, TableFormatError
from namefix.table import load_table
from namefix.table.array_checks import problem_of
from namefix.table.fingerprint import stamp
from namefix.table.part import TablePart
from namefix.table.postings import spelling_arrays
from namefix.table.sections import Arrays, write_sections

PART = TablePart.of(TEN)
ARRAYS = {**PART.to_arrays(), **spelling_arrays(PART)}
TEXT = "Mr Makron met Keir Starmer, Volodimir Zelenskiy and Ursula von der Leien in Tiblisi and Kiev."

Array = npt.NDArray[Any]


def changed(array: Array, at: int, value: float) -> Array:
    copied = array.copy()
    copied[at] = value
    return copied


@pytest.mark.parametrize("part", [PART, TablePart.of(()), TablePart.of(TEN[-1:])])
def test_arrays_of_a_table_are_sound(part: TablePart) -> None:
    assert problem_of({**part.to_arrays(), **spelling_arrays(part)}) is None


@pytest.mark.parametrize("name", sorted(ARRAYS))
def test_an_array_that_is_missing_or_of_another_type_is_a_problem(name: str) -> None:
    assert problem_of({other: array for other, array in ARRAYS.items() if other != name})
    assert problem_of({**ARRAYS, name: ARRAYS[name].astype(np.int8)})
    if ARRAYS[name].dtype.itemsize > 1:
        assert problem_of({**ARRAYS, name: ARRAYS[name].astype(ARRAYS[name].dtype.newbyteorder(">"))})


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("row_weights", lambda array: array[:-1], "differ in length"),
        ("row_weights", lambda array: changed(array, 0, np.nan), "a weight is not a number"),
        ("row_weights", lambda array: changed(array, 0, -1), "a weight is not a number"),
        ("row_flags", lambda array: changed(array, 0, 3), "a row has no kind"),
        ("row_starts", lambda array: changed(array, 1, 2**31), "does not divide rows"),
        ("row_starts", lambda array: changed(array, 0, 1), "does not divide rows"),
        ("rows", lambda array: changed(array, 3, 0xFF), "a row is not UTF-8"),
        ("rows", lambda array: array[:-1], "does not divide rows"),
        ("form_rows", lambda array: changed(array, 0, 99), "array form_rows exceeds row_flags"),
        ("name_rows", lambda array: changed(array, 0, 99), "array name_rows exceeds row_flags"),
        ("name_directory", lambda array: array[[0, 1, -1, -1]], "no length of a power of two"),
        ("reach", lambda array: array[:-1], "no length of a power of two"),
        ("reach", lambda array: array[:0], "no length of a power of two"),
        ("has_own", lambda array: array[:0], "does not tell whose rows"),
        ("office_words", lambda array: changed(array, 0, 0xC3), "not UTF-8"),
        ("spellings", lambda array: changed(array, 0, ord("\n")), "does not consist of lines"),
        ("sounds", lambda array: changed(array, 0, 0x80), "does not consist of lines"),
        ("postings", lambda array: changed(array, 0, 999), "exceeds the spellings"),
        ("spelling_forms", lambda array: changed(array, 0, 999), "exceeds form_rows"),
        ("size_starts", lambda array: changed(array, 5, -1), "does not divide the spellings"),
        ("size_starts", lambda array: array[:-1], "does not divide the spellings"),
    ],
)
def test_arrays_that_do_not_fit_together(name: str, change: Callable[[Array], Array], problem: str) -> None:
    assert problem in (problem_of({**ARRAYS, name: change(ARRAYS[name])}) or "")


def test_a_row_that_begins_within_a_letter_is_a_problem() -> None:
    at = int(np.flatnonzero((ARRAYS["rows"] & 0xC0) == 0x80)[0])
    starts = ARRAYS["row_starts"]
    row = int(np.searchsorted(starts, at))
    assert problem_of({**ARRAYS, "row_starts": changed(starts, row, at)}) == "a row is not UTF-8"


def written(path: Path, arrays: Arrays) -> Path:
    with path.open("wb") as file:
        write_sections(file, arrays, stamp("en"))
    return path


def test_a_crafted_table_is_refused_with_its_name_and_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path / "names.nfx", {**ARRAYS, "form_rows": changed(ARRAYS["form_rows"], 0, 99)})
    with pytest.raises(TableFormatError, match=r"names\.nfx: damaged: array form_rows exceeds .*`namefix table build`"):
        load_table([path], bundled=False)


def test_a_form_that_its_entity_does_not_have_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "names.nfx", {**ARRAYS, "form_numbers": ARRAYS["form_numbers"] + np.uint16(99)})
    with pytest.raises(TableFormatError, match=r"names\.nfx: damaged: no form"):
        list(TablePart.mapped(path).forms)


@given(st.data())
def test_a_changed_number_gives_an_answer_or_an_error_of_namefix(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(ARRAYS)))
    array = ARRAYS[name]
    at = data.draw(st.integers(0, len(array) - 1))
    raw = array.tobytes()
    byte = at * array.itemsize + data.draw(st.integers(0, array.itemsize - 1))
    value = data.draw(st.integers(0, 255))
    raw = raw[:byte] + bytes([value]) + raw[byte + 1 :]
    path = tmp_path_factory.mktemp("crafted") / "names.nfx"
    written(path, {**ARRAYS, name: np.frombuffer(raw, dtype=array.dtype)})
    config = Config(tables=(path,), bundled=False, pipeline=None)
    try:
        NameFixer.from_config(config).fix(TEXT)
    except NamefixError as error:
        assert "names.nfx" in str(error)  # noqa: PT017 - most changes are harmless
