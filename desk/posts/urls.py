"""The addresses of lists of posts, and of what belongs to one: revisions, URL, link, bin."""

from django.urls import path

from desk.editor import preview_link, revisions
from desk.posts import address, binning, bulk, post_list

post_urls = [
    path("@<handle:handle>/posts/", post_list.posts, name="posts"),
    path("posts/bulk/", bulk.bulk, name="bulk"),
    path("bin/", binning.binned, name="bin"),
    path("posts/<int:post_id>/revisions/", revisions.revisions, name="revisions"),
    path("posts/<int:post_id>/revisions/compare/", revisions.comparison, name="comparison"),
    path(
        "posts/<int:post_id>/revisions/<int:number>/restore/",
        revisions.restore_revision,
        name="restore_revision",
    ),
    path("posts/<int:post_id>/pin/", post_list.pin, name="pin"),
    path("posts/<int:post_id>/kind/", post_list.kind, name="kind"),
    path("posts/<int:post_id>/address/", address.address, name="address"),
    path("posts/<int:post_id>/preview-link/", preview_link.preview_link, name="preview_link"),
    path("posts/<int:post_id>/preview-link/off/", preview_link.revoke, name="revoke_preview_link"),
    path("posts/<int:post_id>/bin/", binning.put_in_bin, name="put_in_bin"),
    path("posts/<int:post_id>/bin/out/", binning.restore_from_bin, name="restore_from_bin"),
    path("posts/<int:post_id>/deletion/", binning.deletion, name="deletion"),
]
