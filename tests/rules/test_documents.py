"""What can be set and what can be run is written down, and nothing is that is gone."""

import ast
import re

from accounts.provider_settings import ENV_PREFIXES
from tests.rules.ground import ROOMS, ROOT

SETTINGS = ROOT / "cpdblog" / "settings.py"
READERS = {"env", "env_bool", "env_choice", "env_int", "env_list", "env_secret"}
KEYS = ("CLIENT_ID", "CLIENT_SECRET")


def documented() -> set[str]:
    """Names at the start of the rows of the tables, as `| `NAME` | default | …`."""
    text = (ROOT / "docs" / "settings.md").read_text()
    return set(re.findall(r"^\| `([A-Z<>_]+)` \|", text, re.MULTILINE))


def calls() -> list[ast.Call]:
    tree = ast.parse(SETTINGS.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def read_by_settings() -> set[str]:
    names = set()
    for call in calls():
        reads = ast.unparse(call.func) in READERS
        if reads and isinstance(name := call.args[0], ast.Constant):
            names.add(str(name.value))
    names |= {f"{prefix}_{key}" for prefix in ENV_PREFIXES.values() for key in KEYS}
    return names | {f"OPENID_<KEY>_{key}" for key in (*KEYS, "NAME", "URL")}


def read_by_scripts() -> set[str]:
    scripts = [ROOT / "bin" / name for name in ("demo", "serve")]
    return {
        name for script in scripts for name in re.findall(r"\$\{([A-Z]+):-", script.read_text())
    }


def test_every_variable_is_described() -> None:
    assert read_by_settings() | read_by_scripts() == documented()


def test_only_the_settings_read_the_environment() -> None:
    allowed = {"cpdblog/lib/env.py"}
    pointing = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpdblog.settings")'
    readers = {
        path
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        if (path := file.relative_to(ROOT).as_posix()) not in allowed
        if re.search(r"os\.(environ|getenv)", file.read_text().replace(pointing, ""))
    }

    assert readers == set()


def test_every_command_is_described() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    commands = {
        file.stem
        for room in ROOMS
        for file in (ROOT / room).rglob("management/commands/*.py")
        if not file.stem.startswith("_")
    }

    assert {name for name in commands if f"`manage.py {name}" not in text} == set()


def test_decisions_are_short_enough_to_be_read() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert decisions
    assert [file.name for file in decisions if len(file.read_text().splitlines()) > 30] == []
