"""What stands in strings leans on other rooms as imports do: look-ups and names of addresses."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

from tests.rules.ground import ROOMS, ROOT, is_ours, python_files

# Rooms that name an address which a room above them serves: see `posts/urls.py`.
NAMESPACES = {"people": "accounts", "site": "cpdblog", "admin": "cpdblog"}
# What is not a room of its own stands above them all: addresses, the admin, what runs the house.
TOP = len(ROOMS)
_ADDRESS = re.compile(r"([a-z_]+):[a-z_]+")
_TRANSLATES = {"_", "gettext", "gettext_lazy"}
_LOOKUP = re.compile(r"-?[a-z]+(_[a-z]+)*(__[a-z_]+)*")


def test_no_room_looks_up_at_a_room_above_it() -> None:
    upward = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in python_files()
        for word in lookups(ast.parse(file.read_text()))
        if any(room > height(file) for room in rooms_of(word))
    ]

    assert upward == []


def test_no_room_names_an_address_of_a_room_above_it() -> None:
    upward = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in python_files()
        for name in addresses(ast.parse(file.read_text()))
        if room_of_address(name) > height(file)
    ]

    assert upward == []


def test_this_rule_sees_what_it_forbids() -> None:
    code = ast.parse(
        'x.filter(posts__status="published"); y = Count("posts"); z = reverse("posts:list")'
        '; w = "-comments__pk"; v = user.posts'
    )

    assert sorted(lookups(code)) == ["comments__pk", "posts", "posts", "posts__status"]
    assert list(addresses(code)) == ["posts:list"]
    assert rooms_of("posts__status") == {ROOMS.index("posts")}
    assert room_of_address("people:detail") == ROOMS.index("accounts")


def height(file: Path) -> int:
    first, *rest = file.relative_to(ROOT).parts
    if first == "cpdblog" and rest[0] != "lib":
        return TOP
    return ROOMS.index(first)


@cache
def children() -> dict[str, set[int]]:
    """By the name of a relation that leads from a model to one which points at it: the rooms of
    those that point, where they stand above the model."""
    found: dict[str, set[int]] = {}
    for model in apps.get_models():
        if not is_ours(model.__module__):
            continue
        for field in model._meta.get_fields(include_hidden=True):
            child = field.related_model
            if not (field.auto_created and field.is_relation and isinstance(child, type)):
                continue
            if is_ours(child.__module__) and room(child) > room(model):
                found.setdefault(field.name, set()).add(room(child))
    return found


def room(model: type) -> int:
    return ROOMS.index(model.__module__.partition(".")[0])


def rooms_of(lookup: str) -> set[int]:
    known = children()
    return {room for part in lookup.split("__") for room in known.get(part, ())}


def room_of_address(name: str) -> int:
    namespace = name.partition(":")[0]
    owner = NAMESPACES.get(namespace, namespace)
    return ROOMS.index(owner) if owner in ROOMS else -1


def lookups(tree: ast.AST) -> Iterator[str]:
    """Names of fields as queries take them, and relations that are followed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg and "__" in node.arg.strip("_"):
            yield node.arg
        elif isinstance(node, ast.Attribute) and node.attr in children():
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if "__" in node.value.strip("_") and _LOOKUP.fullmatch(node.value):
                yield node.value.removeprefix("-")
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") not in _TRANSLATES:
            yield from (
                one.value
                for one in node.args
                if isinstance(one, ast.Constant) and one.value in children()
            )


def addresses(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(value, str) and _ADDRESS.fullmatch(value):
            yield value
