"""Static files as readers get them: stylesheets in one piece, hashed names, compressed before."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("([\w.-]+\.css)"\);\n')
READING, WORKING = "css/site.css", "css/manage.css"
_FONT = re.compile(r'url\("\.\./(fonts/[\w.-]+)"\)')


def whole_stylesheet() -> Iterator[tuple[str, bytes]]:
    """The stylesheet of reading pages and the fonts it names, each with its place."""
    name = READING
    whole = _IMPORT.sub(lambda found: _source(f"css/{found[1]}").decode(), _source(name).decode())
    yield name, whole.encode()
    for font in dict.fromkeys(_FONT.findall(whole)):
        yield font, _source(font)


def _source(name: str) -> bytes:
    return Path(str(finders.find(name))).read_bytes()


class WholeStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Puts the files that a stylesheet imports in their place: one request instead of sixteen."""

    stylesheets = (READING, WORKING)
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            for stylesheet in self.stylesheets:
                if stylesheet in paths:
                    self._put_together(stylesheet)
                    paths[stylesheet] = (self, stylesheet)
        yield from super().post_process(paths, **options)

    def _put_together(self, stylesheet: str) -> None:
        whole = _IMPORT.sub(lambda found: self._text(f"css/{found[1]}"), self._text(stylesheet))
        self.delete(stylesheet)
        self._save(stylesheet, ContentFile(whole.encode()))

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode())
