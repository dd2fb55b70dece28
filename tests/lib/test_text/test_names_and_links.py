"""Smilies, hashtags, mentions and bare links."""

import pytest

from cpdblog.lib.markup.markdown import render_comment, render_post
from cpdblog.lib.markup.smilies import SMILIES
from tests.lib.test_text.inputs import SENDER


def comment(source: str) -> str:
    return render_comment(source, **SENDER)


@pytest.mark.parametrize(("code", "emoji"), SMILIES.items())
def test_a_smiley_between_spaces_is_an_emoji(code: str, emoji: str) -> None:
    assert comment(f"so {code} there") == f"<p>so {emoji} there</p>"
    assert comment(f"so\n{code}") == f"<p>so<br>\n{emoji}</p>"


@pytest.mark.parametrize("code", SMILIES)
def test_a_smiley_in_code_stays_as_typed(code: str) -> None:
    assert f"<code>so {code} x</code>" in comment(f"`so {code} x`")
    assert f"<code>so {code} x</code>" in comment(f"<code>so {code} x</code>")
    assert f"<code> {code} x</code>" in comment(f"```\n {code} x\n```")


@pytest.mark.parametrize("typed", ["(see 7 and 8)", "a:)", ":)b", "(:D)", "http://a.org/:)x"])
def test_no_smiley_is_seen_inside_other_text(typed: str) -> None:
    assert not any(emoji in comment(typed) for emoji in SMILIES.values())


@pytest.mark.parametrize(
    "name", ["cpd23", "mashlib", "23things", "Bibliothèque", "図書館", "a-b", "x_y"]
)
def test_a_hashtag_is_a_link(name: str) -> None:
    assert f'<a class="hashtag" href="/tags/{name.lower()}/">#{name}</a>' in (
        comment(f"& that included #{name} meet ups").replace("%C3%A8", "è")
    )


@pytest.mark.parametrize(
    "typed", ["#7", "C#", "a#b", "##x", "http://a.org/#top", "[x](/y#z)", "`#code`", "&#233;", "# "]
)
def test_other_number_signs_are_no_hashtags(typed: str) -> None:
    assert "hashtag" not in comment(f"so {typed} there")


def test_a_line_may_start_with_a_hashtag() -> None:
    assert comment("#cpd23 was good").startswith('<p><a class="hashtag"')


@pytest.mark.parametrize("typed", ["@beth", "(@beth)", "@beth.", "as @beth, said"])
def test_a_mention_is_a_link_to_the_person(typed: str) -> None:
    assert '<a class="mention" href="/@beth/">@beth</a>' in comment(typed)


@pytest.mark.parametrize(
    "typed", ["me@beth.org", "@nobody", "a@b", "`@beth`", "https://a.org/@beth"]
)
def test_no_mention_where_nobody_is_meant(typed: str) -> None:
    assert "mention" not in comment(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("see https://a.org/x.", "https://a.org/x"),
        ("(https://a.org/x)", "https://a.org/x"),
        ("https://a.org/x_(y)", "https://a.org/x_(y)"),
        ("is it https://a.org/?q=1&r=2?", "https://a.org/?q=1&amp;r=2"),
        ("www.a.org", "http://www.a.org"),
        ("<https://a.org/x>", "https://a.org/x"),
        ("https://a.org/a_b_c", "https://a.org/a_b_c"),
    ],
)
def test_a_bare_link_ends_where_the_address_ends(typed: str, address: str) -> None:
    assert f'<a href="{address}" rel="nofollow ugc noopener">' in comment(typed)


@pytest.mark.parametrize(
    "address",
    [
        "/2013/07/x/",
        "https://cpd.example/x/",
        "http://CPD.example:8000/",
        "#part",
        "mailto:a@b.org",
    ],
)
def test_a_link_to_this_community_has_no_rel(address: str) -> None:
    assert "rel=" not in render_post(f"[x]({address})", prefix="p1-", **SENDER)


@pytest.mark.parametrize(
    "address", ["https://other.example/", "//other.example/x", "https://cpd.example.evil.org/"]
)
def test_a_link_elsewhere_says_it_is_the_authors(address: str) -> None:
    assert 'rel="nofollow ugc noopener"' in comment(f"[x]({address})")


def test_the_author_of_a_link_cannot_choose_its_rel() -> None:
    page = comment('<a href="https://other.example/" rel="me">x</a> <a href="/y" rel="tag">y</a>')

    assert page.count("rel=") == 1
    assert 'rel="nofollow ugc noopener"' in page
