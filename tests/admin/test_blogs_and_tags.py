"""Hosts look after blogs, who writes them, their categories, and the tags of the community."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import LogEntry

from blogs.models import Blog, Category
from posts.models import Post, Tag
from tests.admin.forms import errors, fields, save
from tests.make import make_blog, make_comment, make_member, make_post
from tests.pages import get, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

TAGS = "/admin/posts/tag/"


def form_of(thing: Any) -> str:
    return f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def test_a_blog_is_opened_with_its_owner_and_categories(
    as_mo: Client, ada: User, guest: Client
) -> None:
    save(
        as_mo, "/admin/blogs/blog/add/", "blog", title="Rain", handle="rain",
        **{"members-0-user": ada.pk, "members-0-role": "owner", "categories-0-name": "Wet days"},
    )  # fmt: skip

    blog = Blog.objects.get()
    assert blog.owner() == ada
    assert [category.slug for category in blog.categories.all()] == ["wet-days"]
    assert guest.get("/@rain/").status_code == 200


def test_the_look_of_a_blog_changes_at_once(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    save(as_mo, form_of(quiet_carriage), "blog", title="The Loud Carriage", colour="plum")

    page = guest.get("/@quiet-carriage/").text
    assert "The Loud Carriage" in page
    assert 'data-binding="plum"' in page


def test_language_and_clock_of_a_blog_are_chosen_from_the_lists_of_the_desk(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    Blog.objects.update(language="x-own")
    page = as_mo.get(form_of(quiet_carriage)).text

    assert '<option value="cy">Cymraeg</option>' in page
    assert '<option value="UTC" selected>UTC</option>' in page
    assert '<option value="x-own" selected>' in page  # it has one that is on no list
    assert "Add a writer" in page
    save(as_mo, form_of(quiet_carriage), "blog", language="cy", time_zone="Europe/Warsaw")
    quiet_carriage.refresh_from_db()
    assert (quiet_carriage.language, quiet_carriage.time_zone) == ("cy", "Europe/Warsaw")


def test_the_address_of_a_blog_stays(as_mo: Client, quiet_carriage: Blog) -> None:
    assert "handle" not in fields(as_mo.get(form_of(quiet_carriage)).text, "blog")

    save(as_mo, form_of(quiet_carriage), "blog", handle="other")

    quiet_carriage.refresh_from_db()
    assert quiet_carriage.handle == "quiet-carriage"


@pytest.mark.parametrize(
    ("field", "value"),
    [("handle", "Not A Handle"), ("handle", "taken"), ("time_zone", "Mars/Olympus"),
     ("title", ""), ("title", "a\x00b"), ("close_after_days", "-1"), ("colour", "gold")],
)  # fmt: skip
def test_what_a_blog_cannot_be_is_refused_beside_its_field(
    as_mo: Client, ada: User, field: str, value: str
) -> None:
    make_blog(ada, handle="taken")
    sent = {"title": "Rain", "handle": "rain", field: value}

    assert errors(save(as_mo, "/admin/blogs/blog/add/", "blog", **sent))
    assert Blog.objects.count() == 1


def test_a_blog_is_handed_over_in_one_step(
    as_mo: Client, ada: User, ben: User, quiet_carriage: Blog
) -> None:
    make_member(quiet_carriage, ben)
    form = fields(as_mo.get(form_of(quiet_carriage)).text, "blog")
    row = next(n for n in range(2) if form[f"members-{n}-user"] == str(ben.pk))

    save(
        as_mo, form_of(quiet_carriage), "blog",
        **{f"members-{row}-role": "owner", f"members-{1 - row}-role": "author"},
    )  # fmt: skip

    roles = {member.user: member.role for member in quiet_carriage.members.all()}
    assert roles == {ada: "author", ben: "owner"}


def test_a_blog_with_two_owners_or_one_person_twice_is_refused(
    as_mo: Client, ada: User, ben: User, quiet_carriage: Blog
) -> None:
    for person, role in ((ben, "owner"), (ada, "author")):
        new = {"members-1-user": person.pk, "members-1-role": role}
        assert errors(save(as_mo, form_of(quiet_carriage), "blog", **new))

    assert quiet_carriage.members.count() == 1
    assert quiet_carriage.owner() == ada


def test_a_name_that_a_category_has_is_refused(as_mo: Client, quiet_carriage: Blog) -> None:
    quiet_carriage.categories.create(name="Trains")
    add = "/admin/blogs/category/add/"

    again = {"categories-1-name": "trains"}
    assert errors(save(as_mo, form_of(quiet_carriage), "blog", **again))
    assert errors(save(as_mo, add, "category", blog=quiet_carriage.pk, name="TRAINS"))
    assert Category.objects.count() == 1
    assert not errors(save(as_mo, add, "category", blog=make_blog().pk, name="Trains"))


def test_two_new_categories_of_one_name_are_refused(as_mo: Client, quiet_carriage: Blog) -> None:
    sent = {"categories-TOTAL_FORMS": "2", "categories-0-name": "Tea", "categories-1-name": "tea"}

    answer = save(as_mo, form_of(quiet_carriage), "blog", **sent)

    assert errors(answer) == ["Two categories cannot have one name."]
    assert not Category.objects.exists()


def test_a_category_renamed_keeps_its_address(as_mo: Client, quiet_carriage: Blog) -> None:
    category = quiet_carriage.categories.create(name="Trains")

    save(as_mo, form_of(category), "category", name="Railways")

    category.refresh_from_db()
    assert (category.name, category.slug) == ("Railways", "trains")


def test_the_name_of_a_category_is_one_line_that_one_can_see(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    category = quiet_carriage.categories.create(name="Trains")

    assert errors(save(as_mo, form_of(category), "category", name="\u3164"))
    save(as_mo, form_of(category), "category", name="Rail\x0bways\nand trams")

    category.refresh_from_db()
    assert category.name == "Railways and trams"


def test_a_whole_blog_is_deleted_after_a_question(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, tags=["tea"], categories=["Trains"])
    make_comment(post, parent=make_comment(post))
    url = f"/admin/blogs/blog/{quiet_carriage.pk}/delete/"

    text = text_of(as_mo.get(url).text)
    assert "Delete “The Quiet Carriage”?" in text
    assert "Posts: 1 Comments: 2" in text
    assert "No member is deleted" in text
    for machine_word in ("Members:", "Tagged", "relationships", "Blogs: 1"):
        assert machine_word not in text
    as_mo.post(url, {"post": "yes"})

    assert not Post.objects.exists()
    assert Tag.objects.count() == 1


def test_blogs_without_number_are_found_by_typing(as_mo: Client, ada: User) -> None:
    for n in range(25):
        make_post(make_blog(ada, handle=f"b{n}", title=f"Blog {n}"), title=f"Post of {n}")

    page = as_mo.get("/admin/posts/post/", {"blog": "b7", "q": "post"}).text

    assert 'name="blog" value="b7"' in page
    assert '<input type="hidden" name="q" value="post">' in page
    assert "Post of 7<" in page
    assert "Post of 8<" not in page


def merge(client: Client, *tags: Tag, into: str = "") -> Any:
    sent = {"action": "merge", "_selected_action": [tag.pk for tag in tags]}
    return client.post(TAGS, {**sent, "into": into} if into else sent, follow=True)


def test_tags_are_merged_after_asking_into_which(
    as_mo: Client, mo: User, guest: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, title="One", tags=["mashlib", "tea"])
    make_post(quiet_carriage, title="Two", tags=["mashlibs"])
    make_post(quiet_carriage, title="Three", tags=["mashlib", "mashlibs"])
    one, many = Tag.objects.get(key="mashlib"), Tag.objects.get(key="mashlibs")

    question = merge(as_mo, one, many)
    assert "Merge into" in question.text
    assert Tag.objects.count() == 3
    merge(as_mo, one, many, into="#Mashlib")

    assert set(Tag.objects.values_list("key", flat=True)) == {"mashlib", "tea"}
    page = guest.get("/tags/mashlibs/", follow=True)
    assert page.redirect_chain
    assert all(title in page.text for title in ("One", "Two", "Three"))
    assert set(LogEntry.objects.values_list("user", "object_repr")) == {
        (mo.pk, "mashlib"),
        (mo.pk, "mashlibs"),
    }


def test_a_tag_listed_under_a_post_stays_listed_when_merged_into_one_said_in_the_text(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Look, a #bee.", tags=["honey"])

    merge(as_mo, Tag.objects.get(key="honey"), into="bee")

    assert "Tagged: bee" in text_of(get(quiet_carriage.get_absolute_url()))
    assert post.tagged.count() == 1


@pytest.mark.parametrize("into", ["nothing of the kind", " ", "a\x00b", "x" * 500])
def test_tags_are_not_merged_into_one_that_is_not_there(
    as_mo: Client, quiet_carriage: Blog, into: str
) -> None:
    make_post(quiet_carriage, tags=["tea"])

    answer = merge(as_mo, Tag.objects.get(), into=into)

    assert errors(answer)
    assert Tag.objects.count() == 1


def test_a_tag_renamed_is_still_found_by_its_old_spelling(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["cpd23"])
    tag = Tag.objects.get()

    save(as_mo, form_of(tag), "tag", name="23 Things")
    make_post(quiet_carriage, source="#cpd23 again")

    assert list(Tag.objects.values_list("name", "slug")) == [("23 Things", "cpd23")]
    assert tag.tagged.count() == 2
    save(as_mo, form_of(tag), "tag", name="CPD23")
    tag.refresh_from_db()
    assert [alias.key for alias in tag.aliases.all()] == ["23 things"]


@pytest.mark.parametrize("name", ["TEA", "#tea", "cha", "", "#", "a\x00b", "x" * 61])
def test_a_spelling_that_leads_somewhere_already_is_no_new_tag(
    as_mo: Client, quiet_carriage: Blog, name: str
) -> None:
    make_post(quiet_carriage, tags=["tea", "biscuits"])
    tea = Tag.objects.get(key="tea")
    tea.aliases.create(key="cha")

    assert errors(save(as_mo, f"{TAGS}add/", "tag", name=name))
    if name:
        new = {"aliases-1-key": name}
        assert errors(save(as_mo, form_of(tea), "tag", **new))
    assert Tag.objects.count() == 2
    assert tea.aliases.count() == 1


def test_another_spelling_is_added_to_a_tag(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["tea"])

    save(as_mo, form_of(Tag.objects.get()), "tag", **{"aliases-0-key": "#Chai  Latte"})

    assert guest.get("/tags/chai-latte/").headers["Location"] == "/tags/tea/"


def test_two_new_spellings_that_are_one_are_refused(as_mo: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["tea"])
    sent = {"aliases-TOTAL_FORMS": "2", "aliases-0-key": "Cha", "aliases-1-key": "#cha"}

    assert errors(save(as_mo, form_of(Tag.objects.get()), "tag", **sent))


def test_tags_say_how_many_published_posts_they_stand_under(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["tea"])
    make_post(quiet_carriage, tags=["tea"], status="draft")

    assert (
        '<span class="figure">1</span><span class="in-words">1 post</span>' in as_mo.get(TAGS).text
    )
