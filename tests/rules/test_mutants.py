import tomllib

from tests.rules.ground import ROOT

HERE = ROOT / "tests" / "mutants"


def test_mutants_are_drawn_from_files_that_are_there_and_tried_by_tests_that_are_there() -> None:
    topics = tomllib.loads((HERE / "topics.toml").read_text())

    written = [name for topic in topics.values() for name in topic["files"] + topic["tests"]]
    named = [ROOT / name.rpartition("=")[2].partition("::")[0] for name in written]
    assert len(topics) == 10
    assert [path for path in named if not path.exists()] == []


def test_what_is_called_equivalent_still_stands_in_the_code_and_has_a_reason() -> None:
    known = tomllib.loads((HERE / "equivalent.toml").read_text()).get("mutant", [])

    assert [
        mutant["before"]
        for mutant in known
        if mutant["before"].strip() not in (ROOT / mutant["file"]).read_text()
        or len(mutant["why"]) < 20
    ] == []
