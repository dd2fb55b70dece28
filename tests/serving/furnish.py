"""What a community that was prepared has beside: a blog, a post, and Ada who is signed in."""

from tests.casts import signed_in
from tests.make import make_blog, make_post, make_user


def furnish() -> str:
    """The key of Ada's session."""
    ada = make_user("Ada Kowalczyk", handle="ada")
    blog = make_blog(ada, handle="quiet-carriage")
    make_post(blog, author=ada, title="Rain", slug="rain")
    return str(signed_in(ada).cookies["session"].value)
