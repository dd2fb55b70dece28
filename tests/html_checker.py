"""The W3C's checker of HTML on this machine: Java, and what `bin/html-checker` fetched."""

from __future__ import annotations

import shutil
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "var" / "vnu" / "build" / "dist" / "vnu.jar"


def is_here() -> bool:
    return bool(shutil.which("java")) and FILE.exists()


def command() -> list[str]:
    return [shutil.which("java") or "java", "-jar", str(FILE)]
