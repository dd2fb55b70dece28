"""An owner asks others by e-mail, gives them a role, and takes it away; everybody may leave."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blogs.models import BlogMember, Handover, Invitation
from blogs.models.invitation import NotOpen
from desk.blog.tasks import send_invitation
from tests.breaking import breaking_at
from tests.casts import signed_in
from tests.make import make_blog, make_member, make_post, make_user
from tests.pages import get, text_of
from tests.stale import Before

if TYPE_CHECKING:
    from pytest_django import Settings
    from time_machine import TimeMachineFixture

    from accounts.models import User
    from blogs.models import Blog

A_DAY = dt.timedelta(days=1)
PEOPLE = "/desk/@quiet-carriage/people/"
DATABASE_TASKS = "django_tasks_db.DatabaseBackend"
pytestmark = pytest.mark.usefixtures("quiet_carriage")


def invite(client: Client, email: str = "ben@example.org", role: str = "author") -> Any:
    return client.post(PEOPLE, {"email": email, "role": role})


def link() -> str:
    """The address in the last e-mail."""
    found = re.search(r"https?://[^/\s]+(/desk/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def invited(as_ada: Client, **more: str) -> str:
    assert invite(as_ada, **more).status_code == 302
    return link()


def html_of(message: Any) -> str:
    """What it looks like."""
    return str(message.alternatives[0][0])


class TestInviting:
    def test_a_letter_says_who_asks_and_to_what(self, as_ada: Client) -> None:
        invite(as_ada, "ines@example.org", "editor")

        (message,) = mail.outbox
        html = html_of(message)
        assert message.to == ["ines@example.org"]
        subject = "Ada Kowalczyk invites you to write on The Quiet Carriage at The Long Table"
        assert message.subject == subject
        for text in (str(message.body), html):
            assert "The Quiet Carriage" in text
            assert "editor" in text
            assert link() in text
        assert 'style="' in html
        assert "prefers-color-scheme: dark" in html
        assert "ines@example.org" in text_of(get(PEOPLE, by=as_ada))

    def test_who_is_invited_as_what_and_until_when_is_said_and_stays_on_the_page(
        self, as_ada: Client, time_machine: TimeMachineFixture
    ) -> None:
        time_machine.move_to("2026-03-02 12:00")
        invite(as_ada, "ines@example.org", "guest")

        notice, later = (text_of(get(PEOPLE, by=as_ada)) for _time in range(2))

        assert "ines@example.org is invited as: Guest author" in notice
        assert "Its link works until 16 March 2026" in notice
        assert "you can withdraw the invitation below" in notice
        assert "is invited as" not in later
        assert "One more is invited and has not answered yet" in later
        waiting = later[later.index("Invited They write here") : later.index("Invite somebody")]
        assert "Waiting for an answer" in waiting
        assert "Guest author, the link works until 16 March 2026" in waiting
        assert "Withdraw" in waiting

    def test_the_key_is_in_the_letter_alone(self, as_ada: Client) -> None:
        key = invited(as_ada).split("/")[-2]

        invitation = Invitation.objects.get()
        assert key not in str(vars(invitation))
        assert key not in get(PEOPLE, by=as_ada)

    def test_a_hostile_name_stays_on_its_line(self, as_ada: Client, ada: User) -> None:
        ada.rename("Ada\nBcc: all@example.org <b>")
        ada.rename("Ada <b>bold</b>")

        invite(as_ada)

        assert "\n" not in mail.outbox[-1].subject
        assert "Ada <b>bold</b>" in str(mail.outbox[-1].body)
        assert "<b>bold" not in html_of(mail.outbox[-1])

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": "nobody"},
            {"email": ""},
            {"email": f"{'x' * 250}@example.org"},
            {"email": "ben@example.org\x00"},
            {"role": "owner"},
            {"role": ""},
        ],
    )
    def test_nonsense_is_answered_calmly(self, as_ada: Client, wrong: dict[str, str]) -> None:
        answer = as_ada.post(PEOPLE, {"email": "ben@example.org", "role": "author", **wrong})

        assert answer.status_code == 422
        assert "One thing to put right." in text_of(answer.content.decode())
        assert not mail.outbox

    def test_asking_tells_nothing_about_who_is_here(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        make_member(quiet_carriage, ben)

        here, unknown = invite(as_ada, ben.email), invite(as_ada, "nobody@example.org")

        assert (here.status_code, here.headers["Location"]) == (
            unknown.status_code,
            unknown.headers["Location"],
        )
        assert len(mail.outbox) == 2

    def test_asking_twice_is_one_invitation_and_the_new_link_counts(
        self, as_ada: Client, time_machine: TimeMachineFixture
    ) -> None:
        first = invited(as_ada)
        time_machine.move_to(timezone.now() + A_DAY)
        second = invited(as_ada, email="BEN@example.org", role="guest")

        assert Invitation.objects.get().role == "guest"
        assert as_ada.get(first).status_code == 404
        assert as_ada.get(second).status_code == 200

    def test_one_address_gets_one_letter_a_day_and_its_link_stays_good(
        self, as_ada: Client
    ) -> None:
        first = invited(as_ada)

        again = invite(as_ada)
        pk = Invitation.objects.get().pk
        as_ada.post(f"/desk/@quiet-carriage/invitations/{pk}/")

        assert again.status_code == 302
        assert "Nobody gets more than one such e-mail a day" in get(PEOPLE, by=as_ada)
        assert len(mail.outbox) == 1
        assert as_ada.get(first).status_code == 200

    def test_where_tasks_can_wait_the_second_blog_writes_a_day_later(
        self,
        as_ada: Client,
        ben: User,
        ada: User,
        settings: Settings,
        time_machine: TimeMachineFixture,
    ) -> None:
        time_machine.move_to(timezone.now(), tick=False)
        invited(as_ada, email="new@example.org")
        make_blog(ada, handle="other")
        as_ada.post("/desk/@other/people/", {"email": "new@example.org", "role": "author"})
        second = Invitation.objects.get(blog__handle="other")
        settings.TASKS = {"default": {"BACKEND": DATABASE_TASKS, "QUEUES": settings.QUEUES}}

        send_invitation.call(invitation_id=second.pk)

        (waiting,) = DBTaskResult.objects.all()
        assert waiting.run_after == timezone.now() + A_DAY
        assert waiting.args_kwargs["kwargs"] == {"invitation_id": second.pk}
        assert len(mail.outbox) == 1

    def test_twenty_invitations_are_enough_for_an_hour(self, as_ada: Client) -> None:
        for number in range(20):
            assert invite(as_ada, f"{number}@example.org").status_code == 302

        refused = invite(as_ada)

        assert refused.status_code == 429
        assert 'value="ben@example.org"' in refused.content.decode()
        assert "Please wait 60 minutes." in refused.content.decode()
        assert len(mail.outbox) == 20

    def test_sending_again_makes_a_new_link(
        self, as_ada: Client, time_machine: TimeMachineFixture
    ) -> None:
        first = invited(as_ada)
        pk = Invitation.objects.get().pk
        time_machine.move_to(timezone.now() + A_DAY)

        as_ada.post(f"/desk/@quiet-carriage/invitations/{pk}/", {"again": "yes"})

        assert link() != first
        assert as_ada.get(first).status_code == 404
        assert as_ada.get(link()).status_code == 200

    def test_withdrawn_it_opens_nothing(self, as_ada: Client, as_ben: Client) -> None:
        address = invited(as_ada)
        pk = Invitation.objects.get().pk

        as_ada.post(f"/desk/@quiet-carriage/invitations/{pk}/", {"withdraw": "yes"})

        answer = as_ben.post(address)
        assert answer.status_code == 404
        assert "The invitation was withdrawn" in text_of(answer.content.decode())

    def test_a_mail_server_that_is_away_breaks_nothing(
        self, as_ada: Client, settings: Settings
    ) -> None:
        settings.MAILERS = {
            "default": {
                "BACKEND": "mail.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
            }
        }

        assert invite(as_ada).status_code == 302
        assert "The e-mail waits to be sent" in text_of(get(PEOPLE, by=as_ada))

    @pytest.mark.parametrize("role", ["editor", "author", "guest"])
    def test_only_the_owner_asks_and_sees_who_was_asked(
        self, as_ada: Client, ben: User, quiet_carriage: Blog, role: str
    ) -> None:
        invited(as_ada, email="ines@example.org")
        make_member(quiet_carriage, ben, role)
        pk = Invitation.objects.get().pk

        assert "ines@example.org" not in get(PEOPLE, by=signed_in(ben))
        assert invite(signed_in(ben)).status_code == 403
        address = f"/desk/@quiet-carriage/invitations/{pk}/"
        assert signed_in(ben).post(address, {"withdraw": "yes"}).status_code == 403

    def test_the_invitations_of_another_blog_are_not_mine(
        self, as_ada: Client, as_ben: Client, ben: User
    ) -> None:
        invited(as_ada)
        make_blog(ben, handle="other")
        pk = Invitation.objects.get().pk

        answer = as_ben.post(f"/desk/@other/invitations/{pk}/", {"withdraw": "yes"})

        assert answer.status_code == 404
        assert Invitation.objects.exists()


class TestAnswering:
    def test_the_page_says_who_asks_and_looking_changes_nothing(
        self, as_ada: Client, guest: Client
    ) -> None:
        answer = guest.get(invited(as_ada, role="guest"))

        shown = text_of(answer.content.decode())
        assert "Ada Kowalczyk would like you to write on The Quiet Carriage" in shown
        assert "somebody who runs the blog publishes them" in shown
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert "noindex" in answer.content.decode()
        assert Invitation.objects.get().is_open

    def test_accepted_one_writes_there(
        self, as_ada: Client, as_ben: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        answer = as_ben.post(invited(as_ada, role="editor"))

        assert answer.headers["Location"] == "/@quiet-carriage/"
        assert quiet_carriage.role_of(ben) == "editor"
        assert "You write on The Quiet Carriage now: editor." in text_of(
            get("/@quiet-carriage/", by=as_ben)
        )
        assert "Ben Okafor" in text_of(get(PEOPLE, by=as_ada))

    def test_a_stranger_signs_in_on_the_way(self, as_ada: Client, guest: Client) -> None:
        address = invited(as_ada)

        assert (
            guest.post(address, headers={"Sec-Fetch-Site": "same-origin"}).headers["Location"]
            == f"/accounts/login/?next={address}"
        )
        assert f"/accounts/login/?next={address}" in get(address, by=guest)

    def test_who_is_new_joins_with_the_address_the_letter_went_to(
        self, as_ada: Client, guest: Client, quiet_carriage: Blog
    ) -> None:
        address = invited(as_ada, email="ines@example.org")
        page = get(address, by=guest)
        found = re.search(r'href="https?://[^/"]+(/accounts/invitation/[^"]+)"', page)
        assert found
        linking = guest.get(found[1]).headers["Location"]
        count = len(mail.outbox)

        answer = guest.post(
            linking.partition("?")[0],
            {"name": "Ines", "username": "ines", "email": "ines@example.org", "next": address},
        )

        assert answer.headers["Location"] == address
        assert len(mail.outbox) == count
        guest.post(address)
        assert quiet_carriage.members.get(user__handle="ines").role == "author"

    def test_what_cannot_be_kept_as_accepted_gives_nobody_a_part(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        address = invited(as_ada)

        with breaking_at('UPDATE "blogs_invitation"'):
            signed_in(ben).post(address, {"accept": "yes"})

        assert quiet_carriage.role_of(ben) == ""

    def test_the_wrong_account_is_said_and_may_still_accept(
        self, as_ada: Client, as_ben: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        address = invited(as_ada, email="elsewhere@example.org")

        shown = text_of(get(address, by=as_ben))
        assert "You are signed in as Ben Okafor." in shown
        assert "elsewhere@example.org, which is not an address of this account" in shown
        as_ben.post(address)
        assert quiet_carriage.role_of(ben) == "author"

    def test_the_wrong_account_signs_out_and_comes_back(
        self, as_ada: Client, as_ben: Client
    ) -> None:
        address = invited(as_ada, email="elsewhere@example.org")

        answer = as_ben.post("/accounts/logout/", {"next": address})

        assert answer.headers["Location"] == address
        assert "Sign in to accept" in text_of(get(address, by=as_ben))

    def test_the_right_account_is_not_doubted(self, as_ada: Client, as_ben: Client) -> None:
        assert "which is not an address" not in text_of(get(invited(as_ada), by=as_ben))

    @pytest.mark.parametrize("who", ["as_ben", "guest"])
    def test_declining_needs_no_account(
        self,
        as_ada: Client,
        request: pytest.FixtureRequest,
        who: str,
        time_machine: TimeMachineFixture,
    ) -> None:
        address = invited(as_ada)
        client: Client = request.getfixturevalue(who)

        answer = client.post(address, {"decline": "yes"}, headers={"Sec-Fetch-Site": "same-origin"})

        assert answer.status_code == 200
        assert not BlogMember.objects.filter(role="author").exists()
        assert "declined on" in text_of(get(PEOPLE, by=as_ada))
        assert client.get(address).status_code == 410
        time_machine.move_to(timezone.now() + A_DAY)
        assert invited(as_ada) != address

    def test_a_foreign_page_declines_nothing(self, as_ada: Client) -> None:
        address = invited(as_ada)
        checked = Client(enforce_csrf_checks=True)

        answer = checked.post(address, {"decline": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})

        assert answer.status_code == 403
        assert Invitation.objects.get().is_open

    def test_used_it_opens_nothing_for_others(
        self, as_ada: Client, as_ben: Client, guest: Client
    ) -> None:
        address = invited(as_ada)
        as_ben.post(address)

        assert as_ben.get(address).headers["Location"] == "/@quiet-carriage/"
        late = guest.get(address)
        assert late.status_code == 410
        assert "This invitation is accepted already" in text_of(late.content.decode())
        assert signed_in(make_user()).post(address).status_code == 410

    def test_after_two_weeks_it_is_over(self, as_ada: Client, as_ben: Client) -> None:
        address = invited(as_ada)
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

        answer = as_ben.post(address)

        assert answer.status_code == 410
        assert "This invitation has expired" in text_of(answer.content.decode())
        assert "Not answered in time" in text_of(get(PEOPLE, by=as_ada))

    def test_a_closed_blog_takes_nobody(
        self, as_ada: Client, as_ben: Client, quiet_carriage: Blog
    ) -> None:
        address = invited(as_ada)
        quiet_carriage.close()

        assert as_ben.post(address).status_code == 410
        assert invite(as_ada).status_code == 422

    def test_whoever_writes_there_already_stays_what_they_are(
        self, as_ada: Client, as_ben: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        make_member(quiet_carriage, ben, "editor")
        address = invited(as_ada, role="guest")

        assert "You have a part in this blog already." in text_of(get(address, by=as_ben))
        as_ben.post(address)
        assert quiet_carriage.role_of(ben) == "editor"

    def test_of_two_answers_the_second_changes_nothing(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        invited(as_ada)
        seen = Invitation.objects.select_related("blog").get()
        Invitation.objects.select_related("blog").get().accept(by=ben)

        with pytest.raises(NotOpen):
            seen.accept(by=make_user())
        with pytest.raises(NotOpen):
            seen.decline()
        assert quiet_carriage.members.count() == 2

    @pytest.mark.parametrize("key", ["x", "x" * 500, "%2e%2e", "🫖"])
    def test_nonsense_opens_nothing(self, guest: Client, key: str) -> None:
        assert guest.get(f"/desk/invitation/{key}/").status_code == 404


class TestMembers:
    def test_the_list_says_who_is_what_and_since_when(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        make_member(quiet_carriage, ben, "guest")

        shown = text_of(get(PEOPLE, by=as_ada))

        assert shown.index("Ada Kowalczyk") < shown.index("Ben Okafor")
        assert "Guest author, since" in shown

    def test_an_owner_gives_another_role(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        pk = make_member(quiet_carriage, ben).pk

        as_ada.post(f"{PEOPLE}{pk}/", {"role": "editor"})

        assert quiet_carriage.role_of(ben) == "editor"
        assert "Ben Okafor is now: Editor." in text_of(get(PEOPLE, by=as_ada))

    @pytest.mark.parametrize("data", [{"role": "owner"}, {"role": "king"}, {}])
    def test_nobody_is_made_an_owner_or_a_king(
        self, as_ada: Client, ben: User, quiet_carriage: Blog, data: dict[str, str]
    ) -> None:
        pk = make_member(quiet_carriage, ben).pk

        as_ada.post(f"{PEOPLE}{pk}/", data)

        assert quiet_carriage.role_of(ben) == "author"

    def test_who_is_removed_leaves_the_posts_behind(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        post = make_post(quiet_carriage, author=ben, title="By Ben")
        pk = make_member(quiet_carriage, ben).pk

        as_ada.post(f"{PEOPLE}{pk}/", {"remove": "yes"})

        assert quiet_carriage.role_of(ben) == ""
        assert "Ben Okafor" in text_of(get(post.get_absolute_url()))

    @pytest.mark.parametrize("data", [{"role": "guest"}, {"remove": "yes"}])
    def test_the_owner_cannot_be_made_less_or_removed(
        self, as_ada: Client, ada: User, quiet_carriage: Blog, data: dict[str, str]
    ) -> None:
        pk = quiet_carriage.members.get().pk

        as_ada.post(f"{PEOPLE}{pk}/", data)

        assert quiet_carriage.owner() == ada

    def test_everybody_but_the_owner_may_leave(
        self, as_ada: Client, as_ben: Client, ada: User, ben: User, quiet_carriage: Blog
    ) -> None:
        make_member(quiet_carriage, ben, "guest")

        assert as_ben.post(f"{PEOPLE}leave/").headers["Location"] == "/@quiet-carriage/"
        assert as_ben.post(f"{PEOPLE}leave/").status_code == 403
        assert as_ada.post(f"{PEOPLE}leave/").headers["Location"].endswith("/ownership/")
        assert quiet_carriage.members.get().user == ada

    @pytest.mark.django_db(transaction=True)
    def test_whoever_is_given_the_blog_in_this_very_moment_stays(
        self, as_ben: Client, ada: User, ben: User, quiet_carriage: Blog
    ) -> None:
        offer = Handover.objects.offer(quiet_carriage, to=make_member(quiet_carriage, ben), by=ada)

        with Before(lambda: offer.accept(by=ben)) as giving:
            answer = as_ben.post(f"{PEOPLE}leave/")

        assert giving.was_done
        assert answer.status_code == 302
        assert quiet_carriage.owner() == ben

    def test_others_change_nobody(
        self, as_ben: Client, as_mo: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        pk = make_member(quiet_carriage, ben, "editor").pk
        for client in (as_ben, as_mo):
            assert client.post(f"{PEOPLE}{pk}/", {"role": "guest"}).status_code == 403

    def test_the_members_of_another_blog_are_not_mine(
        self, as_ada: Client, ben: User, quiet_carriage: Blog
    ) -> None:
        pk = make_member(make_blog(), ben).pk

        assert as_ada.post(f"{PEOPLE}{pk}/", {"remove": "yes"}).status_code == 404
