"""What stands over a discussion, in the voice the blog has chosen."""

from django.utils.translation import ngettext

from blogs.models import Blog


def discussion_heading(comments_heading: str, count: int) -> str:
    """The words before the title; empty when nobody has answered. The title follows unless the
    voice is "comments".
    """
    if not count:
        return ""
    if comments_heading == Blog.CommentsHeading.THOUGHTS:
        return ngettext("One thought on", "%(n)s thoughts on", count) % {"n": f"{count:,}"}
    if comments_heading == Blog.CommentsHeading.COMMENTS:
        return ngettext("1 comment:", "%(n)s comments:", count) % {"n": f"{count:,}"}
    return ngettext("One Response to", "%(n)s Responses to", count) % {"n": f"{count:,}"}


def count_words(comments_heading: str, count: int) -> str:
    """For lists of posts: "4 responses", "one comment"; empty for none."""
    if not count:
        return ""
    if comments_heading == Blog.CommentsHeading.THOUGHTS:
        return ngettext("1 thought", "%(n)s thoughts", count) % {"n": f"{count:,}"}
    if comments_heading == Blog.CommentsHeading.COMMENTS:
        return ngettext("1 comment", "%(n)s comments", count) % {"n": f"{count:,}"}
    return ngettext("1 response", "%(n)s responses", count) % {"n": f"{count:,}"}
