from django.urls import path

from desk import home
from desk.blog import invitation, ownership, people, settings
from desk.blog import views as blog
from desk.editor import completion, pasting
from desk.editor import views as editor
from desk.library import views as library
from desk.posts.urls import post_urls
from posts import converters  # noqa: F401 - the parts an address may have

app_name = "desk"

blog_urls = [
    path("blogs/new/", blog.create, name="blog_new"),
    path("invitation/<str:key>/", invitation.invitation_detail, name="invitation"),
    path("@<handle:handle>/settings/", settings.general, name="blog_settings"),
    path("@<handle:handle>/settings/look/", settings.look, name="blog_look"),
    path("@<handle:handle>/settings/comments/", settings.comments, name="blog_comments"),
    path("@<handle:handle>/about/", settings.start_about_page, name="blog_about"),
    path("@<handle:handle>/ownership/", ownership.ownership, name="blog_ownership"),
    path("@<handle:handle>/people/", people.people, name="blog_people"),
    path("@<handle:handle>/people/leave/", people.leave, name="blog_leave"),
    path("@<handle:handle>/people/<int:member_id>/", people.update_member, name="blog_member"),
    path(
        "@<handle:handle>/invitations/<int:invitation_id>/",
        people.update_invitation,
        name="blog_invitation",
    ),
]

image_urls = [
    path("@<handle:handle>/pictures/", library.library, name="library"),
    path("@<handle:handle>/pictures/<int:image_id>/", library.image_detail, name="image"),
    path(
        "@<handle:handle>/pictures/<int:image_id>/delete/",
        library.delete_image,
        name="delete_image",
    ),
]

editor_urls = [
    path("@<handle:handle>/write/", editor.write, name="write"),
    path("posts/<int:post_id>/", editor.edit, name="edit"),
    path("tags/", completion.tags, name="tags"),
    path("paste/", pasting.paste, name="paste"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("write/", home.choose_blog, name="choose_blog"),
    *editor_urls,
    *post_urls,
    *blog_urls,
    *image_urls,
]
