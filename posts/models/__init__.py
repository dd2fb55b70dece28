from posts.models.blog import AddressTaken, Blog
from posts.models.category import Category
from posts.models.handover import Handover
from posts.models.image import Image
from posts.models.invitation import Invitation
from posts.models.like import Like
from posts.models.member import BlogMember
from posts.models.old_address import OldAddress
from posts.models.post import Post
from posts.models.revision import Revision
from posts.models.tag import Tag, TagAlias, TaggedPost
from posts.models.working_copy import WorkingCopy

__all__ = [
    "AddressTaken",
    "Blog",
    "BlogMember",
    "Category",
    "Handover",
    "Image",
    "Invitation",
    "Like",
    "OldAddress",
    "Post",
    "Revision",
    "Tag",
    "TagAlias",
    "TaggedPost",
    "WorkingCopy",
]
