"""Pictures, galleries and what plays elsewhere, as a WordPress export keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posts.models import Post
from tests.transfer.importing import import_text
from tests.transfer.wxr import HOME, attachment, export, item, meta
from transfer.importers.wordpress.text import post_html

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

UPLOADS = f"{HOME}/wp-content/uploads"


def source_of(folder: Path, post: str, *others: str) -> str:
    """What POST became, which the file names before what it shows."""
    import_text(folder, export(post, *others))
    return Post.objects.get().source


@pytest.mark.parametrize(
    "size",
    [
        f"{UPLOADS}/cat-300x200.jpg",
        f"{UPLOADS}/cat-scaled.jpg",
        f"{UPLOADS}/cat.jpg?w=300",
        "https://i0.wp.com/quiet.example/blog/wp-content/uploads/cat-1024x768.jpg?ssl=1",
    ],
)
def test_a_size_of_an_image_becomes_the_full_one_with_its_alt_text(
    tmp_path: Path, size: str
) -> None:
    shown = item(content=f'<p><img src="{size}" class="size-medium" alt=""></p>')

    source = source_of(tmp_path, shown, attachment(7, "cat.jpg", alt="A cat & a mat"))

    assert source == f'<p><img src="{UPLOADS}/cat.jpg" alt="A cat &amp; a mat"></p>'


@pytest.mark.parametrize(
    "link",
    [
        f'href="{UPLOADS}/cat-1024x768.jpg"',
        f'href="{HOME}/?attachment_id=7"',
        f'href="{HOME}/2012/07/cat/" rel="attachment wp-att-7"',
    ],
)
def test_a_link_from_a_picture_to_itself_goes(tmp_path: Path, link: str) -> None:
    shown = item(content=f'<a {link}><img src="{UPLOADS}/cat-300x200.jpg" alt="A cat"></a>')

    source = source_of(tmp_path, shown, attachment(7, "cat.jpg"))

    assert source == f'<p><img src="{UPLOADS}/cat.jpg" alt="A cat"></p>'


def test_a_link_from_a_picture_to_elsewhere_stays(tmp_path: Path) -> None:
    shown = (
        '<a href="https://cats.example/"><img src="http://quiet.example/cat.jpg" alt="A cat"></a>'
    )

    assert source_of(tmp_path, item(content=shown), attachment(7, "cat.jpg")) == f"<p>{shown}</p>"


def test_a_gallery_shows_its_pictures_with_their_captions(tmp_path: Path) -> None:
    pictures = [attachment(7, "a.jpg", alt="A"), attachment(8, "b.jpg", caption="Be <em>this</em>")]

    source = source_of(tmp_path, item(content='See:\n[gallery ids="8,7,99"]'), *pictures)

    assert source.replace("\n", "") == (
        "<p>See:</p>"
        f'<figure><figure><img src="{UPLOADS}/b.jpg" alt="b.jpg">'
        "<figcaption>Be <em>this</em></figcaption></figure>"
        f'<figure><img src="{UPLOADS}/a.jpg" alt="A"></figure></figure>'
    )


def test_a_gallery_without_numbers_shows_what_hangs_on_its_post(tmp_path: Path) -> None:
    post = item(content="[gallery exclude='9']", post_id="5")
    attached = [attachment(7, "a.jpg", post_id=5), attachment(8, "b.pdf", post_id=5)]

    source = source_of(
        tmp_path, post, *attached, attachment(9, "c.jpg", post_id=5), attachment(4, "d.jpg")
    )

    assert source == f'<figure><img src="{UPLOADS}/a.jpg" alt="a.jpg"></figure>'


def test_the_picture_above_a_post_stands_above_it_once(tmp_path: Path) -> None:
    above = meta("_thumbnail_id", 7)
    plain = item("Plain", "Words.", terms=above)
    shown = item("Shown", f'<img src="{UPLOADS}/cat-150x150.jpg">', terms=above)

    import_text(tmp_path, export(plain, shown, attachment(7, "cat.jpg", alt="A cat")))

    figure = f'<figure><img src="{UPLOADS}/cat.jpg" alt="A cat"></figure>'
    assert Post.objects.get(title="Plain").source == f"{figure}\n<p>Words.</p>"
    assert Post.objects.get(title="Shown").source.count("<img") == 1


def test_a_block_for_several_posts_stands_in_each(tmp_path: Path) -> None:
    thanks = item("Thanks", "<p>Thank you.</p>", post_type="wp_block", post_id="3")
    post = item(content='<!-- wp:block {"ref":3} /--><!-- wp:block {"ref":4} /-->')

    assert source_of(tmp_path, post, thanks) == "<p>Thank you.</p>"


def test_a_block_that_holds_itself_ends(tmp_path: Path) -> None:
    itself = item("I", '<p>I.</p><!-- wp:block {"ref":3} /-->', post_type="wp_block", post_id="3")

    source = source_of(tmp_path, item(content='<!-- wp:block {"ref":3} /-->'), itself)

    assert source == "<p>I.</p>" * 3


def test_notes_stand_below_their_post_and_lead_back(tmp_path: Path) -> None:
    text = (
        '<!-- wp:paragraph --><p>So<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a>'
        "</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    notes = meta("footnotes", '[{"id":"a-1","content":"It <em>rained</em>."}]')

    import_text(tmp_path, export(item(content=text, terms=notes)))

    post = Post.objects.get()
    note, link = f"p{post.pk}-a-1", f"p{post.pk}-a-1-link"
    assert f'<a class="footnote-ref" href="#{note}" id="{link}">1</a>' in post.body_html
    assert f'<li id="{note}">It <em>rained</em>. ' in post.body_html
    assert f'href="#{link}"' in post.body_html


@pytest.mark.parametrize("footnotes", ["", "[", "{}", "[1]", '[{"id":"x"}]', "[" * 20_000])
def test_notes_that_make_no_sense_are_none(tmp_path: Path, footnotes: str) -> None:
    post = item(content="<!-- wp:footnotes /--><p>Words.</p>", terms=meta("footnotes", footnotes))

    assert source_of(tmp_path, post) == "<p>Words.</p>"


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("[embed]https://vimeo.com/1[/embed]", "https://vimeo.com/1"),
        ('[audio mp3="https://x.example/a.mp3"][/audio]', "https://x.example/a.mp3"),
        ("[video src='https://x.example/a.mp4']", "https://x.example/a.mp4"),
        (
            "[youtube=https://www.youtube.com/watch?v=abcdef]",
            "https://www.youtube.com/watch?v=abcdef",
        ),
        ("[youtube abcdefghijk]", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("[vimeo 76979871]", "https://vimeo.com/76979871"),
        (
            '<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
            "https://www.youtube.com/watch?v=abcdefghijk",
        ),
        (
            '<!-- wp:embed --><figure class="wp-block-embed"><div>\nhttps://x.example/7\n</div></figure>',
            "https://x.example/7",
        ),
    ],
)
def test_what_plays_elsewhere_is_a_link_to_where_it_plays(content: str, address: str) -> None:
    assert f'<p><a href="{address}">{address}</a></p>' in post_html(content)


@pytest.mark.parametrize(
    "content", ["[video]", "[youtube ?]", "[playlist ids='1']", "[[gallery]", "[audio src='x']"]
)
def test_what_names_nothing_that_plays_stays_as_text(content: str) -> None:
    assert post_html(content) == f"<p>{content}</p>"


def test_an_escaped_shortcode_is_meant_as_text() -> None:
    assert post_html('[[gallery ids="1"]]') == '<p>[gallery ids="1"]</p>'


def test_nothing_in_code_is_a_shortcode() -> None:
    code = "<code>[gallery]\n\nhttps://x.example/</code></pre>"

    written = f'<!-- wp:code --><pre class="wp-block-code">{code}<!-- /wp:code -->'
    assert post_html(written) == f"<pre>{code}"


def test_what_only_a_theme_needs_is_left_behind() -> None:
    content = (
        '<!-- wp:group --><div class="wp-block-group"><p class="has-text-align-right x"></p>'
        '<p class="has-text-align-right x">Right</p></div><!-- /wp:group -->\n\n\n\n\n'
        '<!-- wp:spacer --><div style="height:9px" class="wp-block-spacer"></div>'
        '<!-- wp:gallery --><figure class="wp-block-gallery"><ul class="blocks-gallery-grid">'
        '<li class="blocks-gallery-item"><figure><img src="/a.jpg" alt="A"></figure></li>'
        "</ul></figure><!-- /wp:gallery -->"
    )

    assert post_html(content) == (
        '<div><p class="alignright">Right</p></div>\n\n'
        '<figure><figure><img src="/a.jpg" alt="A"></figure></figure>'
    )


def test_tags_of_old_pages_get_their_new_names() -> None:
    content = "<center>A</center><strike>b</strike> <tt>c</tt>"

    assert post_html(content).replace("\n", "") == (
        '<div style="text-align:center"><p>A</p></div><p><s>b</s> <code>c</code></p>'
    )
