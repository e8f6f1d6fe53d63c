"""Makes docs/samples/postmortem-sec-2013.md anew: `python -m tools.postmortem_sample`.

Needed after a change of the document or of the engine; a test says when.
"""

import os
import tempfile
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docs/samples/postmortem-sec-2013.md"


def main() -> None:
    """In a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="knightreplay-sample-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django  # noqa: PLC0415 -- reads the settings named above
        from django.core.management import call_command  # noqa: PLC0415 -- so does this

        django.setup()
        call_command("migrate", verbosity=0)
        from tests.sharing.files.postmortem.sample import sample  # noqa: PLC0415 -- needs what was set up

        FILE.write_text(sample(), encoding="utf-8")


if __name__ == "__main__":
    main()
