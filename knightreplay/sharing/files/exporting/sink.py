"""Where an export is written: parts of a megabyte in the database, under its attempt's lease."""

import hashlib
import io
from typing import Any
from uuid import UUID

from knightreplay.runs.errors import Conflict
from knightreplay.sharing.models import Part

PART = 1_000_000  # bytes
LARGEST = 192_000_000  # bytes of one export


class PartSink(io.RawIOBase):
    """A file to write to, once and in order."""

    def __init__(self, export_id: UUID, lease: str) -> None:
        self._export_id = export_id
        self._lease = lease
        self._left = bytearray()
        self._parts = 0
        self._sha256 = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, data: Any) -> int:
        content = bytes(data)
        self.size += len(content)
        if self.size > LARGEST:
            raise Conflict(
                f"The file would be larger than {LARGEST // 1_000_000} MB; "
                "choose a shorter range."
            )
        self._sha256.update(content)
        self._left += content
        while len(self._left) >= PART:
            self._store(bytes(self._left[:PART]))
            del self._left[:PART]
        return len(content)

    def finish(self) -> None:
        """Stores what is left; the file is whole then."""
        if self._left:
            self._store(bytes(self._left))
            self._left.clear()

    def _store(self, content: bytes) -> None:
        Part.objects.create(
            export_id=self._export_id,
            lease=self._lease,
            number=self._parts,
            content=content,
        )
        self._parts += 1
