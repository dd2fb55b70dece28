from django.urls import path

from comments import answering, approval_queue, claiming, decisions, feeds, own, several, views
from comments.models import Decision
from cpdblog.lib.feeds.feed import feed_paths
from posts.converters import POST_ADDRESS

app_name = "comments"

urlpatterns = [
    path(f"{POST_ADDRESS}reply/", views.reply, name="reply"),
    path(f"{POST_ADDRESS}reply/<int:parent_id>/", views.reply, name="reply_to"),
    *feed_paths(f"{POST_ADDRESS}comments/", feeds.of_post, "feed"),
    *feed_paths("@<handle:handle>/comments/", feeds.of_blog, "blog_feed"),
    *feed_paths("comments/", feeds.of_community, "community_feed"),
    path("people/<handle:handle>/comments/", views.of_person, name="of_person"),
    path("comments/<int:comment_id>/", views.permalink, name="permalink"),
    path("comments/<int:comment_id>/approval/", decisions.approval, name="approval"),
    path("comments/<int:comment_id>/spam/", decisions.spam, name="spam"),
    path("comments/<int:comment_id>/reopening/", decisions.reopening, name="reopening"),
    path("comments/<int:comment_id>/edit/", own.edit, name="edit"),
    path("comments/<int:comment_id>/private/<str:token>/", own.private, name="private"),
    path("comments/<int:comment_id>/claim/", claiming.claim, name="claim"),
    path(
        "comments/<int:comment_id>/claim/<str:token>/",
        claiming.claim_by_email,
        name="claim_by_email",
    ),
    path("comments/<int:comment_id>/answer/", answering.answer, name="answer"),
    path("comments/<int:comment_id>/removal/", decisions.removal, name="removal"),
    path("comments/pending/", approval_queue.pending, name="pending"),
    *(
        path(f"comments/several/{address}/", several.decide_several, {"kind": kind}, name=name)
        for address, kind, name in (
            ("approval", Decision.Kind.APPROVED, "approve_several"),
            ("spam", Decision.Kind.SPAM, "spam_several"),
            ("removal", Decision.Kind.REMOVED, "remove_several"),
            ("reopening", Decision.Kind.REOPENED, "reopen_several"),
        )
    ),
]
