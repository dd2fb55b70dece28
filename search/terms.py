"""What somebody typed, as terms to search for: every text means something, nothing is a command."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpdblog.lib.text.plain import normalise
from search import folding

MAX_LENGTH = 200
MAX_PARTS = 12
MIN_PREFIX_LENGTH = 2
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_phrase: bool = False
    is_prefix: bool = False  # the last word may go on

    @property
    def term(self) -> Term:
        return _term(folding.words_of(self.text), is_prefix=self.is_prefix)


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens of the index that follow one another; PREFIX may stand for the last of them."""

    tokens: tuple[str, ...]
    prefix: str = ""


def normalise_query(typed: str) -> str:
    return " ".join(normalise(typed).split())[:MAX_LENGTH].strip()


def parts_of(typed: str) -> list[Part]:
    """Phrases stand in quotation marks. What has neither letter nor digit is left out."""
    plain = re.sub("[“”„«»]", '"', normalise_query(typed))
    found = [
        Part((phrase or word).strip(), is_phrase=bool(phrase))
        for phrase, word in _PART.findall(plain)
    ]
    parts = [part for part in found if folding.words_of(part.text)][:MAX_PARTS]
    if parts and not parts[-1].is_phrase and len(parts[-1].text) >= MIN_PREFIX_LENGTH:
        parts[-1] = Part(parts[-1].text, is_prefix=True)
    return parts


def terms_of(typed: str) -> list[Term]:
    return [part.term for part in parts_of(typed)]


def _term(words: list[str], *, is_prefix: bool) -> Term:
    tokens = folding.tokens_of(" ".join(words[:-1]))
    last = words[-1]
    if not folding.is_run(last):
        return Term((*tokens, folding.stem(last)), last if is_prefix else "")
    # In a run without spaces every two signs are a token, and the last begins one: see folding.
    *others, end = folding.tokens_of(last)
    return Term((*tokens, *(others or [end])), "" if others else end)
