"""Static files under names that carry their hash, so that browsers may keep them."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

from knightreplay.static_files.graph import parts
from knightreplay.static_files.joining import joined
from knightreplay.static_files.modules import module

FOLDER = "js"  # of modules; those that lie in it itself are the pages' entries
IMPORT = re.compile(rb'@import url\("([\w./-]+\.css)"\);')


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Modules are joined, one file for each page and one for each thing fetched later.

    A third of what a phone would fetch is comments and blanks: our scripts and styles are
    served without, and the sheets of a page as one. Others' files stay as they are.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one for each file in the longest chain of imports

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        # Plotly imports nothing, and looking for it in each pass takes long.
        rules = self._patterns.pop("*.js")
        self._patterns.update(
            dict.fromkeys([f"{FOLDER}/*.js", "vendor/fflate.js"], rules)
        )

    def file_hash(self, name: str, content: "File[bytes] | None" = None) -> str:
        """Short: it stands in every file that fetches another, and cannot be compressed."""
        return str(super().file_hash(name, content))[:8]

    def _save(self, name: str, content: "File[bytes]") -> str:
        content = ContentFile(served(name, b"".join(content.chunks())))
        saved: str = super()._save(name, content)
        return saved

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Begins with what was collected: the sources are not joined yet."""
        for name in filter(is_a_part, paths):
            self.delete(name)
        collected = {name: (self, name) for name in paths if not is_a_part(name)}
        yield from super().post_process(collected, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those with a hash: the few that are asked for by their plain name are small."""
        hashed = set(self.hashed_files.values())
        yield from super().compress_files([path for path in paths if path in hashed])


def served(name: str, source: bytes) -> bytes:
    """A file as it is collected: a page's modules joined, no comments and no blanks."""
    if name in page_parts():
        text = joined(name, page_parts()[name], begins=name in entries())
        return text.encode()
    if name.startswith(f"{FOLDER}/") and name.endswith(".js"):
        return bytes(rjsmin.jsmin(source))
    if name.startswith((f"{FOLDER}/", "css/")) and name.endswith(".css"):
        return bytes(rcssmin.cssmin(joined_sheet(name, source)))
    return source


@cache
def entries() -> tuple[str, ...]:
    """The modules that pages begin with; a script that imports nothing is none."""
    folder = Path(str(finders.find(FOLDER)))
    names = sorted(f"{FOLDER}/{file.name}" for file in folder.glob("*.js"))
    return tuple(name for name in names if module(name).imports)


def page_parts() -> dict[str, tuple[str, ...]]:
    """The files that pages fetch, and the modules that each brings."""
    return parts(entries())


def is_a_part(name: str) -> bool:
    """Whether it is a module that is served in other files and not by itself."""
    folder, file = posixpath.split(name)
    ours = folder.startswith(f"{FOLDER}/") and file.endswith(".js")
    return ours and name not in page_parts()


def joined_sheet(name: str, sheet: bytes) -> bytes:
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
