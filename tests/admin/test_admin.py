"""Who may enter, what each page costs, and that no page carries code of its own."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from accounts.models import User
from blogs.models import Blog, Category
from comments.models import Comment, Decision
from mail.models import OutgoingEmail
from posts.models import Post, Tag
from tests.make import make_blog, make_comment, make_post, make_user
from tests.pages import text_of
from transfer.models import Export, Import

if TYPE_CHECKING:
    from django.test import Client

LISTS: dict[str, Any] = {
    "blogs/blog": Blog, "blogs/category": Category, "posts/post": Post, "posts/tag": Tag,
    "comments/comment": Comment, "comments/decision": Decision, "accounts/user": User,
    "admin/logentry": LogEntry, "mail/outgoingemail": OutgoingEmail, "transfer/import": Import,
    "transfer/export": Export, "django_tasks_database/dbtaskresult": DBTaskResult,
}  # fmt: skip
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\son\w+\s*=")


@pytest.fixture
def community(mo: User) -> None:
    some_of_everything(mo)


def some_of_everything(host: User, times: int = 1) -> None:
    for n in range(times):
        blog = make_blog(make_user(f"Keeper {n}"))
        post = make_post(blog, tags=[f"tag {blog.pk}"], categories=["Trains"])
        comment = make_comment(post, by=make_user(f"Reader {n}"))
        comment.remove(by=host)
        LogEntry.objects.log_actions(host.pk, [comment], CHANGE, "Removed")
        Import.objects.start(blog, by=host, kind="wordpress", original_name="old.xml").fail()
        Export.objects.request(blog, by=host)
        send_to_nobody(f"gone-{n}@example.org")
        fail_task()


def send_to_nobody(address: str) -> None:
    now = timezone.now()
    OutgoingEmail.objects.create(
        to=address, subject="Secret", text="", next_try_at=now, expires_at=now, given_up_at=now
    )


def fail_task() -> None:
    DBTaskResult.objects.create(
        status="FAILED", task_path="transfer.tasks.run_import", backend_name="default",
        args_kwargs={"args": [], "kwargs": {}}, run_after=get_date_max(),
        traceback="Traceback\nOSError: No space left", exception_class_path="builtins.OSError",
    )  # fmt: skip


def pages() -> list[str]:
    paths = ["/admin/"]
    for name, model in LISTS.items():
        thing: Any = model.objects.first()
        paths += [f"/admin/{name}/", f"/admin/{name}/{thing.pk}/change/"]
        paths += [f"/admin/{name}/{thing.pk}/history/", f"/admin/{name}/{thing.pk}/delete/"]
        paths += [f"/admin/{name}/add/"]
    return paths


@pytest.mark.usefixtures("community")
def test_strangers_and_members_are_kept_out_of_every_page(guest: Client, as_ben: Client) -> None:
    for path in [*pages(), "/admin/autocomplete/", "/admin/posts/post/preview/"]:
        for client in (guest, as_ben):
            answer = client.get(path)
            assert answer.status_code == 302, path
            assert answer.headers["Location"].startswith(("/admin/login/", "/accounts/login/"))


@pytest.mark.usefixtures("community")
def test_members_change_nothing_in_the_admin(guest: Client, as_ada: Client) -> None:
    post = Post.objects.get()

    for client in (guest, as_ada):
        client.post(f"/admin/posts/post/{post.pk}/delete/", {"post": "yes"})
        client.post("/admin/posts/post/", {"action": "delete_selected", "_selected_action": "1"})
        client.post("/admin/blogs/blog/add/", {"title": "Mine", "handle": "mine"})

    assert Post.objects.count() == 1
    assert Blog.objects.count() == 1


@pytest.mark.usefixtures("community")
def test_no_page_carries_code_or_style_of_its_own(as_mo: Client) -> None:
    for path in pages():
        answer = as_mo.get(path)
        assert answer.status_code in {200, 403}, path
        assert INLINE.findall(answer.text) == [], path
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("community")
def test_every_page_of_the_admin_wears_our_clothes(as_mo: Client) -> None:
    for path in pages():
        answer = as_mo.get(path)
        if answer.status_code == 200:
            assert "css/admin.css" in answer.text
            assert "The Long Table" in answer.text


@pytest.mark.usefixtures("community")
def test_hosts_are_shown_our_rooms_and_no_others(mo: User, client: Client) -> None:
    mo.is_superuser = True
    mo.save()
    client.force_login(mo, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/admin/").text

    for name in LISTS:
        assert f'href="/admin/{name}/"' in page
    for secret in ("socialaccount", "mfa", "auth/group", "taggit", "usersessions"):
        assert f"/admin/{secret}" not in page


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_thirty(
    as_mo: Client, mo: User, name: str, django_assert_max_num_queries: Any
) -> None:
    some_of_everything(mo)
    as_mo.get(f"/admin/{name}/")  # content types are kept from now on
    with django_assert_max_num_queries(12) as one:
        as_mo.get(f"/admin/{name}/")

    some_of_everything(mo, times=30)

    with django_assert_max_num_queries(len(one)):
        assert as_mo.get(f"/admin/{name}/").text.count('class="action-select"') in {0, 31, 50}


def test_the_first_page_says_what_waits_what_failed_and_what_happened(
    as_mo: Client, mo: User, quiet_carriage: Blog
) -> None:
    some_of_everything(mo)
    make_comment(make_post(quiet_carriage, title="On kettles"), "Steam!")
    make_comment(make_post(quiet_carriage), status="pending")
    Post.objects.filter(pk=make_post(quiet_carriage, status="draft").pk).update(
        submitted_at=timezone.now()
    )

    page = as_mo.get("/admin/").text

    text = text_of(page)
    piles = ["1 comment to approve", "1 post to review", "1 import stopped", "1 task failed"]
    for line in [*piles, "1 e-mail not delivered", "On kettles", "Steam!", "Reader 0"]:
        assert line in text
    assert "export stopped" not in text  # of nothing there is no count
    reviewed = as_mo.get("/admin/posts/post/?status__exact=review").text
    assert reviewed.count('class="action-select"') == 1


def test_the_first_page_of_a_new_community_says_that_nothing_waits(as_mo: Client) -> None:
    text = text_of(as_mo.get("/admin/").text)

    assert "Nothing waits for you." in text
    assert "Nothing failed in the last two weeks." in text
    assert "Nothing has been published yet." in text


def test_the_first_page_costs_the_same_for_few_and_for_many(
    as_mo: Client, mo: User, django_assert_max_num_queries: Any
) -> None:
    some_of_everything(mo)
    as_mo.get("/admin/")
    with django_assert_max_num_queries(16) as few:
        as_mo.get("/admin/")

    some_of_everything(mo, times=10)

    with django_assert_max_num_queries(len(few)):
        assert "11 tasks failed" in as_mo.get("/admin/").text


def test_a_pile_is_counted_to_a_thousand(as_mo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpdblog.admin_overview.COUNTED_TO", 2)
    for _time in range(3):
        fail_task()

    assert "2 tasks failed, and more" in as_mo.get("/admin/").text


@pytest.mark.usefixtures("community")
def test_no_page_speaks_of_packages(as_mo: Client) -> None:
    for path in pages():
        text = text_of(as_mo.get(path).text)
        for word in ("Tasks Database", "Task Result", "Social", "Usersession", "Taggit",
                     "Select ", "log entr", "The office"):  # fmt: skip
            assert word not in text, path


@pytest.mark.usefixtures("community")
def test_what_an_e_mail_says_is_shown_to_no_host(as_mo: Client) -> None:
    email = OutgoingEmail.objects.get()
    there = f"/admin/mail/outgoingemail/{email.pk}/change/"

    assert "Secret" not in as_mo.get(there).text
    assert "Not delivered" in text_of(as_mo.get(there).text)


@pytest.mark.usefixtures("community")
def test_a_task_that_failed_says_why(as_mo: Client) -> None:
    task = DBTaskResult.objects.get()

    text = text_of(as_mo.get(f"/admin/django_tasks_database/dbtaskresult/{task.pk}/change/").text)

    assert "Import a file" in text
    assert "OSError: No space left" in text


@pytest.mark.parametrize(
    ("room", "group"),
    [("posts", "Posts and blogs"), ("comments", "Comments"), ("transfer", "Background work")],
)
def test_a_group_of_lists_has_a_page(as_mo: Client, room: str, group: str) -> None:
    assert f"<h1>{group}</h1>" in as_mo.get(f"/admin/{room}/").text


def test_asking_before_many_posts_are_deleted_costs_the_same_for_few_comments_and_many(
    as_mo: Client, mo: User, quiet_carriage: Blog, django_assert_max_num_queries: Any
) -> None:
    post = make_post(quiet_carriage)
    make_comment(post)
    url = f"/admin/posts/post/{post.pk}/delete/"
    with django_assert_max_num_queries(25) as few:
        as_mo.get(url)

    for _time in range(30):
        make_comment(post)

    with django_assert_max_num_queries(len(few)):
        assert "Comments: 31" in as_mo.get(url).text


def test_blogs_and_people_are_offered_while_typing(as_mo: Client, ada: User) -> None:
    make_blog(ada, title="The Quiet Carriage")
    ask = {"app_label": "posts", "model_name": "post"}

    blogs = as_mo.get("/admin/autocomplete/", {**ask, "field_name": "blog", "term": "quiet"})
    people = as_mo.get("/admin/autocomplete/", {**ask, "field_name": "author", "term": "ada"})

    assert [row["text"] for row in blogs.json()["results"]] == ["The Quiet Carriage"]
    assert [row["text"] for row in people.json()["results"]] == ["Ada Kowalczyk"]


@pytest.mark.usefixtures("community")
def test_pages_of_the_admin_show_times_and_gaps_as_people_write_them(as_mo: Client) -> None:
    DBTaskResult.objects.create(
        task_path="mail.outbox.deliver", args_kwargs={}, run_after=get_date_max()
    )
    for path in pages():
        text = text_of(as_mo.get(path).text)
        assert not re.search(r"\d{4}-\d\d-\d\d \d\d:|\+00:00", text), path
        assert not re.search(r"None(?!\.)", text), path  # "None." stands in an empty table


def queue(path: str, **arguments: Any) -> DBTaskResult[..., Any]:
    return DBTaskResult.objects.create(
        task_path=path,
        backend_name="default",
        args_kwargs={"args": [], "kwargs": arguments},
        run_after=get_date_max(),
    )


def test_tasks_name_what_they_are_about(
    as_mo: Client, quiet_carriage: Blog, django_assert_max_num_queries: Any
) -> None:
    post = make_post(quiet_carriage, title="Rain at Ely")
    task = queue("posts.cards.tasks.draw_card", post_id=post.pk)
    queue("posts.cards.tasks.draw_cards_of_blog", blog_id=quiet_carriage.pk)
    queue("posts.cards.tasks.draw_card", post_id=10**9)
    there = "/admin/django_tasks_database/dbtaskresult/"

    text = text_of(as_mo.get(there).text)

    assert "Draw the sharing imageRain at Ely" in text
    assert "Draw the sharing images of a blogThe Quiet Carriage" in text
    assert "About Rain at Ely" in text_of(as_mo.get(f"{there}{task.pk}/change/").text)
    with django_assert_max_num_queries(20) as few:
        as_mo.get(there)
    for _more in range(5):
        queue("posts.cards.tasks.draw_card", post_id=make_post(quiet_carriage).pk)
    with django_assert_max_num_queries(len(few)):
        as_mo.get(there)


def test_hosts_hear_that_the_worker_stands_still(as_mo: Client) -> None:
    queue("mail.outbox.deliver", pk=1)

    assert "stands still" not in as_mo.get("/admin/").text
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=20))
    assert "Background work stands still" in as_mo.get("/admin/").text
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now())
    assert "stands still" not in as_mo.get("/admin/").text


def test_a_task_for_later_is_not_late(as_mo: Client) -> None:
    queue("mail.outbox.deliver", pk=1)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    DBTaskResult.objects.update(
        enqueued_at=timezone.now() - dt.timedelta(days=1), run_after=tomorrow
    )

    assert "stands still" not in as_mo.get("/admin/").text
