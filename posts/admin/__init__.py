from posts.admin.blogs import BlogAdmin, CategoryAdmin
from posts.admin.posts import PostAdmin
from posts.admin.tags import TagAdmin

__all__ = ["BlogAdmin", "CategoryAdmin", "PostAdmin", "TagAdmin"]
