"""Detection of addresses, handles, file names and code in a text, which are not repaired."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

_TOKEN = re.compile(r"""[^\s<>"“”«»|]+""")
_SIGN = re.compile(r"[@#\\]|://|\w[./_]\w|^[.~]?/\w")
"""Signs that every kind of link has, but ordinary words rarely have."""

_OPENING, _CLOSING = "([{'‘*_,;:", ".,;:!?)]}'’…*_"
"""Signs around a token that are not part of it."""

_TOP_LEVEL = "com|org|net|gov|edu|int|mil|info|biz|news|media|press|tv|io|ai|app|eu|[a-z]{2}"
_ENDING = (
    "docx?|odt|rtf|pdf|pptx?|xlsx?|csv|tsv|txt|md|html?|xml|json|ya?ml|toml|srt|vtt|log|jpe?g|png|gif|svg|webp|tiff?|"
    "mp[34]|mov|avi|mkv|wav|zip|gz|tar|rar|7z|exe|apk|py|js|css|sql|php"
)
_LINK = re.compile(
    r"(?i:www\.\w)"
    r"|[^@]*@\w"  # makron@elysee.example, @EmmanuelMakron
    r"|[^#]*#[^\W\d]"  # #Makron
    r"|[.~]?/\w|[A-Za-z]:\\|[^\\]+\\\w"  # ~/Makron/notes, C:\Makron
    rf"|[\w-]+(?:\.[\w-]+)*\.(?:{_TOP_LEVEL})(?:[/:?#]|$)"  # bit.ly/Makron, makron.example.com
    rf"|.*\.(?:{_ENDING}|{_ENDING.upper()})$"  # interview_Makron.docx
    r"|\w+_\w"  # makron_speech
)
_SCHEME = string.ascii_letters + string.digits + "+-."
_CODE = re.compile(r"(?<!\w)`(?=\S)[^`\n]*(?<=\S)`(?!\w)")


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of addresses, e-mail addresses, handles, hashtags, file names and code between back quotes, in order.

    Time is linear in the length of the text.

    Example:
        >>> text = "See https://news.example/Makron, says @Makron; `Makron` is in makron.docx."
        >>> [text[start:end] for start, end in find_links(text)]
        ['https://news.example/Makron', '@Makron', '`Makron`', 'makron.docx']
    """
    reach = 0
    for start, end in sorted([*_tokens(text), *(match.span() for match in _CODE.finditer(text))]):
        if start >= reach:
            yield start, end
            reach = end


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isalpha() or not _SIGN.search(token):
            continue
        opened = token.lstrip(_OPENING)
        start = match.end() - len(opened)
        link = opened.rstrip(_CLOSING)
        scheme, is_address, _ = link.partition("://")
        if is_address:  # also behind other letters: [Makron](https://news.example/Makron)
            yield start + len(scheme.rstrip(_SCHEME)), start + len(link)
        elif _LINK.match(link):
            yield start, start + len(link)
