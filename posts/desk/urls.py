from django.urls import path

from posts import converters  # noqa: F401 - the parts an address may have
from posts.desk import blogs, completion, home, invited, keeping, people, pictures, writing
from posts.desk.around import around_a_post

app_name = "desk"

of_blogs = [
    path("blogs/new/", blogs.start, name="blog_new"),
    path("invitation/<str:key>/", invited.invited, name="invitation"),
    path("@<handle:handle>/settings/", blogs.change, name="blog_settings"),
    path("@<handle:handle>/about/", blogs.about, name="blog_about"),
    path("@<handle:handle>/keeping/", keeping.keeping, name="blog_keeping"),
    path("@<handle:handle>/people/", people.people, name="blog_people"),
    path("@<handle:handle>/people/leave/", people.leave, name="blog_leave"),
    path("@<handle:handle>/people/<int:number>/", people.member, name="blog_member"),
    path("@<handle:handle>/invitations/<int:number>/", people.invitation, name="blog_invitation"),
]

of_pictures = [
    path("@<handle:handle>/pictures/", pictures.library, name="pictures"),
    path("@<handle:handle>/pictures/<int:number>/", pictures.picture, name="picture"),
    path(
        "@<handle:handle>/pictures/<int:number>/throw-away/",
        pictures.throw_away,
        name="throw_away_picture",
    ),
]

of_writing = [
    path("@<handle:handle>/write/", writing.write, name="write"),
    path("posts/<int:post_id>/", writing.edit, name="edit"),
    path("tags/", completion.tags, name="tags"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *of_writing,
    *around_a_post,
    *of_blogs,
    *of_pictures,
]
