"""Static files under names that carry their hash, so that browsers may keep them."""

import re

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Comments that have their lines to themselves. Ours have; others' files stay as they are.
COMMENT = re.compile(rb"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)

CSS_COMMENT = re.compile(rb"^[ \t]*/\*(?:(?!\*/)[\s\S])*\*/[ \t]*$", re.MULTILINE)


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites the imports of ES modules to the hashed names.

    A phone fetches many small modules, and a third of what it would fetch is comments:
    those are served as empty lines, so that a line's number is that of the source.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one for each module in the longest chain of imports

    def _save(self, name: str, content: "File[bytes]") -> str:
        comment = {"js": COMMENT, "css": CSS_COMMENT}.get(name.split("/")[0])
        if comment is not None:
            content = ContentFile(without_comments(b"".join(content.chunks()), comment))
        saved: str = super()._save(name, content)
        return saved


def without_comments(source: bytes, comment: re.Pattern[bytes] = COMMENT) -> bytes:
    """The module or style sheet with its own lines and none of the comments in them."""
    return comment.sub(lambda found: b"\n" * found[0].count(b"\n"), source)
