"""What an author's marks become."""

import html
import re

import pytest

from cpdblog.lib.markup.markdown import excerpt, plain_text, render_comment, render_post
from tests.lib.test_text.inputs import SENDER

LONG_POST = """\
# Thing 7 \N{EN DASH} Professional organisations

It cost \u00a338 :) 'Thing 5) see https://example.org/a_b_c (and www.example.org).
A second line, as typed. Ask *me* or **her** or ***both***, ~~not them~~, at me@example.org.

## How it went

- one
- two
    1. inner
    2. more

What is left:

- [ ] to do
- [x] done

| Name | Cost |
|:-----|-----:|
| HLG  | 10   |

```python
print(":) #cpd23")
```

![A hall](/media/hall.jpg)
/// caption
The hall by *someone*

Credit: a friend
///

/// details | More
Hidden **words**
///

Term
: Its meaning

> quoted
> > deeper

A note[^a] and again[^a].

[^a]: The foot.

*[HLG]: Health Libraries Group
"""


def post(source: str, prefix: str = "p42-") -> str:
    return render_post(source, prefix=prefix, **SENDER)


def comment(source: str) -> str:
    return render_comment(source, **SENDER)


@pytest.mark.parametrize(
    "piece",
    [
        '<h2 id="p42-thing-7-professional-organisations">',
        '<h3 id="p42-how-it-went">',
        "<em>me</em>",
        "<strong>her</strong>",
        "<del>not them</del>",
        '<a href="mailto:me@example.org">',
        "<li>two",
        "<ol>",
        "\N{BALLOT BOX} to do",
        "\N{BALLOT BOX WITH CHECK} done",
        '<th class="align-left">Name</th>',
        '<td class="align-right">10</td>',
        '<span class="nb">print</span>',
        "<figcaption>",
        "<summary>More</summary>",
        "<dt>Term</dt>",
        "<dd>Its meaning</dd>",
        "<blockquote>\n<p>deeper</p>",
        '<abbr title="Health Libraries Group">HLG</abbr>',
        '<img alt="A hall" src="/media/hall.jpg" loading="lazy" decoding="async">',
    ],
)
def test_every_mark_of_a_long_post_is_drawn(piece: str) -> None:
    assert piece in post(LONG_POST)


def test_every_line_of_a_long_post_is_on_the_page() -> None:
    page = post(LONG_POST)

    words = html.unescape(page)
    for line in LONG_POST.splitlines():
        for word in re.findall(r"[^\W_]{3,}", line.replace("caption", "").replace("python", "")):
            assert word in words or word == "details"


def test_a_line_break_stays_where_it_was_typed() -> None:
    assert comment("one\ntwo\n\nthree") == "<p>one<br>\ntwo</p>\n<p>three</p>"


def test_what_the_author_typed_is_not_made_clever() -> None:
    typed = "'cos \"it\" -- cost \N{POUND SIGN}38 ... (c) 'Thing 5)"

    assert plain_text(comment(typed)) == typed


def test_the_smallest_heading_goes_no_lower() -> None:
    assert "<h6" in post("###### small")


def test_a_heading_keeps_its_address_when_another_is_put_before_it() -> None:
    assert 'id="p42-later"' in post("# Later")
    assert 'id="p42-later"' in post("# Sooner\n\n# Later")


def test_equal_headings_have_different_addresses() -> None:
    page = post("# Same\n\n# Same")

    assert 'id="p42-same"' in page
    assert 'id="p42-same-2"' in page


def test_a_comment_has_no_headings_pictures_tables_or_addresses() -> None:
    page = comment(LONG_POST)

    assert not re.search(r"<(h[1-6]|img|table|figure|details)|\sid=", page)


def test_a_picture_in_a_comment_is_a_link_with_its_words() -> None:
    assert '<a href="/media/hall.jpg">A hall</a>' in comment("![A hall](/media/hall.jpg)")


def test_a_caption_keeps_its_credit_paragraph() -> None:
    figure = re.search(r"<figure>.*</figure>", post(LONG_POST), re.DOTALL)

    assert figure
    assert "<p>The hall by <em>someone</em></p>\n<p>Credit: a friend</p>" in figure[0]


def test_each_footnote_reference_meets_its_note_and_comes_back() -> None:
    page = post(LONG_POST)

    ids = re.findall(r'\sid="([^"]+)"', page)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 4
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_id_carries_the_prefix_of_its_post() -> None:
    page = post(f'{LONG_POST}\n\n<p id="location">x</p> <a id="p42-mine" href="#mine">y</a>')

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert "p42-location" in ids
    assert "p42-mine" in ids
    assert all(name.startswith("p42-") for name in ids)


@pytest.mark.parametrize("language", ["java", "no-such", "yaml", ""])
def test_code_in_other_languages_is_shown_plainly(language: str) -> None:
    assert "<code>a: &lt;b&gt;</code>" in post(f"```{language}\na: <b>\n```")


def test_code_keeps_every_character() -> None:
    code = "\n".join(f"{' ' * 80}- item *{n}* [x] > y" for n in range(60))

    assert html.unescape(post(f"```\n{code}\n```")).count(" - item *") == 60
    assert "\\" not in post(f"```\n{code}\n```")


def test_html_that_people_type_works() -> None:
    assert comment("<b>bold</b> and <i>slanted</i>") == "<p><b>bold</b> and <i>slanted</i></p>"


def test_an_unknown_tag_is_words() -> None:
    assert plain_text(comment("I like <Ning> and <3 and a < b > c")) == (
        "I like <Ning> and <3 and a < b > c"
    )


def test_an_excerpt_leaves_out_footnote_numbers_and_says_there_is_more() -> None:
    page = post("One two[^1] three four.\n\n[^1]: note")

    assert excerpt(page, words=3) == "One two three\N{HORIZONTAL ELLIPSIS}"


@pytest.mark.parametrize(
    "aside",
    [
        "```\n1 exp Asthma/\n```",
        "| a | b |\n| - | - |\n| 1 | 2 |",
    ],
)
def test_an_excerpt_goes_on_behind_code_a_table_and_a_caption(aside: str) -> None:
    assert excerpt(post(f"It begins.\n\n{aside}\n\nIt goes on.")) == "It begins. It goes on."


def test_an_excerpt_leaves_out_what_stands_under_a_picture() -> None:
    figure = "<figure><img><figcaption>At noon <small>(Maud)</small></figcaption></figure>"

    assert excerpt(f"<p>It begins.</p>{figure}<p>It goes on.</p>") == "It begins. It goes on."
    assert excerpt("<p><img> <small>(<a>Maud</a>, CC BY 4.0)</small></p><p>It begins.</p>") == (
        "It begins."
    )


def test_an_excerpt_of_nothing_but_code_is_the_code() -> None:
    assert excerpt(post("```\nls -l\n```")) == "ls -l"


def test_emphasis_in_a_paragraph_of_ordinary_length_survives_the_guard() -> None:
    source = "Some *words* and [links](http://example.org/a_(b)) [1] (see [2]). " * 20

    page = post(source)

    assert page.count("<em>words</em>") == 20
    assert page.count('<a href="http://example.org/a_(b)"') == 20
    assert page.count("[1] (see [2]).") == 20
