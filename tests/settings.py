"""Settings of the test suite: the product's own, in a folder of their own."""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="knightreplay-tests-")
for name in ("REDIS_URL", "DATABASE_URL", "PUBLIC_URL", "SECRET_KEY", "HOST_KEY"):
    os.environ.pop(name, None)

from knightreplay.settings import *  # noqa: E402, F403
from knightreplay.settings import DATA_DIR, SQLITE, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir()
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A file, since several threads look at it: an in-memory database would be locked.
DATABASES = {
    "default": {**SQLITE, "TEST": {"NAME": DATA_DIR / "test.sqlite3"}},
}
# Tests need no hashed names; the collected form is tried by the tests of `serve`.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What makes guessing slow would make the tests slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
