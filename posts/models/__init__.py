from posts.models.blog import Blog, BlogMember, Category
from posts.models.like import Like
from posts.models.old_address import OldAddress
from posts.models.post import Post
from posts.models.tag import Tag, TagAlias, TaggedPost

__all__ = [
    "Blog",
    "BlogMember",
    "Category",
    "Like",
    "OldAddress",
    "Post",
    "Tag",
    "TagAlias",
    "TaggedPost",
]
