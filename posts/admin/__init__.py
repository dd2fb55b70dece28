from posts.admin.blogs import CountedBlogAdmin, CountedCategoryAdmin
from posts.admin.posts import PostAdmin
from posts.admin.tags import TagAdmin

__all__ = ["CountedBlogAdmin", "CountedCategoryAdmin", "PostAdmin", "TagAdmin"]
