from comments.models.comment import Comment, EditedSince, NoLongerEditable, SaysNothing
from comments.models.decision import Decision
from comments.models.pending_reply import PendingReply
from comments.models.revision import CommentRevision

__all__ = [
    "Comment",
    "CommentRevision",
    "Decision",
    "EditedSince",
    "NoLongerEditable",
    "PendingReply",
    "SaysNothing",
]
