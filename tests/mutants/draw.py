"""Draws mutants: the same ones for the same code and the same seed."""

import ast
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

Place = tuple[int, int]
Change = tuple[str, int]  # an operator, and which of its changes in the file


@dataclass(frozen=True)
class Mutant:
    path: str
    line: int
    operator: str
    before: str
    after: str
    code: str

    @property
    def title(self) -> str:
        before, after = (" ".join(lines.split()) for lines in (self.before, self.after))
        return f"{self.path}: {before}  →  {after}"


def draw(root: Path, paths: list[str], *, count: int, seed: str) -> list[Mutant]:
    """One mutant at most of each place, so that what can be changed in many ways is not drawn
    more often than what can be changed in one. A place keeps its turn as long as its line stays
    as it is, whatever is written around it and wherever its file is moved."""
    turns = sorted(
        (_turn(seed, line, place, nth), path, place, changes)
        for path in paths
        for line, place, nth, changes in _places(root / path)
    )
    mutants = (_one_of(root, path, place, changes, turn) for turn, path, place, changes in turns)
    return list(islice((mutant for mutant in mutants if mutant), count))


def _turn(seed: str, line: str, place: Place, nth: int) -> str:
    return sha256(f"{seed} {line.strip()} {place[1]} {nth}".encode()).hexdigest()


def _places(path: Path) -> Iterator[tuple[str, Place, int, list[Change]]]:
    """Every place with its line, and which of the lines that read the same it is."""
    lines = path.read_text().splitlines()
    for place, changes in sorted(_changes(path).items()):
        line = lines[place[0] - 1]
        yield line, place, lines[: place[0] - 1].count(line), changes


def _one_of(root: Path, path: str, place: Place, changes: list[Change], turn: str) -> Mutant | None:
    source = (root / path).read_text()
    for name, occurrence in random.Random(turn).sample(sorted(changes), len(changes)):
        code = _change(source, name, occurrence)
        if code and _is_python(code):
            before, after = _differing_lines(source, code)
            return Mutant(path, place[0], name.removeprefix("core/"), before, after, code)
    return None


def _change(source: str, operator: str, occurrence: int) -> str | None:
    try:
        return str(mutate_code(source, get_operator(operator)(), occurrence))
    except AttributeError:  # the operator on exceptions cannot take `except (*SOME, Other)` apart
        return None


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _changes(path: Path) -> dict[Place, list[Change]]:
    lines = path.read_text().splitlines()
    tree = get_ast(path.read_text())
    found: dict[Place, list[Change]] = defaultdict(list)
    for name in operator_names():
        if get_operator(name).arguments():
            continue
        for occurrence, (node, place) in enumerate(_positions(get_operator(name)(), tree)):
            if not _is_of_no_interest(node, name, lines[place[0] - 1]):
                found[place].append((name, occurrence))
    return found


def _positions(operator: Any, tree: Any) -> Iterator[tuple[Any, Place]]:
    for node in ast_nodes(tree):
        for start, _ in operator.mutation_positions(node):
            yield node, start


def _is_of_no_interest(node: Any, operator: str, line: str) -> bool:
    """Types are mypy's to judge: what is changed in them either fails at once or does nothing."""
    if "TYPE_CHECKING" in line or "@dataclass(" in line or _is_star_of_parameters(node):
        return True
    if "BitOr" not in operator:
        return False
    while node.parent is not None:
        kind = node.parent.type
        if kind in {"annassign", "tfpdef", "param"}:
            return True
        if kind == "funcdef" and node is node.parent.annotation:
            return True
        node = node.parent
    return False


def _is_star_of_parameters(node: Any) -> bool:
    """cosmic-ray takes it for a multiplication."""
    return getattr(node, "value", "") == "*" and node.parent.type in {"parameters", "lambdef"}


def _differing_lines(before: str, after: str) -> tuple[str, str]:
    """At least one line each: what was taken away is known by what it stood before."""
    old, new = before.splitlines(), after.splitlines()
    first = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    while min(len(old), len(new)) > first + 1 and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return "\n".join(old[first:]), "\n".join(new[first:])
