from __future__ import annotations

from namefix.files.text_builder import TextBuilder


def text_of(builder: TextBuilder) -> str:
    return "".join(piece.text for piece in builder.pieces)


def test_breaks_and_spaces_stand_between_words_only() -> None:
    source = "  a \n b  c "
    builder = TextBuilder(source, str)
    builder.end_block()
    builder.add_folded(0, 7)
    builder.end_line()
    builder.end_block()
    builder.end_line()
    builder.add_folded(7, len(source))
    builder.end_block()
    assert text_of(builder) == "a b\n\nc"


def test_pieces_are_without_gaps_and_know_their_places() -> None:
    source = "one\t two  three"
    builder = TextBuilder(source, str)
    builder.add_folded(0, len(source))
    at = 0
    for piece in builder.pieces:
        assert piece.at == at
        at += len(piece.text)
        assert piece.text.strip() in source[piece.start : piece.end]
