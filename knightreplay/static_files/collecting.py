"""Static files collected when they have changed since the last time."""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def collect() -> bool:
    """Collects if a file's name, size or time differs from the last collection."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _fingerprint([Path(folder) for folder in settings.STATICFILES_DIRS])
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def _fingerprint(folders: list[Path]) -> str:
    digest = hashlib.sha256(django.__version__.encode())  # the administration's files
    for file in sorted(f for folder in folders for f in folder.rglob("*")):
        status = file.stat()
        digest.update(f"{file}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
