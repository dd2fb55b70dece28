"""Static files as readers get them: one stylesheet, hashed names, compressed beforehand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("([\w.-]+\.css)"\);\n')
_FONT = re.compile(r'url\("\.\./(fonts/[\w.-]+)"\)')


def whole_stylesheet() -> Iterator[tuple[str, bytes]]:
    """The one stylesheet and the fonts it names, each with the place it expects to lie in."""
    name = OneStylesheetStorage.stylesheet
    whole = _IMPORT.sub(lambda found: _source(f"css/{found[1]}").decode(), _source(name).decode())
    yield name, whole.encode()
    for font in dict.fromkeys(_FONT.findall(whole)):
        yield font, _source(font)


def _source(name: str) -> bytes:
    return Path(str(finders.find(name))).read_bytes()


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Puts the files that css/site.css imports in their place: one request instead of sixteen."""

    stylesheet = "css/site.css"

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if self.stylesheet in paths and not options.get("dry_run"):
            whole = _IMPORT.sub(
                lambda found: self._text(f"css/{found[1]}"), self._text(self.stylesheet)
            )
            self.delete(self.stylesheet)
            self._save(self.stylesheet, ContentFile(whole.encode()))
            paths[self.stylesheet] = (self, self.stylesheet)
        yield from super().post_process(paths, **options)

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode())
