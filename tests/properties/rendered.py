"""News as plain text and as files of several kinds, made from a seed, with every piece of a file accounted for."""

from __future__ import annotations

import html
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import docx

_NAMES = (
    "Emmanuel Makron", "Makron", "Kiel Stamer", "Volodymyr Zerensky", "Zerensky", "Ursula fon der Leyen", "Kyiv",
    "Tiblisi", "Zelen sky", "Emmanuelle Makron", "Keir Starmer", "Hunter Bidon", "Emmanuel Macron", "Müller", "Zo\u00eb Smith",
)  # fmt: skip
_PLAIN = (
    "said that the talks in would go on after he had met them for lunch with whom she spoke of peace & trade at 5 o'clock"
).split()
_CODE = "Makron = Kiel Stamer"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a file; `token` numbers the word that it is part of, None is markup."""

    text: str
    token: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Sentences, each a list of words."""

    sentences: list[list[str]]

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(sentence) for sentence in self.sentences)

    def tokens_within(self, start: int, end: int) -> set[int]:
        """Return the numbers of the words that a span of the text touches."""
        words = enumerate(re.finditer(r"\S+", self.text))
        return {number for number, word in words if word.start() < end and start < word.end()}


def story_of(seed: int) -> Story:
    dice = random.Random(seed)  # noqa: S311 - a test is to be the same each time
    return Story([_sentence(dice) for _ in range(dice.randint(2, 5))])


def _sentence(dice: random.Random) -> list[str]:
    words = ["The"]
    for _ in range(dice.randint(1, 3)):
        words += dice.sample(_PLAIN, dice.randint(1, 4))
        words += dice.choice(_NAMES).split()
    return [*words, "today."]


Renderer = Callable[[Story, random.Random], Iterator[Segment]]


def html_of(story: Story, dice: random.Random) -> Iterator[Segment]:
    yield Segment('<!DOCTYPE html>\r\n<html lang="en"><head><meta charset="utf-8"><meta name="x" content="Makron">')
    yield Segment(f"<script>var x = '{_CODE}</p>';</script><style>.Makron {{}}</style></head>\n<body>")
    number = 0
    for sentence in story.sentences:
        tag = dice.choice(("p", "div", "li", "h2", "blockquote"))
        yield Segment(dice.choice(("", f"<!-- {_CODE} -->\n", f"<pre><code>{_CODE}\n{_CODE}</code></pre>", "<hr>")))
        yield Segment(f'<{tag} title="{_CODE}">')
        for position, word in enumerate(sentence):
            if position:
                gaps = (" ", "\n    ", "&#32;", " |<!-- Makron -->| ", "<span>| |</span>", "\r\n")
                yield from map(Segment, dice.choice(gaps).split("|"))
            yield from _word_with_tags(word, number, dice, _entities)
            number += 1
        yield Segment(f"</{tag}>\n")
    yield Segment("</body></html>\n")


def _word_with_tags(
    word: str, number: int, dice: random.Random, escape: Callable[[str, random.Random], str]
) -> Iterator[Segment]:
    shape = dice.randrange(8)
    opening, closing = dice.choice(
        (("<b>", "</b>"), ('<a href="/Makron?x=Kiel%20Stamer">', "</a>"), ("<em class=Makron>", "</em>"))
    )
    if shape == 0:
        yield from (Segment(opening), Segment(escape(word, dice), number), Segment(closing))
    elif shape == 1 and len(word) > 2:
        cut = dice.randint(1, len(word) - 1)
        yield from (Segment(opening), Segment(escape(word[:cut], dice), number), Segment(closing))
        yield Segment(escape(word[cut:], dice), number)
    elif shape == 2:
        yield from (Segment("<wbr>"), Segment(escape(word, dice), number), Segment("<i></i>"))
    else:
        yield Segment(escape(word, dice), number)


def _entities(text: str, dice: random.Random) -> str:
    return "".join(
        dice.choice((f"&#{ord(letter)};", f"&#x{ord(letter):X};"))
        if dice.random() < 0.05 or (ord(letter) > 127 and dice.random() < 0.5)
        else html.escape(letter, quote=False)
        for letter in text
    )


