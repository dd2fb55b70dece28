from django.urls import path

from posts import converters  # noqa: F401 - the parts an address may have
from posts.desk import completion, home, writing

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("@<handle:handle>/write/", writing.write, name="write"),
    path("posts/<int:post_id>/", writing.edit, name="edit"),
    path("tags/", completion.tags, name="tags"),
]
