"""Copies of the tree in which one mutant after the other is tried."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

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
    """The tests of a topic run once without any change: which of them meets which line."""

    def __init__(self, trial: Trial, tests: list[str]) -> None:
        self.trial, self.tests = trial, tests
        (trial.folder / "contexts.toml").write_text(
            '[run]\ndynamic_context = "test_function"\ndata_file = "lines"\ncore = "ctrace"\n'
        )
        (trial.folder / "lines").unlink(missing_ok=True)
        begun = time.monotonic()
        coverage = ["coverage", "run", "--rcfile=contexts.toml", "--source=.", "-m"]
        self.passed = trial.passes([*coverage, *PYTEST, "-m", "not browser", *tests])
        self.seconds = time.monotonic() - begun
        self._lines = CoverageData(str(trial.folder / "lines"))
        self._lines.read()

    def tests_that_meet(self, mutant: Mutant) -> list[str]:
        """All of them where the line runs when a module is loaded, or in a fixture."""
        by_line = self._lines.contexts_by_lineno(str(self.trial.folder / mutant.path))
        names = {name for name in by_line.get(mutant.line, []) if name}
        met = {self._node(name) for name in names} - {""}
        return sorted(met) or self.tests

    def _node(self, name: str) -> str:
        module, _, test = name.rpartition(".")
        file = module.replace(".", "/") + ".py"
        return f"{file}::{test}" if (self.trial.folder / file).exists() else ""


def _files(root: Path) -> list[str]:
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    told = subprocess.run(git, cwd=root, check=True, capture_output=True, text=True).stdout
    return [name for name in told.split("\0") if name and (root / name).is_file()]
