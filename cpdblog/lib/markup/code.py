"""Fenced code, coloured by class names in the languages whose colouring is known to be quick."""
# mypy: allow-subclassing-any

import html
from functools import cache
from typing import Any, override

from markdown import Markdown
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pymdownx.superfences import SuperFencesCodeExtension

# Left out because a few thousand hostile characters cost them most of a second: java, perl,
# typescript, yaml, ini.
_QUICK = """
    bash c cpp csharp css diff go html javascript json kotlin lua php python r ruby rust sql
    toml xml
"""
_SHORT_NAMES = {"console": "bash", "js": "javascript", "py": "python", "sh": "bash"}
_LANGUAGES = {name: name for name in _QUICK.split()} | _SHORT_NAMES
_LONGEST_BLOCK = 4_000
_LONGEST_IN_ALL = 20_000


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name)


class Code(SuperFencesCodeExtension):
    def __init__(self, *, coloured: bool) -> None:
        super().__init__()
        self.left = _LONGEST_IN_ALL if coloured else 0

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        self.superfences[0]["formatter"] = self._block

    def _block(self, *, src: str, language: str | None, **_: Any) -> str:
        inside = self._inside(src, language or "").rstrip("\n")
        return f'<div class="highlight"><pre><code>{inside}</code></pre></div>'

    def _inside(self, code: str, language: str) -> str:
        name = _LANGUAGES.get(language.lower())
        if name is None or len(code) > min(_LONGEST_BLOCK, self.left):
            return html.escape(code, quote=False)
        self.left -= len(code)
        return str(highlight(code, _lexer(name), HtmlFormatter(nowrap=True)))
