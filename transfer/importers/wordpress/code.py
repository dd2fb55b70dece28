"""Program text in shortcodes, which nothing else may read as HTML or as further shortcodes."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGES = (
    "bash c cpp csharp css go html java javascript js json matlab perl php plain powershell python"
    " r ruby scala shell sql swift text typescript vb xml yaml"
)
_NAMES = "|".join(["code", "sourcecode", *_LANGUAGES.split()])
_TAG = re.compile(rf"(?<!\[)\[(/?)({_NAMES})(\s[^\[\]]*+)?+\](?!\])", re.IGNORECASE)
_LANGUAGE = re.compile(r"\blang(?:uage)?\s*+=\s*+[\"']?+([\w+#-]{1,20})")
_BREAK = re.compile(r"<br ?/?>\n?|</?p>")
_PRE = re.compile(r"<pre\b([^<>]*+)>(\s*+<code\b([^<>]*+)>)?+")
_PRE_LANGUAGE = re.compile(
    r"\b(?:brush:\s*+|lang(?:uage)?-)([\w+#]{1,20})|\blang=[\"']([\w+#-]{1,20})[\"']"
)


def replace_code(text: str, stash: list[str]) -> str:
    """TEXT with a mark for each [code], which is moved to STASH as a <pre>."""
    parts, position = [], 0
    for start, end in _pairs(text):
        if start.start() >= position:
            stash.append(_pre(start, text[start.end() : end.start()]))
            parts += [text[position : start.start()], f"\n\n\x00{len(stash) - 1}\x00\n\n"]
            position = end.end()
    return "".join([*parts, text[position:]])


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Each beginning with the next end of its name, in two walks however many have none."""
    tags = list(_TAG.finditer(text))
    ends: dict[str, list[re.Match[str]]] = {}
    for tag in tags:
        if tag[1]:
            ends.setdefault(tag[2].lower(), []).append(tag)
    for tag in tags:
        of_name = ends.get(tag[2].lower(), [])
        place = bisect_left(of_name, tag.end(), key=re.Match.start)
        if not tag[1] and place < len(of_name):
            yield tag, of_name[place]


def _pre(start: re.Match[str], written: str) -> str:
    name, settings = start[2].lower(), start[3] or ""
    named = _LANGUAGE.search(settings)
    language = named[1].lower() if named else "" if name in {"code", "sourcecode"} else name
    shown = html.escape(_as_written(written), quote=False)
    return f"<pre><code{_class_of(language)}>{shown}</code></pre>"


def plain_pre(found: str) -> str:
    """A <pre> without what only themes need, and with its language as all our code has it."""
    start = _PRE.match(found)
    if not start:
        return found
    named = _PRE_LANGUAGE.search(f"{start[1]} {start[3] or ''}")
    language = (named[1] or named[2]).lower() if named else ""
    inside = found[start.end() :]
    if not start[2] and language:
        inside = f"{inside.removesuffix('</pre>')}</code></pre>"
    return f"<pre><code{_class_of(language)}>{inside}" if start[2] or language else f"<pre>{inside}"


def _class_of(language: str) -> str:
    return f' class="language-{language}"' if language not in {"", "plain", "text"} else ""


def _as_written(text: str) -> str:
    """The visual editor stores signs of HTML as entities, the other one stores them as they are."""
    lines = text.strip("\n")
    if "<" in _BREAK.sub("", lines) or ">" in _BREAK.sub("", lines):
        return lines
    return html.unescape(_BREAK.sub("\n", lines)).strip("\n")
