"""What any export holds: a reader yields these, and knows nothing of how they are stored."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from comments.models import Comment
from posts.models import Post
from transfer.importers.common.faults import Faults

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from images.models import ImageDetails
    from transfer.importers.common.folders import Files

PLAUSIBLE_YEARS = range(1900, 2200)


class Unreadable(Exception):
    """The file cannot be read on from this line."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"Line {line}: {reason}" if line else reason)
        self.line = line


@dataclass(slots=True)
class ImportedBlog:
    title: str = ""
    tagline: str = ""


@dataclass(slots=True)
class ImportedAuthor:
    login: str = ""
    email: str = ""
    name: str = ""


@dataclass(slots=True)
class ImportedComment:
    source: str
    source_id: str = ""  # its id in the export, the same in every later one; or ""
    parent_id: str = ""  # the source_id of the comment it replies to; or ""
    source_format: str = Post.Format.HTML
    status: str = Comment.Status.PENDING
    kind: str = Comment.Kind.COMMENT
    at: dt.datetime | None = None  # without a zone: in that of the blog
    name: str = ""
    email: str = ""
    website: str = ""
    author: ImportedAuthor | None = None  # where an author of that blog wrote it


@dataclass(slots=True)
class ImportedPost:
    place: str  # where in the file it stands: "line 7"
    source_id: str  # its id in the export, the same in every later one
    source: str
    source_format: str = Post.Format.HTML
    kind: str = Post.Kind.POST
    status: str = Post.Status.DRAFT
    at: dt.datetime | None = None  # without a zone: in that of the blog
    title: str = ""
    slug: str = ""
    excerpt: str = ""
    author: ImportedAuthor = field(default_factory=ImportedAuthor)
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    is_sticky: bool = False
    comments_open: bool = True
    canonical_url: str = ""
    featured_image: str = ""  # its address there, and once it is imported the one here
    featured_alt: str = ""
    featured_caption: str = ""
    old_addresses: set[str] = field(default_factory=set)
    comments: list[ImportedComment] = field(default_factory=list)
    skipped: list[SkippedItem] = field(default_factory=list)  # of its comments
    notes: list[str] = field(default_factory=list)  # for the report, when it is imported
    kept_as_text: Counter[str] = field(default_factory=Counter)  # shortcodes nobody knows, by name
    base_url: str = ""  # what addresses in its text are relative to
    home_url: str = ""  # how links to other posts of its blog begin, where that address is gone
    image_texts: dict[str, ImageDetails] = field(default_factory=dict)  # by address

    @property
    def name(self) -> str:
        return f"“{self.title[:60].strip()}”" if self.title else f"item {self.source_id[:60]}"


@dataclass(slots=True)
class SkippedItem:
    place: str
    name: str
    reason: str
    is_listed: bool = True


class Reader(ABC):
    """Reads one kind of export as a stream: one item in memory at a time."""

    kind: ClassVar[str]  # one of Import.Kind

    def __init__(self, path: Path) -> None:
        self.path = path
        self.blog = ImportedBlog()  # known with the first item at the latest
        self.files: Files | None = None  # the pictures that came with it
        self.faults = Faults()  # of what has been read
        self.done = 0  # of `total`: bytes, or files
        self.total = path.stat().st_size

    @property
    def site(self) -> str:
        """Which blog this is, the same in every export of it; known with the first item."""
        return ""

    @property
    def home_url(self) -> str:
        """The address of the blog there, without http: or https:; "" where no link leads to it."""
        return ""

    @abstractmethod
    def items(self) -> Iterator[ImportedPost | SkippedItem]:
        """Every item as it is met. Raises Unreadable where the file ends to make sense."""


def plausible_date(date: dt.datetime | None) -> dt.datetime | None:
    """DATE where blogs may have had it, else None: exports fill gaps with zeros and nines."""
    return date if date and date.year in PLAUSIBLE_YEARS else None
