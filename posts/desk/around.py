"""The addresses of what stands around a post: its versions, its place, its link, the bin."""

from django.urls import path

from posts.desk import address, binning, friend, shelf, versions

around_a_post = [
    path("@<handle:handle>/posts/", shelf.posts, name="posts"),
    path("bin/", binning.binned, name="bin"),
    path("posts/<int:post_id>/revisions/", versions.revisions, name="revisions"),
    path("posts/<int:post_id>/revisions/compare/", versions.comparison, name="comparison"),
    path("posts/<int:post_id>/revisions/<int:number>/restore/", versions.put_back, name="put_back"),
    path("posts/<int:post_id>/top/", shelf.on_top, name="on_top"),
    path("posts/<int:post_id>/kind/", shelf.kind, name="kind"),
    path("posts/<int:post_id>/address/", address.address, name="address"),
    path("posts/<int:post_id>/friend/", friend.friend, name="friend"),
    path("posts/<int:post_id>/friend/off/", friend.friend_off, name="friend_off"),
    path("posts/<int:post_id>/bin/", binning.put_in, name="put_in_bin"),
    path("posts/<int:post_id>/bin/out/", binning.take_out, name="take_out"),
    path("posts/<int:post_id>/deletion/", binning.deletion, name="deletion"),
]
