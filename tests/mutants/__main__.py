"""bin/mutants: says which small changes to the code no test notices."""

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console
from rich.progress import Progress

from tests.mutants.draw import Mutant, draw
from tests.mutants.trial import PYTEST, Measure, Trial

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOPICS = tomllib.loads((HERE / "topics.toml").read_text())
EQUIVALENT = tomllib.loads((HERE / "equivalent.toml").read_text()).get("mutant", [])


def main() -> int:
    options = _options()
    console = Console(soft_wrap=True)
    alive: list[Mutant] = []
    with tempfile.TemporaryDirectory(prefix="cpdblog-mutants-") as folder:
        trials = [Trial(ROOT, Path(folder) / str(number)) for number in range(options.at_once)]
        if not trials[0].passes([*PYTEST, "tests/rules/test_migrations.py"]):
            sys.exit("not even the migrations pass without any change")
        for trial in reversed(trials):
            trial.keep_database(trials[0].folder)
        for topic in options.topics or TOPICS:
            alive += _try_topic(topic, trials, options, console)
    unexplained = [mutant for mutant in alive if not _reason(mutant)]
    console.print(f"{len(alive)} live, {len(unexplained)} of them without a reason")
    return 1 if unexplained else 0


def _try_topic(
    topic: str, trials: list[Trial], options: argparse.Namespace, console: Console
) -> list[Mutant]:
    mutants = draw(
        ROOT, TOPICS[topic]["files"], count=options.count, seed=f"{options.seed} {topic}"
    )
    with console.status(f"{topic}: which test meets which line"):
        measure = Measure(trials[0], TOPICS[topic]["files"], TOPICS[topic]["tests"])
    if not measure.passed:
        console.print(f"[red]{topic}: the tests fail without any change")
        sys.exit(2)
    alive = []
    with Progress(console=console, transient=True) as progress:
        tried = _try_all(mutants, measure, trials)
        for mutant, is_noticed in progress.track(tried, len(mutants), description=topic):
            if not is_noticed:
                alive.append(mutant)
                console.print(f"  {mutant.title}", markup=False, highlight=False)
                console.print(f"      {mutant.operator}. {_reason(mutant)}", markup=False)
    console.print(f"[bold]{topic}[/]: {len(mutants) - len(alive)} of {len(mutants)} noticed")
    return alive


def _try_all(
    mutants: list[Mutant], measure: Measure, trials: list[Trial]
) -> Iterator[tuple[Mutant, bool]]:
    free: SimpleQueue[Trial] = SimpleQueue()
    for trial in trials:
        free.put(trial)

    def is_noticed(mutant: Mutant) -> bool:
        trial = free.get()
        try:
            tests = measure.tests_that_meet(mutant)
            return trial.notices(mutant, tests, patience=60 + measure.seconds)
        finally:
            free.put(trial)

    with ThreadPoolExecutor(len(trials)) as pool:
        yield from zip(mutants, pool.map(is_noticed, mutants), strict=True)


def _reason(mutant: Mutant) -> str:
    return next(
        (
            known["why"]
            for known in EQUIVALENT
            if (known["file"], known["before"].strip(), known["after"].strip())
            == (mutant.path, mutant.before.strip(), mutant.after.strip())
        ),
        "",
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/mutants", description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=", ".join(TOPICS))
    parser.add_argument("--count", type=int, default=20, help="mutants of each topic")
    parser.add_argument("--seed", default="2026")
    parser.add_argument("--at-once", type=int, default=2)
    options = parser.parse_args()
    if unknown := set(options.topics) - set(TOPICS):
        parser.error(f"no such topic: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
