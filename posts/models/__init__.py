from posts.models.like import Like
from posts.models.old_address import OldAddress
from posts.models.post import Post
from posts.models.revision import Revision
from posts.models.tag import Tag, TagAlias, TaggedPost
from posts.models.working_copy import WorkingCopy

__all__ = [
    "Like",
    "OldAddress",
    "Post",
    "Revision",
    "Tag",
    "TagAlias",
    "TaggedPost",
    "WorkingCopy",
]
