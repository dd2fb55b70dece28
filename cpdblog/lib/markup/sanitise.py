"""The one allow-list: every text that reaches a page leaves through here."""

import html
import re
from typing import NewType
from urllib.parse import urlsplit

import nh3
from pygments.token import STANDARD_TYPES

from cpdblog.lib.markup.link_targets import SCHEMES, address_meant
from cpdblog.lib.markup.nesting import Attributes, well_nested

SafeHTML = NewType("SafeHTML", str)

_NAMES_IN_LINES = """
    a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time
    u var wbr
"""
_IN_COMMENTS = "blockquote dd div dl dt hr li ol p pre ul"
_IN_POSTS = """
    caption col colgroup details figcaption figure h2 h3 h4 h5 h6 img section summary table tbody td
    tfoot th thead tr
"""
IN_LINES = frozenset(_NAMES_IN_LINES.split())
COMMENT_TAGS = IN_LINES | frozenset(_IN_COMMENTS.split())
POST_TAGS = COMMENT_TAGS | frozenset(_IN_POSTS.split())
# What stands inside these is never words for a reader.
_SILENT = frozenset({"script", "style"})

_ALIGNMENTS = ("left", "center", "right")
_CLASSES = frozenset(
    {"highlight", "footnote", "footnote-ref", "footnote-backref", "task-list", "task-list-item"}
    | {"hashtag", "mention"}
    | {f"align-{side}" for side in _ALIGNMENTS}
)
_TOKEN_CLASSES = frozenset(STANDARD_TYPES.values()) - {""}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "id"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "ins": {"datetime"},
    "img": {"alt", "height", "loading", "decoding", "src", "width"},
    "li": {"id", "value"},
    "ol": {"reversed", "start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_WITH_ID = ("div", "dt", "figure", "h2", "h3", "h4", "h5", "h6", "p", "section", "span", "sup")
_FOREIGN_REL = "nofollow ugc noopener"

_ALIGN_STYLE = re.compile(r"text-align:\s*(left|center|right)")
# A linked picture that is not ours has become a link in a link: the outer one is left with nothing.
_LINK_BEFORE_ITS_WORDS = re.compile(
    r"(<a (?![^<>]*\bid=)(?=[^<>]*\bhref=)[^<>]*+>\s*+)</a><a href=[^<>]*+>"
)
_LEADS_NOWHERE = re.compile(r"<a(?=[ >])(?![^<>]* (?:href|id)=)[^<>]*+>((?:[^<]|<(?!/a>))*+)</a>")
_EMPTY_CLASS = re.compile(r'(<[a-z][^<>]*?) class=""')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


def clean(page: str, *, prefix: str, own_hosts: frozenset[str], tags: frozenset[str]) -> SafeHTML:
    """Markup of any origin, made safe to show inside a page of this community."""
    adapt = _Adaptation(prefix, own_hosts, tags)
    nested = well_nested(page, known=tags | _SILENT | {"img"}, written=adapt.tag)
    final = _cleaner(prefix, tags).clean(nested)
    final = _LINK_BEFORE_ITS_WORDS.sub(r"\1", _EMPTY_CLASS.sub(r"\1", final))
    final = _LEADS_NOWHERE.sub(r"\1", final)
    return SafeHTML(_EMPTY_PARAGRAPH.sub("", final).strip())


class _Adaptation:
    """What an allow-list cannot say: which links are foreign, which pictures are ours."""

    def __init__(self, prefix: str, own_hosts: frozenset[str], tags: frozenset[str]) -> None:
        self.prefix = prefix
        self.own_hosts = own_hosts
        self.pictures = "img" in tags

    def tag(self, name: str, found: Attributes) -> str:
        found.pop("rel", None)
        if "style" in found or "class" in found:
            _style_to_class(found)
        if name == "img":
            return self._image(found)
        if name == "a":
            self._link(found)
        return _written(name, found)

    def _link(self, found: Attributes) -> None:
        href = address_meant(found.get("href", ""))
        if href:
            found["href"] = href
        elif "id" in found:
            found.pop("href", None)
        else:
            found.clear()
            return
        if href.startswith("#"):
            found["href"] = f"#{self.prefix}{href[1:].removeprefix(self.prefix)}"
        if is_foreign(href, self.own_hosts):
            found["rel"] = _FOREIGN_REL

    def _image(self, found: Attributes) -> str:
        source = found.get("src", "")
        if self.pictures and _is_ours(source):
            return _written("img", {"alt": "", **found, "loading": "lazy", "decoding": "async"})
        words = html.escape(found.get("alt", "").strip() or "picture", quote=False)
        link = {"href": source}
        self._link(link)
        if not link:
            return words
        return f"{_written('a', link)}{words}</a>"


def is_foreign(address: str, own_hosts: frozenset[str]) -> bool:
    try:
        parts = urlsplit(address.replace("\\", "/"))
        host = parts.hostname
    except ValueError:
        return True
    if parts.scheme in {"mailto", "tel"}:
        return False
    return bool(parts.scheme or parts.netloc) and host not in own_hosts


def _is_ours(source: str) -> bool:
    return source.startswith("/media/") and "\\" not in source and ".." not in source


def _style_to_class(found: Attributes) -> None:
    classes = found.get("class", "").split()
    aligned = {f"align{side}": f"align-{side}" for side in _ALIGNMENTS}
    classes = [aligned.get(name, name) for name in classes]
    if match := _ALIGN_STYLE.search(found.pop("style", "")):
        classes.append(f"align-{match[1]}")
    if classes:
        found["class"] = " ".join(classes)


def _written(name: str, found: Attributes) -> str:
    return f"<{name}{''.join(f' {key}="{html.escape(value)}"' for key, value in found.items())}>"


def _cleaner(prefix: str, tags: frozenset[str]) -> nh3.Cleaner:
    attributes = _attributes()
    attributes["a"] = attributes["a"] | {"rel"}
    if not prefix:
        attributes = {tag: names - {"id"} for tag, names in attributes.items()}
    return nh3.Cleaner(
        tags=set(tags),
        attributes=attributes,
        attribute_filter=_filter_attribute,
        allowed_classes={tag: set(_CLASSES) for tag in tags - {"span"}}
        | {"span": set(_CLASSES | _TOKEN_CLASSES)},
        clean_content_tags=set(_SILENT),
        url_schemes=set(SCHEMES),
        link_rel=None,
        id_prefix=prefix or None,
    )


def _attributes() -> dict[str, set[str]]:
    found = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    for tag in _WITH_ID:
        found[tag] = found.get(tag, set()) | {"id"}
    return found


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "rel":
        return _FOREIGN_REL if value == _FOREIGN_REL else None
    if tag == "img" and name == "src":
        return value if _is_ours(value) else None
    return value
