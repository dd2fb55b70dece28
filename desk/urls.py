from django.urls import path

from desk import home
from desk.blog import invitation, ownership, people
from desk.blog import views as blog
from desk.editor import completion
from desk.editor import views as editor
from desk.library import views as library
from desk.posts.urls import around_a_post
from posts import converters  # noqa: F401 - the parts an address may have

app_name = "desk"

of_blogs = [
    path("blogs/new/", blog.start, name="blog_new"),
    path("invitation/<str:key>/", invitation.invited, name="invitation"),
    path("@<handle:handle>/settings/", blog.change, name="blog_settings"),
    path("@<handle:handle>/about/", blog.about, name="blog_about"),
    path("@<handle:handle>/ownership/", ownership.ownership, name="blog_ownership"),
    path("@<handle:handle>/people/", people.people, name="blog_people"),
    path("@<handle:handle>/people/leave/", people.leave, name="blog_leave"),
    path("@<handle:handle>/people/<int:number>/", people.member, name="blog_member"),
    path("@<handle:handle>/invitations/<int:number>/", people.invitation, name="blog_invitation"),
]

of_pictures = [
    path("@<handle:handle>/pictures/", library.library, name="library"),
    path("@<handle:handle>/pictures/<int:number>/", library.picture, name="image"),
    path(
        "@<handle:handle>/pictures/<int:number>/delete/",
        library.delete_image,
        name="delete_image",
    ),
]

of_writing = [
    path("@<handle:handle>/write/", editor.write, name="write"),
    path("posts/<int:post_id>/", editor.edit, name="edit"),
    path("tags/", completion.tags, name="tags"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *of_writing,
    *around_a_post,
    *of_blogs,
    *of_pictures,
]
