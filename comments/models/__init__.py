from comments.models.claiming import NotToClaim
from comments.models.comment import Comment
from comments.models.deciding import EditedSince, TakenBack
from comments.models.decision import Decision
from comments.models.editing import NoLongerEditable, SaysNothing
from comments.models.fields import LONGEST_COMMENT
from comments.models.pending_reply import PendingReply
from comments.models.revision import CommentRevision

__all__ = [
    "LONGEST_COMMENT",
    "Comment",
    "CommentRevision",
    "Decision",
    "EditedSince",
    "NoLongerEditable",
    "NotToClaim",
    "PendingReply",
    "SaysNothing",
    "TakenBack",
]
