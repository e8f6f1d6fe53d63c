"""The catalogues of the other languages: `python -m tools.words` brings them up to date.

English is the key. Texts are found in the templates, in Python, in the tracks, among the
events and in the scripts of the pages; new ones are entered without a translation, those that are
gone are taken out, and what is translated is compiled. A language that the settings name and
that has no catalogues gets them. Nothing but Python is needed. Scenarios and guardrails have their words in their own files (knightreplay/runs/translations.py).
"""

import ast
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"

IN_TEMPLATE = re.compile(
    r"""gettext\(u((?:'(?:[^'\\]|\\.)*')|(?:"(?:[^"\\]|\\.)*"))\)"""
)
IN_SCRIPT = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*")""")
CALLS = {"gettext", "gettext_lazy", "_"}

SETTLED = datetime(2012, 8, 1, tzinfo=UTC)
Found = dict[str, str]  # text → the first file that has it


def of_pages() -> Found:
    """What the server says: domain `django`."""
    found: Found = {}
    for file in sorted((ROOT / "templates").rglob("*.html")):
        _enter(found, file, in_template(file.read_text(encoding="utf-8")))
    for file in sorted((ROOT / "knightreplay").rglob("*.py")):
        _enter(found, file, in_python(file.read_text(encoding="utf-8")))
    return found


def of_scripts() -> Found:
    """What the scripts of the pages say: domain `djangojs`."""
    found: Found = {}
    for file in sorted((ROOT / "static" / "js").rglob("*.js")):
        _enter(found, file, in_script(file.read_text(encoding="utf-8")))
    events = ROOT / "knightreplay" / "runs" / "events.py"
    _enter(found, events, in_events(events.read_text(encoding="utf-8")))
    for file in sorted((ROOT / "knightreplay" / "rooms" / "tracks").glob("*.toml")):
        _enter(found, file, in_track(file.read_text(encoding="utf-8")))
    return found


DOMAINS = {"django": of_pages, "djangojs": of_scripts}


def in_template(source: str) -> Iterator[str]:
    for literal in IN_TEMPLATE.findall(templatize(source)):
        yield ast.literal_eval(literal)


def in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        text = node.args[0] if node.func.id in CALLS and node.args else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def in_events(source: str) -> Iterator[str]:
    """What the timeline calls the open, and who says what; the scripts translate it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Event":
            yield from _plain(node.args[1], node.args[3])
        if isinstance(node, ast.Assign):
            yield from _plain(node.value)


def _plain(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def in_script(source: str) -> Iterator[str]:
    for literal in IN_SCRIPT.findall(re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)):
        yield json.loads(literal)


def in_track(source: str) -> Iterator[str]:
    """The questions that are ready to be asked, with their options and answers."""
    for stop in tomllib.loads(source)["stop"]:
        options = stop.get("options", ())
        yield from (options if isinstance(options, list) else ())
        if isinstance(options, dict) and options.get("unit"):
            yield options["unit"]
        yield from (stop["text"], stop["because"], stop["source"])


def _enter(found: Found, file: Path, texts: Iterator[str]) -> None:
    for text in texts:
        found.setdefault(text, file.relative_to(ROOT).as_posix())


def locales() -> list[str]:
    """The other languages as folders call them, from the settings; those are not run for it."""
    tree = ast.parse(
        (ROOT / "knightreplay" / "settings.py").read_text(encoding="utf-8")
    )
    told = {
        ast.unparse(node.targets[0]): node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
    }
    english = ast.literal_eval(told["LANGUAGE_CODE"])
    codes = [code for code, _ in ast.literal_eval(told["LANGUAGES"])]
    return [to_locale(code) for code in codes if code != english]


def catalogue_of(locale: str, domain: str) -> Path:
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.po"


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source)


def brought_up_to_date(old: Catalog, found: Found) -> Catalog:
    """The catalogue with just these texts, and what was translated of them."""
    new = Catalog(locale=old.locale, fuzzy=False)
    for text, file in sorted(found.items(), key=lambda item: (item[1], item[0])):
        known = old.get(text)
        new.add(text, known.string if known else "", locations=[(file, 0)])
    return new


def as_po(catalogue: Catalog, locale: str) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, include_lineno=False, width=0)
    return HEADER % Catalog(locale=locale).plural_forms.encode() + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The .mo; its header must not change by itself with the time of day."""
    catalogue.creation_date = catalogue.revision_date = SETTLED
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


HEADER = b"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: %s\\n"

"""


def main() -> int:
    """Bring every catalogue up to date; 1 if something has no translation yet."""
    missing = 0
    for domain, found in DOMAINS.items():
        for locale in locales():
            file = catalogue_of(locale, domain)
            file.parent.mkdir(parents=True, exist_ok=True)
            known = read(file) if file.exists() else Catalog()
            catalogue = brought_up_to_date(known, found())
            file.write_bytes(as_po(catalogue, locale))
            file.with_suffix(".mo").write_bytes(compiled(read(file)))
            without = [message for message in catalogue if not message.string]
            missing += len([message for message in without if message.id])
            for message in without:
                where = file.relative_to(ROOT)
                sys.stdout.write(f"{where}: no translation: {message.id!r}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
