"""Copies of the tree in which one mutant after the other is tried."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from coverage import CoverageData

from tests.mutants.draw import Mutant

PYTEST = ["pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--reuse-db"]


class Trial:
    """A copy of the tree. Each mutant in it starts from the same database."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        for name in _files(root):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)

    def notices(self, mutant: Mutant, tests: list[str], *, patience: float) -> bool:
        file = self.folder / mutant.path
        as_it_was = file.read_text()
        file.write_text(mutant.code)
        try:
            return not self.passes([*PYTEST, *tests], patience=patience)
        finally:
            file.write_text(as_it_was)

    def passes(self, module: list[str], *, patience: float = 3600) -> bool:
        self._lay_out_database()
        data = {"DATA_DIR": str(self.folder / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=self.folder,
            env={**os.environ, **data},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(patience) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return False

    def keep_database(self, other: Path) -> None:
        """Takes the database that the tests of another copy began with for its own."""
        shutil.rmtree(self.folder / "kept", ignore_errors=True)
        shutil.copytree(other / "var", self.folder / "kept")

    def _lay_out_database(self) -> None:
        shutil.rmtree(self.folder / "var", ignore_errors=True)
        if (self.folder / "kept").exists():
            shutil.copytree(self.folder / "kept", self.folder / "var")


class Measure:
    """The tests of a topic run once without any change: which of them meets which line, and how
    long each takes."""

    def __init__(self, trial: Trial, files: list[str], tests: list[str]) -> None:
        self.folder = trial.folder
        (self.folder / "contexts.toml").write_text(
            '[run]\ndynamic_context = "test_function"\ndata_file = "lines"\ncore = "ctrace"\n'
            f"include = {json.dumps(files)}\n"
        )
        (self.folder / "lines").unlink(missing_ok=True)
        begun = time.monotonic()
        coverage = ["coverage", "run", "--rcfile=contexts.toml", "-m"]
        options = ["-m", "not browser", "--junit-xml=times.xml"]
        self.passed = trial.passes([*coverage, *PYTEST, *options, *tests])
        self.seconds = time.monotonic() - begun
        self._lines = CoverageData(str(self.folder / "lines"))
        self._lines.read()
        self._times = self._read_times()

    def tests_that_meet(self, mutant: Mutant) -> list[str]:
        """The quick ones first. All of them where the line runs as a module is loaded: it is
        loaded once, by whichever test comes first."""
        file = self.folder / mutant.path
        names = self._lines.contexts_by_lineno(str(file)).get(mutant.line, [])
        met = {self._node(*name.rpartition(".")[::2]) for name in names} & self._times.keys()
        tests = met if met and _is_in_a_function(file.read_text(), mutant.line) else self._times
        return sorted(tests, key=lambda test: (self._times[test], test))

    def _read_times(self) -> dict[str, float]:
        times: dict[str, float] = defaultdict(float)
        for case in ElementTree.parse(self.folder / "times.xml").iter("testcase"):
            test = self._node(case.attrib["classname"], case.attrib["name"].partition("[")[0])
            times[test] += float(case.attrib["time"])
        return times

    def _node(self, module: str, test: str) -> str:
        file, _, last = module.rpartition(".")
        if last[:1].isupper():
            return f"{file.replace('.', '/')}.py::{last}::{test}"
        return f"{module.replace('.', '/')}.py::{test}"


def _is_in_a_function(source: str, line: int) -> bool:
    return any(
        node.body[0].lineno <= line <= (node.end_lineno or 0)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _files(root: Path) -> list[str]:
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    output = subprocess.run(git, cwd=root, check=True, capture_output=True, text=True).stdout
    return [name for name in output.split("\0") if name and (root / name).is_file()]
