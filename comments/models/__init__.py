from comments.models.comment import Comment, EditedSince, NoLongerEditable, NotToClaim, SaysNothing
from comments.models.decision import Decision
from comments.models.pending_reply import PendingReply
from comments.models.revision import CommentRevision

__all__ = [
    "Comment",
    "CommentRevision",
    "Decision",
    "EditedSince",
    "NoLongerEditable",
    "NotToClaim",
    "PendingReply",
    "SaysNothing",
]