def markdown_of(story: Story, dice: random.Random) -> Iterator[Segment]:
    yield Segment(f"---\ntitle: {_CODE}\n---\n\n")
    number = 0
    for sentence in story.sentences:
        yield Segment(
            dice.choice(("", f"```python\n{_CODE}\n```\n\n", f"<div>{_CODE}</div>\n\n", f"![{_CODE}](Makron.png)\n\n"))
        )
        prefix, following = dice.choice((("", ""), ("> ", "> "), ("- ", "  "), ("## ", None), ("1. ", "   ")))
        yield Segment(prefix)
        for position, word in enumerate(sentence):
            if position:
                breaks = ("\n" + following, "\r\n" + following) if following is not None else ()
                yield Segment(dice.choice((" ", " ", " ", "  ", *breaks)))
            yield from _word_in_markdown(word, number, dice)
            number += 1
        yield Segment("\n\n")
    yield Segment(f"[Makron]: https://news.example/Makron '{_CODE}'\n")


def _word_in_markdown(word: str, number: int, dice: random.Random) -> Iterator[Segment]:
    shape = dice.randrange(8) if word.isalpha() else 7
    if shape == 0:
        mark = dice.choice(("*", "**", "~~"))
        yield from (Segment(mark), Segment(word, number), Segment(mark))
    elif shape == 1 and len(word) > 2:
        cut = dice.randint(1, len(word) - 1)
        yield from (Segment(word[:cut], number), Segment("**"), Segment(word[cut:], number), Segment("**"))
    elif shape == 2:
        target = dice.choice(("(/Makron 'Kiel Stamer')", "[Makron]", "(<Kiel Stamer>)"))
        yield from (Segment("["), Segment(word, number), Segment(f"]{target}"))
    elif shape == 3:
        yield from (Segment("<b>"), Segment(word, number), Segment("</b>"))
    else:
        yield Segment(word.replace("&", "&amp;"), number)


def srt_of(story: Story, dice: random.Random) -> Iterator[Segment]:
    yield Segment(dice.choice(("", "\ufeff")))
    end = dice.choice(("\n", "\r\n"))
    cue = number = 0
    for sentence in story.sentences:
        left = 0
        for word in sentence:
            if not left:
                if cue:
                    yield Segment(end + end)
                cue += 1
                left = dice.randint(3, 8)
                yield Segment(f"{cue}{end}00:00:{cue % 60:02},000 --> 00:00:{cue % 60:02},900{end}")
                yield Segment(dice.choice(("", "{\\an8}", "<i></i>")))
            else:
                yield Segment(dice.choice((" ", " ", end)))
            left -= 1
            if dice.randrange(5):
                yield Segment(word, number)
            else:
                yield from (Segment("<i>"), Segment(word, number), Segment("</i>"))
            number += 1
    yield Segment(end)


def docx_part_of(story: Story, dice: random.Random) -> Iterator[Segment]:
    """Yield `word/document.xml`."""
    yield Segment('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document xmlns:w="http://')
    yield Segment('schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
    number = 0
    for sentence in story.sentences:
        yield Segment(f'<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="{_CODE}"/></w:pPr>')
        for position, word in enumerate(sentence):
            yield Segment('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">')
            yield Segment(" " if position else "")
            if dice.randrange(4) or len(word) < 3:
                yield Segment(html.escape(word, quote=False), number)
            else:
                cut = dice.randint(1, len(word) - 1)
                yield Segment(html.escape(word[:cut], quote=False), number)
                yield Segment(dice.choice(('</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>', "</w:t><w:t>")))
                yield Segment(html.escape(word[cut:], quote=False), number)
            yield Segment(dice.choice(("</w:t></w:r>", f"</w:t></w:r><w:r><w:instrText>{_CODE}</w:instrText></w:r>")))
            yield Segment(dice.choice(("", "", f'<w:del w:id="1"><w:r><w:delText>{_CODE}</w:delText></w:r></w:del>')))
            number += 1
        yield Segment("</w:p>")
    yield Segment("<w:sectPr/></w:body></w:document>")


def docx_of(document: str) -> bytes:
    """Return a package that Word can open with this `word/document.xml`, all else made by python-docx."""
    made, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            is_body = info.filename == "word/document.xml"
            new.writestr(info, document.encode() if is_body else old.read(info))
    return packed.getvalue()
