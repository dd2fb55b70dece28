"""What the community is called comes from one place, which need not stay a setting."""

import re

import pytest

from tests.rules.ground import ROOT, python_files, short

READS = re.compile(r"\bCOMMUNITY_[A-Z]+\b")


def test_only_one_module_reads_the_settings_of_the_community() -> None:
    readers = [short(file) for file in python_files() if READS.search(file.read_text())]

    assert readers == ["community/identity.py", "cpdblog/settings.py"]


@pytest.mark.parametrize(
    "offence",
    [
        "title = settings.COMMUNITY_NAME",
        'getattr(settings, "COMMUNITY_TAGLINE")',
        "from cpdblog.settings import COMMUNITY_NAME",
    ],
)
def test_the_rule_sees_what_it_forbids(offence: str) -> None:
    assert READS.search(offence)


def test_a_template_is_given_the_community_and_no_setting() -> None:
    reading = [file for file in (ROOT / "templates").rglob("*") if file.is_file()]

    assert [short(file) for file in reading if READS.search(file.read_text())] == []
