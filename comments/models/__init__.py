from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.pending_reply import PendingReply

__all__ = ["Comment", "Decision", "PendingReply"]
