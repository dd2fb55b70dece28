"""A community in which there is something of every kind that a page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from blogs.models import BlogMember, Handover, Invitation
from images.models import Image
from mail.models import OutgoingEmail
from posts.models import Tag, TagAlias
from tests.drawings import drawing
from tests.make import make_blog, make_comment, make_member, make_post, make_user
from transfer.models import Export, Import

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog

WITH_EVERYTHING = (
    "# One\n\nIt rained, and **we talked** about [tables](https://example.org/).\n\n"
    "## Two\n\n> Somebody said so.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    f"```\n{'as wide as code may be ' * 12}\n```\n\n`{'without-a-space-' * 12}`"
)


def fill(blog: Blog, author: User, host: User) -> None:
    """BLOG is AUTHOR's; HOST may do everything."""
    host.is_superuser = True
    host.save()
    author.bio, author.region = "Two libraries and a kettle.", "Ely"
    author.save()
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    _people(blog, author)
    _posts(blog, author)
    _comments(blog, author, host)
    _work(blog, author)
    _records(author, host)
    make_blog(make_user("Élodie W"), title="Another one", colour="plum")


def _people(blog: Blog, author: User) -> None:
    editor = make_member(blog, make_user("Edie"), BlogMember.Role.EDITOR)
    make_member(blog, make_user("Greta"), BlogMember.Role.GUEST)
    Invitation.objects.invite("ines@example.org", blog=blog, role=BlogMember.Role.AUTHOR, by=author)
    Handover.objects.offer(blog, to=editor, by=author)
    TOTP.activate(author, generate_totp_secret())
    RecoveryCodes.activate(author)


def _posts(blog: Blog, author: User) -> None:
    image = Image.objects.store(blog=blog, by=author, content=drawing(), alt="A kettle")
    make_post(blog, kind="page", title="About", source="I take trains.")
    make_post(
        blog,
        title="What the kettle knows",
        source=f"{WITH_EVERYTHING}\n\n{image.markdown()}",
        tags=["kettles", "reference"],
        categories=["Tea"],
    ).like(by=author)
    make_post(blog, title="Snow", tags=["kettles", "snow"])
    make_post(blog, title="")
    draft = make_post(blog, title="Not yet", status="draft")
    draft.apply_edit({"source": WITH_EVERYTHING}, by=author)
    draft.create_preview_link()
    make_post(blog, title="Later", status="scheduled")
    make_post(blog, title="Gone").bin()
    TagAlias.objects.create(tag=Tag.objects.get(key="snow"), key="sleet")


def _comments(blog: Blog, author: User, host: User) -> None:
    post = blog.posts.published().get(title="What the kettle knows")
    answer = make_comment(post, WITH_EVERYTHING)
    for _level in range(7):
        answer = make_comment(post, "Deeper.", parent=answer)
    make_comment(post, "Mine.", by=author)
    make_comment(post, "Yours?", email=author.email)
    make_comment(post, "May I?", status="pending")
    make_comment(post, "Buy my shoes.", status="spam")
    make_comment(post, "Gone.").remove(by=host)


def _work(blog: Blog, author: User) -> None:
    when = timezone.now()
    facts = {"blog": blog, "by": author, "finished_at": when}
    report = {"imported": {"post": 3}, "skipped": {"page": 1}, "notes": ["One picture is gone."]}
    Import.objects.create(
        **facts,
        kind="wordpress",
        status="done",
        original_name="rain.xml",
        file="imports/nothing",
        report=report,
    )
    counts = {"comments": 1, "versions": 1, "likes": 1}
    Export.objects.create(**facts, status="done", file="exports/nothing", counts=counts)
    DBTaskResult.objects.create(
        task_path="posts.tasks.draw_card",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        queue_name="default",
        run_after=get_date_max(),
    )


def _records(author: User, host: User) -> None:
    """What hosts look up: what went out, and what they did."""
    when = timezone.now()
    OutgoingEmail.objects.create(
        to=author.email, subject="Your code", next_try_at=when, expires_at=when, given_up_at=when
    )
    people = type(author).objects.filter(pk=author.pk)
    LogEntry.objects.log_actions(host.pk, people, CHANGE, "Suspended.")
