"""What pages say in a language of their own is said in everybody's words."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.rules.ground import python_files, short, templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What it was called, and what it is called now.
RETIRED = {
    r"come in": "sign in",
    r"ways? in": "sign-in method",
    r"the same door|opens? the door|this door": "sign in",
    r"log(ged)? (in|out)(?! to)": "sign in, sign out",
    r"second lock": "two-step sign-in",
    r"codes from an app": "authenticator app",
    r"paper codes?": "recovery codes",
    r"signed in now": "sessions",
    r"^about you$": "profile",
    r"letters? (is|are|will|with|to|when|go|here)": "e-mail",
    r"^waiting for you": "comments to approve",
    r"writing desk": "editor",
    r"signs and keys": "formatting help",
    r"keep for later": "save",
    r"hand(ed)? (it )?in": "submit for review",
    r"to a friend": "preview link",
    r"^versions|earlier versions?": "revisions",
    r"put back": "restore",
    r"lies? (here|in the bin)": "is in the bin, no drafts",
    r"take out|leave it in": "restore, cancel",
    r"in titles": "search titles",
    r"what does it show": "description (alt text)",
    r"only decorates": "decorative",
    r"bring a picture": "upload",
    r"others may do with it": "licence",
    r"move (in|out)": "import, export",
    r"look first|bring it in": "check the file, import",
    r"pack it|by the calendar": "export now, regular exports",
    r"hand over or close": "change owner or close",
    r"cloth": "colour",
    r"one line under it": "tagline",
    r"over the answers": "heading over comments",
    r"look for$": "search",
    r"narrow( it)?": "filter",
    r"nearest in meaning": "best match",
    r"being answered now": "recent comments",
    r"waiting for a first answer": "not answered yet",
    r"at the table|(take|no free) (a )?chair|a chair for you": "who is here, join",
    r"no card under": "page not found",
    r"fell off at our end": "something went wrong",
    r"to look after|the office": "administration",
    r"filed under|brought by|came as$": "category, imported by, imported as",
}
_WORDS = {re.compile(rf"\b(?:{old})\b", re.IGNORECASE): new for old, new in RETIRED.items()}
# The reply form speaks as the one it is modelled on.
OF_THE_REPLY_FORM = {
    "Fill in your details below or click an icon to log in:",
    "Log Out",
    "You must be logged in to post a comment.",
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(
    r"\{% blocktranslate\b.*?%\}(.*?)(?=\{% (?:plural|endblocktranslate) %\})"
    r"|\{% plural %\}(.*?)\{% endblocktranslate %\}",
    re.DOTALL,
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def in_a_template(text: str) -> Iterator[str]:
    text = COMMENT.sub("", text)
    for found in [*TRANSLATED.finditer(text), *BLOCK.finditer(text)]:
        shown = next(group for group in found.groups() if group is not None)
        yield " ".join(re.sub(r"<[^>]*>|\{\{.*?\}\}", "", shown).split())


def in_code(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def retired_in(shown: str) -> list[str]:
    if shown in OF_THE_REPLY_FORM:
        return []
    return [f"{shown!r}: say {new}" for old, new in _WORDS.items() if old.search(shown)]


@pytest.mark.parametrize("file", [*templates(), *python_files()], ids=short)
def test_no_retired_word_is_on_a_page(file: Path) -> None:
    read = in_a_template if file.suffix == ".html" else in_code

    assert [found for shown in read(file.read_text()) for found in retired_in(shown)] == []


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Ways in" %}',
        "{% translate 'Ways in' as title %}",
        "{% blocktranslate trimmed %}\n Your <b>ways</b> in\n{% endblocktranslate %}",
        "{% blocktranslate count n=n %}One{% plural %}{{ n }} ways in{% endblocktranslate %}",
    ],
)
def test_the_rule_reads_templates(template: str) -> None:
    assert [found for shown in in_a_template(template) for found in retired_in(shown)]


def test_the_rule_reads_code() -> None:
    code = '_("Ways in")\nngettext("one thing", "%(n)d ways in", 2)\n"Ways in"\n'

    assert [shown for shown in in_code(code) if retired_in(shown)] == ["Ways in", "%(n)d ways in"]
