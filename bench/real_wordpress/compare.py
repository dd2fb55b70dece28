"""What WordPress has and what came in, side by side: compare.py FOLDER/facts.json HANDLE

Looks at the community of DATA_DIR or DATABASE_URL, after import_wordpress; ends with 1 where
anything differs.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpdblog.settings")

import django

django.setup()

from rich.console import Console
from rich.table import Table

from blogs.models import Blog
from tests.transfer.real_wordpress import actual, differences, expected, totals


def main(facts: str, handle: str) -> int:
    data, blog = json.loads(Path(facts).read_text()), Blog.objects.get(handle=handle)
    here = totals(actual(data, blog))
    table = Table("", f"WordPress {data['version']}", "here", "")
    for name, count in totals(expected(data)).items():
        table.add_row(name, str(count), str(here[name]), "" if count == here[name] else "differs")
    found = differences(data, blog)
    Console().print(table)
    print("\n".join(found) or "Item by item: no difference.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
