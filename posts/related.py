"""Other posts that share tags with a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Count, Sum, Value, When

from posts.models import Post, TaggedPost

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 3
LOOKED_AT = 24
MAX_TAGS = 12
# A tag of more posts says little, and reading them all would cost more than it tells.
FREQUENT = 400
OWN_VOICE = 0.5  # how much less a post of the same author counts


def related_to(post: Post, *, besides: Iterable[Post | None] = ()) -> list[Post]:
    """At most three, in three queries however many posts there are, and in none without tags:
    rare tags weigh more, and other authors come first. Those BESIDES it are on the page already.
    """
    tags = [row.tag_id for row in post.listed_tags[:MAX_TAGS]]
    counted = dict(
        TaggedPost.objects.filter(tag__in=tags)
        .order_by()
        .values_list("tag")
        .annotate(posts=Count("pk"))
    )
    tags = [tag for tag in tags if tag in counted]  # one may be gone since a moment ago
    if not tags:
        return []
    rows = TaggedPost.objects.filter(tag__in=[tag for tag in tags if counted[tag] <= FREQUENT])
    if all(count > FREQUENT for count in counted.values()):
        newest = TaggedPost.objects.filter(tag=min(tags, key=counted.__getitem__)).order_by("-pk")
        rows = TaggedPost.objects.filter(pk__in=newest.values("pk")[:FREQUENT])
    rarity = Case(*[When(tag=tag, then=Value(1 / counted[tag])) for tag in tags])
    weighed = rows.order_by().values("content_object").annotate(nearness=Sum(rarity))
    ordered = weighed.exclude(content_object=post).order_by("-nearness", "-content_object")
    # Posts are read only now: that costs more than the tags, for which hidden posts count too.
    near = dict(ordered.values_list("content_object", "nearness")[:LOOKED_AT])
    for known in filter(None, besides):
        near.pop(known.pk, None)
    public = Post.objects.published().posts().filter(pk__in=near)
    for other in (shown := list(public.for_list())):
        near[other.pk] *= OWN_VOICE if other.author_id == post.author_id else 1
    return sorted(shown, key=lambda other: (-near[other.pk], -other.pk))[:SHOWN]
