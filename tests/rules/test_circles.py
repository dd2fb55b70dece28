"""No two modules of ours need each other to be loaded."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.rules.ground import ROOT, python_files


def test_nothing_imports_in_a_circle() -> None:
    assert circle_in({name: set(imports(file)) for name, file in modules().items()}) == []


def test_a_circle_would_be_seen() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []


def test_what_is_for_types_alone_is_no_import(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("if TYPE_CHECKING:\n    import posts.views\nfrom posts import feeds\n")

    assert set(imports(file)) == {"posts.feeds"}


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def modules() -> dict[str, Path]:
    return {name_of(file): file for file in python_files()}


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    """The modules of ours that FILE loads, wherever in it that stands."""
    known = modules()
    for name, *maybe in _written(ast.parse(file.read_text())):
        yield from (whole for part in maybe if (whole := f"{name}.{part}") in known)
        if name in known and any(f"{name}.{part}" not in known for part in maybe or [""]):
            yield name


def _written(tree: ast.AST) -> Iterator[list[str]]:
    """Each import: its module, and the names that are taken from it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            yield from _written(ast.Module(node.orelse, []))
        elif isinstance(node, ast.ImportFrom):
            yield [node.module or "", *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            yield from ([alias.name] for alias in node.names)
        else:
            yield from _written(node)
