from django.urls import path

from comments import feeds, views
from posts.converters import POST_ADDRESS

app_name = "comments"

urlpatterns = [
    path(f"{POST_ADDRESS}reply/", views.reply, name="reply"),
    path(f"{POST_ADDRESS}reply/<int:parent_id>/", views.reply, name="reply_to"),
    path(f"{POST_ADDRESS}comments/feed/", feeds.PostCommentsFeed(), name="feed"),
    path("comments/<int:comment_id>/", views.permalink, name="permalink"),
    path("comments/<int:comment_id>/approval/", views.approval, name="approval"),
    path("comments/<int:comment_id>/spam/", views.spam, name="spam"),
    path("comments/<int:comment_id>/removal/", views.removal, name="removal"),
    path("comments/waiting/", views.waiting, name="waiting"),
]
