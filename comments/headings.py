"""What stands over a discussion, with the heading that the blog has chosen."""

from django.utils.translation import ngettext

from blogs.models import Blog


def discussion_heading(comments_heading: str, count: int) -> str:
    """As in "4 Responses to"; empty when nobody has answered. The title of the post follows, unless
    the heading chosen is "comments".
    """
    if not count:
        return ""
    if comments_heading == Blog.CommentsHeading.THOUGHTS:
        return ngettext("One thought on", "%(n)s thoughts on", count) % {"n": f"{count:,}"}
    if comments_heading == Blog.CommentsHeading.COMMENTS:
        return ngettext("1 comment:", "%(n)s comments:", count) % {"n": f"{count:,}"}
    return ngettext("One Response to", "%(n)s Responses to", count) % {"n": f"{count:,}"}


def count_label(comments_heading: str, count: int) -> str:
    """For lists of posts: "4 responses", "one comment"; empty for none."""
    if not count:
        return ""
    if comments_heading == Blog.CommentsHeading.THOUGHTS:
        return ngettext("1 thought", "%(n)s thoughts", count) % {"n": f"{count:,}"}
    if comments_heading == Blog.CommentsHeading.COMMENTS:
        return ngettext("1 comment", "%(n)s comments", count) % {"n": f"{count:,}"}
    return ngettext("1 response", "%(n)s responses", count) % {"n": f"{count:,}"}
