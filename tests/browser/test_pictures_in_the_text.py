"""Pictures into a text by button, drop and paste, on a phone too: quick, calm, nothing lost."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from images.models import Image
from posts.models import Post
from tests.drawings import drawing, moving
from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

AXE = Axe()
IN_TEXT = re.compile(r"!\[A kettle\]\(/media/pictures/")
MADE = 60_000  # milliseconds that a busy machine may take to make a picture ready
OPTIONS = {"resultTypes": ["violations"], "preload": False}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DROP = """(text, [content, name, type]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type }));
  for (const kind of ["dragenter", "dragover", "drop"])
    text.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
}"""
COPY = """async (content) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const item = new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) });
  await navigator.clipboard.write([item]);
}"""


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, source="Before.", status=Post.Status.DRAFT)


@pytest.fixture
def write(open_page: OpenPage, ada: User, post: Post) -> Callable[..., Page]:
    def opened(**more: Any) -> Page:
        page = open_page(by=ada, **more)
        page.goto(f"/desk/posts/{post.pk}/")
        return page

    return opened


def files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(drawing(size=(64, 48)))
    return [folder / name for name in names]


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=True)


def choose(page: Page, chosen: list[Path]) -> Locator:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Image", exact=True).click()
    chooser.value.set_files(chosen)
    return page.get_by_role("dialog")


def drop(page: Page, content: bytes, name: str, kind: str) -> None:
    text(page).evaluate(DROP, [base64.b64encode(content).decode(), name, kind])


def describe(dialog: Locator, *shown: str) -> None:
    fields = dialog.get_by_label("Description (alt text)").all()
    for field, words in zip(fields, shown, strict=True):
        field.fill(words)
    dialog.get_by_role("button", name="Insert", exact=True).click()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_three_pictures_at_once(
    device: dict[str, Any], write: Callable[..., Page], tmp_path: Path, post: Post
) -> None:
    page = write(**device)
    text(page).press("Control+End")

    dialog = choose(page, files(tmp_path, "one.jpg", "two.jpg", "three.jpg"))
    describe(dialog, "A kettle", "A bench", "A shelf")

    expect(page.get_by_text("3 images are in the text.")).to_be_visible(timeout=MADE)
    kettle, bench, shelf = Image.objects.order_by("pk")
    lines = f"{kettle.markdown()}\n\n{bench.markdown()}\n\n{shelf.markdown()}\n\n"
    expect(text(page)).to_have_value(f"Before.\n\n{lines}")
    page.get_by_text("Preview", exact=True).click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("img", name="A shelf")).to_be_attached()
    expect(page.get_by_text(re.compile("^Saved at"))).to_be_visible()
    post.refresh_from_db()
    assert shelf.markdown() in post.source


def test_under_the_text_stand_its_images_and_each_leads_to_its_line(
    write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write()
    shown = page.get_by_role("list", name="Images in the text")
    expect(shown).to_be_hidden()
    text(page).press("Control+End")

    describe(choose(page, files(tmp_path, "one.jpg", "two.jpg")), "A kettle", "A bench")
    expect(shown.get_by_role("listitem")).to_have_text(["A kettle", "A bench"], timeout=MADE)
    shown.get_by_role("button", name="A bench").click()

    expect(text(page)).to_be_focused()
    chosen = text(page).evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)")
    bench = Image.objects.order_by("pk")[1]
    assert bench.markdown().startswith(chosen)
    assert chosen.startswith("![A bench](/media/")

    text(page).fill("![Elsewhere](https://elsewhere.example/one.png) and nothing of ours.")
    expect(shown).to_be_hidden()


def test_the_text_is_written_on_meanwhile(write: Callable[..., Page], tmp_path: Path) -> None:
    page = write()
    text(page).press("Control+End")
    describe(choose(page, files(tmp_path, "kettle.jpg")), "A kettle")

    expect(text(page)).to_have_value(re.compile(r"Uploading kettle.jpg"))
    text(page).press_sequentially("After.")

    expect(page.get_by_text("The image is in the text.")).to_be_visible(timeout=MADE)
    line = Image.objects.get().markdown()
    expect(text(page)).to_have_value(f"Before.\n\n{line}\n\nAfter.")


def test_a_post_with_a_picture_and_two_tags_is_published_in_six_presses_on_a_phone(
    write: Callable[..., Page], tmp_path: Path, post: Post, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, tags=["tea", "weather"])
    page = write(**PHONE)

    describe(choose(page, files(tmp_path, "kettle.jpg")), "A kettle")
    expect(text(page)).to_have_value(IN_TEXT, timeout=MADE)
    page.locator("summary", has_text="Post settings").tap()
    page.get_by_role("button", name="tea", exact=True).tap()
    page.get_by_role("button", name="weather", exact=True).tap()
    page.get_by_role("button", name="Publish", exact=True).tap()

    expect(page.get_by_role("img", name="A kettle")).to_be_attached()
    post.refresh_from_db()
    assert post.is_published
    assert post.tag_names() == ["tea", "weather"]


def test_what_it_shows_is_asked_once_and_nothing_is_an_answer(
    write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write()
    dialog = choose(page, files(tmp_path, "ornament.jpg"))

    dialog.get_by_role("button", name="Insert", exact=True).click()
    expect(dialog.get_by_text("Describe it in a few words")).to_be_visible()
    expect(dialog.get_by_label("Description (alt text)")).to_be_focused()
    dialog.get_by_label("Decorative, no description needed").check()
    dialog.get_by_text("Caption, credit, licence").click()
    dialog.get_by_label("Credit").fill("Maud Ferris")
    dialog.get_by_label("Licence").select_option("CC BY 4.0")
    dialog.get_by_role("button", name="Insert", exact=True).click()

    expect(page.get_by_text("The image is in the text.")).to_be_visible(timeout=MADE)
    image = Image.objects.get()
    assert (image.alt, image.credit, image.licence) == ("", "Maud Ferris", "cc-by")


def test_one_that_is_in_the_library_says_so_and_brings_its_description(
    write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write()
    chosen = files(tmp_path, "kettle.jpg")
    describe(choose(page, chosen), "A kettle")
    expect(page.get_by_text("The image is in the text.")).to_be_visible(timeout=MADE)

    dialog = choose(page, chosen)

    expect(dialog.get_by_text("It is in the library already, described so.")).to_be_visible()
    expect(dialog.get_by_label("Description (alt text)")).to_have_value("A kettle")
    expect(dialog.get_by_label("Decorative")).to_be_hidden()
    dialog.get_by_role("button", name="Insert", exact=True).click()
    twice = re.compile(r"(!\[A kettle\]\(/media/pictures/[^!]*){2}$")
    expect(text(page)).to_have_value(twice, timeout=MADE)


def test_a_picture_dropped_on_the_text(write: Callable[..., Page]) -> None:
    page = write()

    drop(page, drawing("PNG", (64, 48)), "kettle.png", "image/png")
    describe(page.get_by_role("dialog"), "A kettle")

    expect(text(page)).to_have_value(IN_TEXT, timeout=MADE)


def test_a_picture_pasted_into_the_text(write: Callable[..., Page]) -> None:
    page = write(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, base64.b64encode(drawing("PNG", (64, 48))).decode())

    text(page).press("Control+v")
    describe(page.get_by_role("dialog"), "A kettle")

    expect(text(page)).to_have_value(IN_TEXT, timeout=MADE)


def test_words_are_pasted_as_ever(write: Callable[..., Page]) -> None:
    page = write(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText(' And after.')")
    text(page).press("Control+End")

    text(page).press("Control+v")

    expect(text(page)).to_have_value("Before. And after.")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_refusal_says_why_and_leaves_the_text_as_it_was(write: Callable[..., Page]) -> None:
    page = write()
    text(page).press("Control+End")

    drop(page, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kettle.svg", "image/svg+xml")
    describe(page.get_by_role("dialog"), "A kettle")

    failed = page.get_by_role("alert").filter(has_text="kettle.svg is not in the text:")
    expect(failed).to_contain_text("That is an SVG drawing.", timeout=MADE)
    expect(text(page)).to_have_value("Before.")
    failed.get_by_role("button", name="Leave it out").click()
    expect(failed).to_have_count(0)


def test_when_the_line_is_down_it_is_tried_again(
    write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write()
    page.context.set_offline(True)
    text(page).press("Control+End")
    describe(choose(page, files(tmp_path, "kettle.jpg")), "A kettle")
    failed = page.get_by_role("alert").filter(has_text="There is no connection.")
    expect(failed).to_be_visible()
    expect(text(page)).to_have_value("Before.")

    page.context.set_offline(False)
    failed.get_by_role("button", name="Try again").click()

    expect(text(page)).to_have_value(IN_TEXT, timeout=MADE)


def test_cancelling_changes_nothing(write: Callable[..., Page], tmp_path: Path) -> None:
    page = write()
    dialog = choose(page, files(tmp_path, "kettle.jpg"))

    dialog.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(text(page)).to_have_value("Before.")
    assert not Image.objects.exists()


def test_one_from_the_library(write: Callable[..., Page], quiet_carriage: Blog, ada: User) -> None:
    image = Image.objects.store(blog=quiet_carriage, by=ada, content=drawing(), alt="A kettle")
    page = write()
    text(page).press("Control+End")

    page.get_by_role("button", name="Library").click()
    page.get_by_role("dialog").get_by_role("button", name="A kettle").click()

    expect(text(page)).to_have_value(f"Before.\n\n{image.markdown()}\n\n")
    expect(text(page)).to_be_focused()


def test_without_scripts_the_library_gives_the_line(
    write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write(scripts=False)

    with page.expect_popup() as library:
        page.locator("summary", has_text="More").first.click()
        page.get_by_role("link", name="Add images").click()
    pictures = library.value
    pictures.get_by_label("Image", exact=True).set_input_files(files(tmp_path, "kettle.jpg"))
    pictures.get_by_label("Description (alt text)").fill("A kettle")
    pictures.get_by_role("button", name="Upload").click()

    line = pictures.get_by_label("Paste this into the text")
    expect(line).to_have_value(Image.objects.get().markdown())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_for_axe_to_say(
    width: int, scheme: str, write: Callable[..., Page], tmp_path: Path
) -> None:
    page = write(viewport={"width": width, "height": 800}, color_scheme=scheme)
    dialog = choose(page, files(tmp_path, "one.jpg", "two.jpg"))
    dialog.get_by_text("Caption, credit, licence").first.click()
    dialog.get_by_role("button", name="Insert", exact=True).click()

    found = AXE.run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    describe(dialog, "A kettle", "A bench")
    expect(page.get_by_text("2 images are in the text.")).to_be_visible(timeout=MADE)
    library = "/desk/@quiet-carriage/pictures/"
    for address in (library, f"{library}{Image.objects.order_by('pk')[0].pk}/"):
        page.goto(address)
        found = AXE.run(page, options=OPTIONS)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.django_db(transaction=True)
def test_what_moves_stands_still_for_who_asks_for_less_movement(
    open_page: OpenPage, quiet_carriage: Blog, ada: User
) -> None:
    image = Image.objects.store(blog=quiet_carriage, by=ada, content=moving("GIF"))
    address = make_post(quiet_carriage, source=image.markdown()).get_absolute_url()

    taken = {}
    for wish in ("reduce", "no-preference"):
        page = open_page(reduced_motion=wish)
        page.goto(address, wait_until="networkidle")
        taken[wish] = page.locator("main picture img").evaluate("(img) => img.currentSrc")

    assert taken["reduce"].endswith(".still.webp")
    assert taken["no-preference"].endswith(".avif")
