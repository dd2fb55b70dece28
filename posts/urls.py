from django.urls import path

from cpdblog.lib.feeds.feed import feed_paths
from posts import directory, feeds, oembed, preview_link, sitemap, views
from posts.converters import POST_ADDRESS

app_name = "posts"

community = [
    path("", views.front, name="front"),
    path("posts/", views.post_list, name="list"),
    path("blogs/", directory.blogs, name="blogs"),
    path("feeds/", directory.feeds, name="feeds"),
    path("oembed", oembed.oembed, name="oembed"),
    path("opml.xml", directory.opml, name="opml"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/<yyyy:year>-<int:number>.xml", sitemap.of_year, name="sitemap_of_year"),
    path("sitemap/<slug:kind>.xml", sitemap.of_kind, name="sitemap_of"),
    path("preview/<str:key>/", preview_link.shown, name="preview_link"),
    path("tags/", views.tags, name="tags"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    *feed_paths("", feeds.community, "community_feed"),
    *feed_paths("tags/<uslug:slug>/", feeds.tag, "tag_feed"),
    *feed_paths("people/<handle:handle>/", feeds.person, "person_feed"),
]

blog = [
    *feed_paths("@<handle:handle>/", feeds.blog, "feed"),
    *feed_paths("@<handle:handle>/category/<uslug:slug>/", feeds.category, "category_feed"),
    path("@<handle:handle>/draft/<int:post_id>/", views.draft, name="draft"),
    path("@<handle:handle>/<yyyy:year>/<mm:month>/", views.month, name="month"),
    path(POST_ADDRESS, views.detail, name="detail"),
    path(f"{POST_ADDRESS}like/", views.like, name="like"),
    path("@<handle:handle>/<uslug:slug>/", views.page, name="page"),
]

# Things of the rooms below whose pages show posts: their names belong to those rooms.
people = [
    path("people/", directory.people, name="list"),
    path("people/<handle:handle>/", views.person, name="detail"),
]
blogs = [
    path("@<handle:handle>/", views.blog, name="home"),
    path("@<handle:handle>/category/<uslug:slug>/", views.category, name="category"),
]

urlpatterns = [*community, *blog]
