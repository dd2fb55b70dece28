import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.rules.ground import ROOT, python_files, templates
from tests.rules.retired import IN_ADDRESSES, NAMES, PARTS

TESTS = [file for file in (ROOT / "tests").rglob("*.py") if file.name != "retired.py"]


def test_no_name_is_a_retired_word() -> None:
    files = [*python_files(), *TESTS]

    assert [
        f"{where(file)}: {name}" for file in files for name in names(file) if retired(name)
    ] == []


def test_no_file_is_called_by_a_retired_word() -> None:
    files = [*python_files(), *templates(), *TESTS]

    assert [where(file) for file in files if any(retired(part) for part in file.parts)] == []


def test_no_template_says_a_retired_word() -> None:
    found = [(file, name) for file in templates() for name in variables(file.read_text())]

    assert [f"{where(file)}: {name}" for file, name in found if retired(name)] == []


def test_no_address_has_a_retired_word() -> None:
    paths = set(addresses(get_resolver().url_patterns))

    assert [path for path in paths if IN_ADDRESSES & set(path.split("/"))] == []


def test_this_rule_sees_what_it_forbids(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("class ArrivingPost: ...\ntake_words = 1  # a door\n")

    assert [name for name in names(file) if retired(name)] == ["ArrivingPost", "take_words"]
    assert [name for name in variables("{% if doors %}{{ post.binding }}") if retired(name)] == [
        "doors",
        "binding",
    ]


def retired(name: str) -> bool:
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().strip("_").split("_")
    return name in NAMES or not PARTS.isdisjoint(parts)


def names(file: Path) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(file.read_text()).readline):
        if token.type == tokenize.NAME:
            yield token.string


def variables(template: str) -> Iterator[str]:
    for tag in re.findall(r"{[{%].*?[%}]}", template):
        yield from re.findall(r"[A-Za-z_]\w*", re.sub(r"\"[^\"]*\"|'[^']*'", "", tag))


def addresses(entries: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for entry in entries:
        path = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, path)
        else:
            yield path


def where(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
