"""Static files under names that carry their hash, so that browsers may keep them."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

MODULES = ("js/*.js", "vendor/noble/*.js")
IMPORT = re.compile(rb'@import url\("([\w./-]+\.css)"\);')


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites the imports of ES modules to the hashed names.

    A phone fetches many small modules, and a third of what it would fetch is comments
    and blanks: our scripts and styles are served without, and the sheets of a page as
    one. Others' files stay as they are.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one for each module in the longest chain of imports

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        # Plotly imports nothing, and looking for it in each pass takes long.
        rules = self._patterns.pop("*.js")
        self._patterns.update(dict.fromkeys(MODULES, rules))

    def file_hash(self, name: str, content: "File[bytes] | None" = None) -> str:
        """Short: every import of every module carries one, and none can be compressed."""
        return str(super().file_hash(name, content))[:8]

    def _save(self, name: str, content: "File[bytes]") -> str:
        if name.startswith(("js/", "css/")):
            content = ContentFile(served(name, b"".join(content.chunks())))
        saved: str = super()._save(name, content)
        return saved

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Begins with what was collected: the sources have comments and imports yet."""
        collected = {name: (self, name) for name in paths}
        yield from super().post_process(collected, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those with a hash: the few that are asked for by their plain name are small."""
        hashed = set(self.hashed_files.values())
        yield from super().compress_files([path for path in paths if path in hashed])


def served(name: str, source: bytes) -> bytes:
    """A script or sheet of ours without comments and blanks."""
    if name.endswith(".css"):
        return bytes(rcssmin.cssmin(joined(name, source)))
    return bytes(rjsmin.jsmin(source))


def joined(name: str, sheet: bytes) -> bytes:
    """The sheet with the sheets that it imports in the place of their imports."""
    folder = posixpath.dirname(name)
    return IMPORT.sub(lambda found: beside(folder, found[1].decode()), sheet)


def beside(folder: str, path: str) -> bytes:
    """A style sheet as we wrote it, by its path from a folder of static/."""
    name = posixpath.normpath(posixpath.join(folder, path))
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
