"""Whatever happens to a blog is told once, by the verb that does it, from whichever form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogs import signals
from blogs.models import Blog, BlogMember, Category, Handover, Invitation
from tests.admin.forms import fields, save
from tests.admin.test_blogs_and_tags import form_of
from tests.hearing import hearing
from tests.make import make_member

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_blog_is_begun_changed_closed_and_opened_again(as_ada: Client) -> None:
    chosen = {
        "title": "Rain",
        "colour": "navy",
        "date_style": "long_us",
        "byline_style": "below",
        "comments_heading": "responses",
        "who_may_comment": "anyone",
        "what_waits": "every",
        "language": "en-GB",
        "time_zone": "Europe/London",
    }
    with hearing(signals) as heard:
        as_ada.post("/desk/blogs/new/", {**chosen, "handle": "rain"})
        as_ada.post("/desk/@rain/settings/", {**chosen, "title": "Snow"})
        as_ada.post("/desk/@rain/ownership/", {"do": "close", "handle": "rain"})
        as_ada.post("/desk/@rain/ownership/", {"do": "reopen"})

    assert Blog.objects.get().title == "Snow"
    assert heard == ["blog_created", "blog_changed", "blog_closed", "blog_reopened"]


def test_hosts_begin_and_change_a_blog_in_the_admin(as_mo: Client, ada: User) -> None:
    with hearing(signals) as heard:
        save(
            as_mo, "/admin/blogs/blog/add/", "blog", title="Rain", handle="rain",
            **{"members-0-user": ada.pk, "members-0-role": "owner", "categories-0-name": "Wet"},
        )  # fmt: skip
        blog = Blog.objects.get()
        save(as_mo, form_of(blog), "blog", title="Snow")
        save(as_mo, form_of(blog), "blog")

    assert blog.owner() == ada
    assert heard == ["blog_created", "member_joined", "category_created", "blog_changed"]


def test_settings_saved_leave_the_rest_as_it_is_now(quiet_carriage: Blog) -> None:
    stale = Blog.objects.get()
    quiet_carriage.close()

    stale.title = "Not asked for"
    stale.update_settings(colour="plum")

    now = Blog.objects.get()
    assert (now.title, now.colour, now.is_closed) == ("The Quiet Carriage", "plum", True)


def test_somebody_is_invited_given_another_role_and_taken_off(
    quiet_carriage: Blog, ada: User, ben: User, as_ada: Client
) -> None:
    invitation = Invitation.objects.invite(
        "x@example.org", blog=quiet_carriage, role="guest", by=ada
    )
    with hearing(signals) as heard:
        member = invitation.accept(by=ben)
        address = f"/desk/@quiet-carriage/people/{member.pk}/"
        as_ada.post(address, {"role": "editor"})
        as_ada.post(address, {"remove": "yes"})

    assert not quiet_carriage.role_of(ben)
    assert heard == ["member_joined", "invitation_accepted", "role_changed", "member_left"]


def test_a_blog_that_is_handed_over_changes_two_roles(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    offer = Handover.objects.offer(quiet_carriage, to=make_member(quiet_carriage, ben), by=ada)

    with hearing(signals) as heard:
        offer.accept(by=ben)

    assert heard == ["role_changed", "role_changed"]


def test_hosts_hand_a_blog_over_in_the_admin(
    as_mo: Client, ada: User, ben: User, quiet_carriage: Blog
) -> None:
    make_member(quiet_carriage, ben)
    form = fields(as_mo.get(form_of(quiet_carriage)).text, "blog")
    row = next(n for n in range(2) if form[f"members-{n}-user"] == str(ben.pk))
    roles = {f"members-{row}-role": "owner", f"members-{1 - row}-role": "author"}

    with hearing(signals) as heard:
        save(as_mo, form_of(quiet_carriage), "blog", **roles)

    assert quiet_carriage.owner() == ben
    assert heard == ["role_changed", "role_changed"]


def test_hosts_take_an_owner_off_a_blog_in_the_admin(
    as_mo: Client, ada: User, quiet_carriage: Blog
) -> None:
    with hearing(signals) as heard:
        save(as_mo, form_of(quiet_carriage), "blog", **{"members-0-DELETE": "on"})

    assert not BlogMember.objects.exists()
    assert heard == ["role_changed", "member_left"]


def test_a_category_is_made_renamed_and_deleted_in_the_admin(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    with hearing(signals) as heard:
        add = "/admin/blogs/category/add/"
        save(as_mo, add, "category", blog=quiet_carriage.pk, name="Trains")
        trains = Category.objects.get()
        save(as_mo, form_of(trains), "category", name="Railways")
        as_mo.post(form_of(trains).replace("change", "delete"), {"post": "yes"})

    assert not Category.objects.exists()
    assert heard == ["category_created", "category_changed", "category_deleted"]


def test_a_category_is_renamed_and_deleted_beside_its_blog(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    quiet_carriage.categories.create(name="Trains")
    with hearing(signals) as heard:
        save(as_mo, form_of(quiet_carriage), "blog", **{"categories-0-name": "Railways"})
        save(as_mo, form_of(quiet_carriage), "blog", **{"categories-0-DELETE": "on"})
        quiet_carriage.categories.create(name="Boats")
        chosen = {"action": "delete_selected", "_selected_action": [Category.objects.get().pk]}
        as_mo.post("/admin/blogs/category/", {**chosen, "post": "yes"})

    assert not Category.objects.exists()
    assert heard == ["category_changed", "category_deleted", "category_deleted"]
