"""A blog goes into other hands once they take it; closed, it is read as ever."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from blogs.models import Blog, BlogMember, Handover
from blogs.models.handover import NoSuchOffer
from cpdblog.management.housekeeping import publish_due_posts
from posts.models import Post
from tests.make import make_blog, make_member, make_post, make_user
from tests.pages import get, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

OWNERSHIP = "/desk/@quiet-carriage/ownership/"


@pytest.fixture
def bens(quiet_carriage: Blog, ben: User) -> BlogMember:
    return make_member(quiet_carriage, ben, BlogMember.Role.AUTHOR)


class TestHandingOver:
    def test_it_is_theirs_once_they_accept(
        self, as_ada: Client, as_ben: Client, ada: User, ben: User, bens: BlogMember
    ) -> None:
        blog = bens.blog
        post = make_post(blog)

        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})
        assert blog.owner() == ada
        assert mail.outbox[0].to == [ben.email]
        assert OWNERSHIP in str(mail.outbox[0].body)
        assert "Ada Kowalczyk wants to give you this blog" in text_of(get(OWNERSHIP, by=as_ben))
        assert "wants to give you The Quiet Carriage." in text_of(get("/desk/", by=as_ben))
        as_ben.post(OWNERSHIP, {"do": "accept"})

        blog = Blog.objects.get()
        assert blog.owner() == ben
        assert blog.role_of(ada) == "editor"
        assert status(post.get_absolute_url()) == 200
        assert not Handover.objects.exists()

    def test_until_then_it_can_be_taken_back(
        self, as_ada: Client, as_ben: Client, ada: User, bens: BlogMember
    ) -> None:
        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})
        assert "You offered it to Ben Okafor" in text_of(get(OWNERSHIP, by=as_ada))
        as_ada.post(OWNERSHIP, {"do": "take-back"})

        answer = as_ben.post(OWNERSHIP, {"do": "accept"}, follow=True)

        assert "it was taken back" in text_of(answer.content.decode())
        assert bens.blog.owner() == ada

    def test_it_may_be_declined(
        self, as_ada: Client, as_ben: Client, ada: User, bens: BlogMember
    ) -> None:
        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})

        as_ben.post(OWNERSHIP, {"do": "decline"})

        assert bens.blog.owner() == ada
        assert not Handover.objects.exists()

    def test_another_offer_takes_the_place_of_the_first(
        self, as_ada: Client, as_ben: Client, bens: BlogMember
    ) -> None:
        other = make_member(bens.blog, make_user())
        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})
        as_ada.post(OWNERSHIP, {"do": "offer", "to": other.pk})

        as_ben.post(OWNERSHIP, {"do": "accept"})

        assert Handover.objects.get().member == other

    def test_whoever_leaves_cannot_be_given_it(
        self, as_ada: Client, as_ben: Client, ada: User, bens: BlogMember
    ) -> None:
        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})

        bens.leave()

        assert as_ben.post(OWNERSHIP, {"do": "accept"}).status_code == 403
        assert Blog.objects.get().owner() == ada

    def test_an_offer_of_somebody_who_is_not_the_owner_any_more_is_void(
        self, ada: User, ben: User, bens: BlogMember
    ) -> None:
        blog = bens.blog
        third = make_member(blog, make_user())
        offer = Handover.objects.offer(blog, to=bens, by=ada)
        blog.members.filter(role="owner").update(role="editor")
        BlogMember.objects.filter(pk=third.pk).update(role="owner")

        with pytest.raises(NoSuchOffer):
            offer.accept(by=ben)

        assert blog.owner() == third.user

    def test_accepting_twice_is_accepting_once(
        self, ada: User, ben: User, bens: BlogMember
    ) -> None:
        offer = Handover.objects.offer(bens.blog, to=bens, by=ada)
        same = Handover.objects.get()
        offer.accept(by=ben)

        with pytest.raises(NoSuchOffer):
            same.accept(by=ben)

        assert bens.blog.members.filter(role="owner").count() == 1

    def test_the_database_knows_one_owner(self, bens: BlogMember) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            BlogMember.objects.filter(pk=bens.pk).update(role="owner")

    @pytest.mark.parametrize("to", ["", "x", "0", "99999999999999999999999", "-1"])
    def test_it_is_offered_to_people_of_the_blog(
        self, as_ada: Client, bens: BlogMember, to: str
    ) -> None:
        answer = as_ada.post(OWNERSHIP, {"do": "offer", "to": to})

        assert answer.status_code == 422
        assert not Handover.objects.exists()

    def test_not_to_people_of_another_blog_and_not_to_oneself(
        self, as_ada: Client, bens: BlogMember
    ) -> None:
        stranger = make_member(make_blog(), make_user())
        mine = bens.blog.members.get(role="owner")

        for pk in (stranger.pk, mine.pk):
            assert as_ada.post(OWNERSHIP, {"do": "offer", "to": pk}).status_code == 422

    @pytest.mark.parametrize("do", ["offer", "take-back"])
    def test_only_the_owner_offers(
        self, as_ben: Client, as_mo: Client, bens: BlogMember, do: str
    ) -> None:
        for client in (as_ben, as_mo):
            assert client.post(OWNERSHIP, {"do": do, "to": bens.pk}).status_code == 403

    def test_a_press_we_do_not_know_is_answered(self, as_ada: Client, bens: BlogMember) -> None:
        assert as_ada.post(OWNERSHIP, {"do": "explode"}).status_code == 422


class TestClosing:
    def test_everything_is_read_as_before(self, as_ada: Client, quiet_carriage: Blog) -> None:
        post = make_post(quiet_carriage, tags=["rain"], categories=["Tea"])
        before = [post.get_absolute_url(), "/@quiet-carriage/", "/@quiet-carriage/feed/"]
        before += ["/@quiet-carriage/2012/07/", "/@quiet-carriage/category/tea/", "/tags/rain/"]

        answer = as_ada.post(OWNERSHIP, {"do": "close", "handle": "@quiet-carriage"})

        assert answer.status_code == 302
        assert [status(address) for address in before] == [200] * len(before)
        for address in before[:2]:
            assert "This blog was closed on" in text_of(get(address))

    def test_who_closes_it_once_more_leaves_the_day_as_it_is(self, quiet_carriage: Blog) -> None:
        stale = Blog.objects.get()
        quiet_carriage.close()

        stale.close()

        assert Blog.objects.get().closed_at == quiet_carriage.closed_at

    def test_its_address_is_typed_first(self, as_ada: Client, quiet_carriage: Blog) -> None:
        answer = as_ada.post(OWNERSHIP, {"do": "close", "handle": "quiet"})

        assert answer.status_code == 422
        assert 'value="quiet"' in answer.content.decode()
        assert not Blog.objects.get().is_closed

    def test_nobody_answers_or_writes(
        self, as_ben: Client, ada: User, quiet_carriage: Blog
    ) -> None:
        post = make_post(quiet_carriage)
        quiet_carriage.close()

        as_ben.post(f"{post.get_absolute_url()}reply/", {"comment": "Too late"})

        assert not post.comments.exists()
        assert "Comments are closed." in text_of(get(post.get_absolute_url()))
        assert not quiet_carriage.can_be_written_by(ada)
        assert not quiet_carriage.can_be_published_on_by(ada)

    def test_it_is_not_among_what_goes_on(self, quiet_carriage: Blog) -> None:
        make_post(quiet_carriage, title="Zugzwang")
        assert "Zugzwang" in text_of(get("/"))

        quiet_carriage.close()

        assert "Zugzwang" not in text_of(get("/"))
        assert "Zugzwang" in text_of(get("/posts/"))

    def test_what_was_to_come_out_stays_in_and_is_a_draft_when_it_is_opened_again(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        now = timezone.now()
        late = make_post(quiet_carriage, status="draft")
        late.schedule(at=now - dt.timedelta(minutes=1))
        later = make_post(quiet_carriage, status="draft")
        later.schedule(at=now + dt.timedelta(days=1))
        quiet_carriage.close()

        publish_due_posts(at=now)
        assert not Post.objects.published().exists()
        as_ada.post(OWNERSHIP, {"do": "reopen"})

        late.refresh_from_db()
        later.refresh_from_db()
        assert (late.status, later.status) == ("draft", "scheduled")
        assert "This blog was closed" not in text_of(get("/@quiet-carriage/"))

    def test_hosts_close_and_open_too(self, as_mo: Client, quiet_carriage: Blog) -> None:
        as_mo.post(OWNERSHIP, {"do": "close", "handle": "quiet-carriage"})
        assert Blog.objects.get().is_closed
        as_mo.post(OWNERSHIP, {"do": "reopen"})
        assert not Blog.objects.get().is_closed

    @pytest.mark.parametrize("role", ["editor", "author", "guest"])
    def test_others_do_not(
        self, as_ben: Client, ben: User, quiet_carriage: Blog, role: str
    ) -> None:
        make_member(quiet_carriage, ben, role)

        for data in ({"do": "close", "handle": "quiet-carriage"}, {"do": "reopen"}):
            assert as_ben.post(OWNERSHIP, data).status_code == 403
        assert status(OWNERSHIP, by=as_ben) == 200

    def test_a_closed_blog_is_handed_over_too(
        self, as_ada: Client, as_ben: Client, ben: User, bens: BlogMember
    ) -> None:
        bens.blog.close()

        as_ada.post(OWNERSHIP, {"do": "offer", "to": bens.pk})
        as_ben.post(OWNERSHIP, {"do": "accept"})

        assert bens.blog.owner() == ben
