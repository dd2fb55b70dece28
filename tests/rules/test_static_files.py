import hashlib
import re

from tests.rules.ground import ROOT, short

STATIC = ROOT / "cpdblog" / "static"
MAY_NAME_COLOURS = {"tokens.css", "admin.css"}
COLOUR = re.compile(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\()")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_colours_are_named_in_one_place() -> None:
    elsewhere = [
        f"{short(file)}: {found[1]}"
        for file in sorted((STATIC / "css").glob("*.css"))
        if file.name not in MAY_NAME_COLOURS
        for found in COLOUR.finditer(COMMENT.sub("", file.read_text()))
    ]

    assert elsewhere == []


def test_scripts_of_others_are_the_ones_we_looked_at() -> None:
    sums = [
        line.split()
        for file in STATIC.rglob("SHA256SUMS")
        for line in file.read_text().splitlines()
    ]
    vendor = STATIC / "vendor"
    here = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in vendor.rglob("*.js")
        if vendor.exists()
    }

    assert here == {name: digest for digest, name in sums if name.endswith(".js")}


def test_a_script_takes_from_scripts_that_are_there() -> None:
    wanted = [
        (file, found[1])
        for file in sorted((STATIC / "js").glob("*.js"))
        for found in re.finditer(r'^import .*?"(\./[^"]+)";$', file.read_text(), re.MULTILINE)
    ]

    assert wanted
    missing = [
        f"{short(file)}: {name}" for file, name in wanted if not (file.parent / name).exists()
    ]
    assert missing == []
