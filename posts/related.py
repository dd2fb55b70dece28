"""What else somebody who read this post may like, told by the tags they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, FloatField, Sum, Value, When

from posts.models import Post, TaggedPost

if TYPE_CHECKING:
    from posts.models.post import PostQuerySet

SHOWN = 3
MOST_TAGS = 12
# A tag of more posts says little, and reading them all would cost more than it tells.
FREQUENT = 400
OWN_VOICE = 0.5  # how much less a post of the same author counts


def related_to(post: Post) -> PostQuerySet | list[Post]:
    """At most three, in two queries however many posts there are: rare tags weigh more, and other
    authors come first.
    """
    tags = [row.tag_id for row in post.listed_tags[:MOST_TAGS]]
    if not tags:
        return []
    rows = TaggedPost.objects.filter(tag__in=tags, content_object__status=Post.Status.PUBLISHED)
    counted = dict(
        TaggedPost.objects.filter(tag__in=tags)
        .order_by()
        .values_list("tag")
        .annotate(posts=Count("pk"))
    )
    rare = [tag for tag in tags if counted.get(tag, 0) <= FREQUENT]
    if not rare:
        rare = [min(tags, key=lambda tag: counted.get(tag, 0))]
        newest = TaggedPost.objects.filter(tag=rare[0]).order_by("-pk")[:FREQUENT]
        rows = rows.filter(pk__in=newest.values("pk"))
    weights = [When(tagged__tag=tag, then=Value(1 / max(counted.get(tag, 1), 1))) for tag in rare]
    voice = Case(When(author=post.author_id, then=Value(OWN_VOICE)), default=Value(1.0))
    near = Post.objects.published().posts().filter(tagged__in=rows.filter(tag__in=rare))
    weighed = near.exclude(pk=post.pk).annotate(
        weight=Sum(Case(*weights, default=Value(0.0), output_field=FloatField())), voice=voice
    )
    ordered = weighed.annotate(nearness=F("weight") * F("voice"))
    shown = ordered.select_related("blog", "author").defer("source", "body_html")
    return shown.order_by("-nearness", "-published_at", "-pk")[:SHOWN]
