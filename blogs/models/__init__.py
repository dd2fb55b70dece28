from blogs.models.blog import AddressTaken, Blog
from blogs.models.category import Category
from blogs.models.handover import Handover
from blogs.models.invitation import Invitation
from blogs.models.member import BlogMember

__all__ = ["AddressTaken", "Blog", "BlogMember", "Category", "Handover", "Invitation"]
