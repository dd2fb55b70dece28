from comments.models.alike import Alike
from comments.models.claiming import NotClaimable
from comments.models.comment import Comment
from comments.models.deciding import DecidedSince, EditedSince, RemovedByAuthor
from comments.models.decision import MAX_REASON_LENGTH, Decision
from comments.models.editing import EmptyComment, NoLongerEditable
from comments.models.fields import MAX_COMMENT_LENGTH
from comments.models.pending_reply import PendingReply
from comments.models.revision import CommentRevision

__all__ = [
    "MAX_COMMENT_LENGTH",
    "MAX_REASON_LENGTH",
    "Alike",
    "Comment",
    "CommentRevision",
    "DecidedSince",
    "Decision",
    "EditedSince",
    "EmptyComment",
    "NoLongerEditable",
    "NotClaimable",
    "PendingReply",
    "RemovedByAuthor",
]
