from blogs.models.blog import Blog, BlogAddressTaken
from blogs.models.category import Category
from blogs.models.handover import Handover
from blogs.models.invitation import Invitation
from blogs.models.member import BlogMember

__all__ = ["Blog", "BlogAddressTaken", "BlogMember", "Category", "Handover", "Invitation"]
