"""Texts for the renderer: the plain kind everyone writes, and the kind written to hurt it."""

from collections.abc import Callable
from typing import Any

SENDER: dict[str, Any] = {
    "hashtag_url": lambda name: f"/tags/{name.lower()}/",
    "mention_url": lambda name: "" if name == "nobody" else f"/@{name}/",
    "own_hosts": frozenset({"cpd.example"}),
}

_INNOCENT = """\
## What I took from Thing {n}

I went to the [meeting](https://example.org/{n}) about *reflective practice* with @beth, and it was
a **good** afternoon :) We talked about #cpd23 for an hour, about how to keep a diary of what one
learns, and about why nobody ever reads the minutes of a meeting that went well.

- the first thing is to write a little every day
- the second is to show it to someone
- and the third, as `notes.txt` says, is to read it again

> What would you do differently next time? And who would you tell?

It was 38 pounds, which is a lot for one afternoon; see https://example.org/prices/{n} for the rest.
"""


def prose(size: int) -> str:
    paragraph = "\n".join(_INNOCENT.format(n=n) for n in range(1, 40))
    return (paragraph * (size // len(paragraph) + 1))[:size]


def repeat(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def nested(opening: str, middle: str, closing: str) -> Callable[[int], str]:
    def build(size: int) -> str:
        times = (size - len(middle)) // len(opening + closing)
        return opening * times + middle + closing * times

    return build


def counted(template: str) -> Callable[[int], str]:
    def build(size: int) -> str:
        units, length, n = [], 0, 0
        while length < size:
            units.append(template.format(n=n))
            length += len(units[-1])
            n += 1
        return "".join(units)[:size]

    return build


def growing(template: str) -> Callable[[int], str]:
    """Runs of one character, each longer than the one before."""

    def build(size: int) -> str:
        units, length, n = [], 0, 1
        while length < size:
            units.append(template * n + " a ")
            length += len(units[-1])
            n += 1
        return "".join(units)[:size]

    return build


def wide_table(size: int) -> str:
    columns = size // 12
    return "\n".join(["|a" * columns, "|-" * columns, "|b" * columns])


def thin_rows(size: int) -> str:
    return "|a" * 40 + "\n" + "|-" * 40 + "\n" + "|\n" * (size // 2 - 90)


def deep_list(size: int) -> str:
    lines, length, depth = [], 0, 0
    while length < size:
        lines.append("  " * (2 * depth) + "- a")
        length += len(lines[-1]) + 1
        depth += 1
    return "\n".join(lines)


def blocks_in_blocks(size: int) -> str:
    lines, length = [], 0
    for depth in range(int((2 * size) ** 0.5) - 20, 2, -1):
        lines.append("/" * depth + " details | a")
        length += len(lines[-1]) + 1
        if length > size:
            break
    return "\n".join(lines)


def abbreviations(size: int) -> str:
    defined = "".join(f"*[A{n}]: title\n" for n in range(size // 40))
    return defined + "\n" + "A1 " * ((size - len(defined)) // 3)


def references(size: int) -> str:
    defined = "".join(f"[a{n}]: http://b.c\n" for n in range(size // 50))
    return defined + "\n" + "[a1] " * ((size - len(defined)) // 5)


def footnotes(size: int) -> str:
    defined = "".join(f"[^{n}]: note\n\n" for n in range(size // 40))
    return "[^1]" * ((size - len(defined)) // 4) + "\n\n" + defined


def one_footnote_often(size: int) -> str:
    return "word[^1] " * ((size - 20) // 9) + "\n\n[^1]: the note"


HOSTILE: dict[str, Callable[[int], str]] = {
    "open brackets": repeat("["),
    "open brackets with a letter": repeat("[a"),
    "open pictures": repeat("!["),
    "brackets inside brackets": nested("[", "a", "]"),
    "pictures inside pictures": nested("![", "a", "](b)"),
    "links that never close": repeat("[a](b"),
    "links to an open angle": repeat("[a](<b"),
    "links with an open title": repeat('[a](b "c'),
    "links with an open apostrophe": repeat("[a](b 'c) "),
    "bracket, space, parenthesis": repeat("[ (]("),
    "empty pictures": repeat("![[]()"),
    "bracket and underscore": repeat("[ a_"),
    "closing brackets": repeat("a]"),
    "parentheses after brackets": repeat("[a]((((("),
    "whole links": repeat("[a](b)"),
    "bracket pairs": repeat("[a] "),
    "code inside a pre": repeat("<code>a"),
    "nested parentheses": nested("[a](", "b", ")"),
    "stars": repeat("*"),
    "underscores": repeat("_"),
    "tildes": repeat("~"),
    "star and letter": repeat("*a "),
    "double stars open": repeat("**a "),
    "stars both ways": repeat("*a_ "),
    "closing stars": repeat("a* "),
    "nested emphasis": nested("*a **b ", "c", "** *"),
    "stars and underscores": repeat("a**b__c "),
    "triple stars": repeat("***a** b* "),
    "whole emphasis": repeat("*a*"),
    "growing stars": growing("*"),
    "ticks": repeat("`"),
    "growing ticks": growing("`"),
    "tick and letter": repeat("`a"),
    "double tick": repeat("``a` "),
    "escaped ticks": repeat("\\`a`"),
    "angles": repeat("<"),
    "open tags": repeat("<b>"),
    "open tags with a title": counted("<b title={n}>\n\n"),
    "closing tags": repeat("</b>"),
    "tags inside tags": nested("<div>", "a", "</div>"),
    "tags with open quotes": repeat('<a href="'),
    "tags without an end": repeat("<a b"),
    "comments without an end": repeat("<!--"),
    "open declarations": repeat("<![CDATA["),
    "instructions": repeat("<?"),
    "angle addresses": repeat("<a@b"),
    "angle links": repeat("<http://a"),
    "ampersands": repeat("&"),
    "entities": repeat("&amp;"),
    "open entities": repeat("&#x1"),
    "backslashes": repeat("\\"),
    "escaped brackets": repeat("\\["),
    "quotes": repeat(">"),
    "spaced quotes": repeat("> "),
    "quotes in lines": repeat(">>>>>>>>>>>>>>>>>>>>a\n\n"),
    "growing quotes": growing(">"),
    "dashes": repeat("- "),
    "stars as a list": repeat("* "),
    "numbers as a list": repeat("1. "),
    "dashes in lines": repeat("- - - - a\n"),
    "ever deeper list": deep_list,
    "short items": repeat("- a\n"),
    "loose items": repeat("- a\n\n"),
    "items with a heading": repeat("- a\n    # b\n"),
    "quotes and lists": repeat("> - "),
    "short paragraphs": repeat("a\n\n"),
    "short lines": repeat("a\n"),
    "empty lines": repeat("\n", before="a"),
    "headings": repeat("# a\n"),
    "underlined headings": repeat("a\n=\n"),
    "the same heading": repeat("# a\n\n"),
    "rules": repeat("***\n"),
    "almost a rule": repeat("- ", after="a"),
    "long dash line": repeat("-", after="a"),
    "hashes": repeat("#"),
    "heading hashes": repeat("# #"),
    "definitions": repeat("a\n: b\n"),
    "many references": references,
    "reference titles": repeat("[a]: b 'c\n"),
    "many footnotes": footnotes,
    "one footnote often": one_footnote_often,
    "footnote openings": repeat("[^"),
    "many abbreviations": abbreviations,
    "abbreviation openings": repeat("*["),
    "wide table": wide_table,
    "thin rows": thin_rows,
    "pipes": repeat("|"),
    "tables": repeat("|a|b|\n|-|-|\n|c|d|\n\n"),
    "ticks in a row": lambda size: "|" + "`a" * (size // 2 - 10) + "|b|\n|-|-|",
    "open fences": repeat("```\n"),
    "growing fences": growing("\n```"),
    "fences in quotes": repeat("> ```\n"),
    "fences with options": repeat('``` {.a b="c\n'),
    "many fences": repeat("```python\na\n```\n"),
    "hostile code": lambda size: "```python\n" + "'" * (size - 20) + "\n```",
    "hostile perl": lambda size: "```perl\n" + "s{" * (size // 2 - 10) + "\n```",
    "hostile page": lambda size: "```html\n" + "<a " * (size // 3 - 10) + "\n```",
    "indented code": repeat("    a\n\n"),
    "blocks": repeat("/// caption\n"),
    "open blocks": repeat("/// details | a\n"),
    "blocks inside blocks": blocks_in_blocks,
    "blocks that never end": repeat("/// caption\n~~&#\n\n: "),
    "blocks and definitions": repeat("/// caption\n/// caption\n\n    "),
    "mentions and hashtags": repeat("@b#a"),
    "mails": repeat("a@b.c "),
    "www": repeat("www."),
    "addresses": repeat("http://a"),
    "spaced addresses": repeat("http://a.b "),
    "closing parentheses of an address": lambda size: "http://a.b/" + ")" * (size - 11),
    "opening parentheses of an address": lambda size: "http://a.b/" + "(" * (size - 11),
    "mail": repeat("a@a."),
    "mail without an at": repeat("a."),
    "mail with plus": repeat("a+"),
    "mail ends": repeat("@a"),
    "smilies": repeat(":) "),
    "smilies in a run": repeat(":)"),
    "colons": repeat(":"),
    "hashtags": repeat("#a "),
    "hashtags in a run": repeat("#a"),
    "hashtag dashes": repeat("-a", before="#a"),
    "mentions": repeat("@a "),
    "dotted mention": repeat(".a", before="@a"),
    "spaces": repeat(" ", before="a", after="b"),
    "no-break spaces": repeat(".\u00a0 "),
    "line ends with spaces": repeat("a  \n"),
    "one long word": repeat("a"),
    "tabs": repeat("\t", after="a"),
    "placeholders": repeat("\x02klzzwxh:0001\x03"),
    "placeholder words": repeat("klzzwxh:0001 "),
    "all marks in turn": repeat("[`*_~<&\\|#@:"),
}
