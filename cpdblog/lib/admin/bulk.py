"""An action on many things: what it asks, what it says it did, and what it left as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext_lazy

from cpdblog.lib.admin.questions import Question
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise as StrOrPromise

    type Name = Callable[[Any], str]

# By number, from ngettext_lazy with "count"; the singular may say the %(name)s of the one.
type Sentence = Any

CHANGED_MEANWHILE: Sentence = ngettext_lazy(
    "“%(name)s” was changed meanwhile and is left as it is.",
    "%(count)d were changed meanwhile and are left as they are.",
    "count",
)


@dataclass(frozen=True, slots=True)
class BulkAction:
    title: Sentence
    effects: Sequence[Sentence]
    button: StrOrPromise
    done: Sentence
    why_left: Callable[[Any], Sentence | None]  # None where it is going to be changed
    facts: Mapping[str, object] = field(default_factory=dict)  # that the sentences name besides
    undo: str = ""  # the action that takes it back
    undone_from: str = ""  # the only state that leads back to, where it is one
    is_grave: bool = False

    def question(self, things: Sequence[Any], *, name: Name) -> Question:
        """Asked of what is going to change; the others are told of."""
        reasons = [(thing, self.why_left(thing)) for thing in things]
        changing = [thing for thing, reason in reasons if reason is None]
        left = left_sentences(reasons, name=name)
        if not changing:
            return Question(title=gettext("Nothing will change"), left=left)
        return Question(
            title=self.say(self.title, changing, name=name),
            effects=[self.say(effect, changing, name=name) for effect in self.effects],
            button=str(self.button),
            is_grave=self.is_grave,
            about=changing,
            left=left,
        )

    def say(self, sentence: Sentence, things: Sequence[Any], *, name: Name) -> str:
        return _say(sentence, things, name, self.facts)


def _say(sentence: Sentence, things: Sequence[Any], name: Name, facts: Mapping[str, object]) -> str:
    return str(sentence % {**facts, "count": len(things), "name": isolated(name(things[0]))})


def left_sentences(reasons: Iterable[tuple[Any, Sentence | None]], *, name: Name) -> list[str]:
    """Each reason once, with how many it holds for."""
    by_reason: dict[int, tuple[Sentence, list[Any]]] = {}
    for thing, reason in reasons:
        if reason is not None:
            by_reason.setdefault(id(reason), (reason, []))[1].append(thing)
    return [_say(reason, things, name, {}) for reason, things in by_reason.values()]
