"""Looks whether the links between the project's pages lead somewhere.

Files and headings of relative links in every Markdown page must exist, and a link that
names a file must lead to one of that name. Addresses on the web are not asked: the check must not depend on other people's servers.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
NAMED = re.compile(r"\[`([\w./-]+\.\w+)`\]\(\s*<?([^)\s>#]+)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("http://", "https://", "mailto:")


def broken(root: Path, page: Path) -> Iterator[str]:
    """Yield one line for each link of a page that leads nowhere, or elsewhere."""
    text = page.read_text(encoding="utf-8")
    for named, target in NAMED.findall(FENCED.sub("", text)):
        if Path(named).name != Path(unquote(target)).name:
            yield f"{page.relative_to(root)}: {target}: the link names {named}"
    for target in LINK.findall(CODE.sub("", text)):
        if target.startswith(ELSEWHERE):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = page.parent / name if name else page
        where = f"{page.relative_to(root)}: {target}"
        if not file.exists():
            yield f"{where}: there is no such file"
        elif root not in file.resolve().parents and file.resolve() != root:
            yield f"{where}: leads out of the project"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield f"{where}: the page has no such heading"


def anchors(page: Path) -> set[str]:
    """Return the names that GitHub gives to a page's headings."""
    names: set[str] = set()
    for heading in HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = sum(
            1 for known in names if re.fullmatch(rf"{re.escape(name)}(-\d+)?", known)
        )
        names.add(f"{name}-{again}" if again else name)
    return names


def pages(root: Path) -> list[Path]:
    """Return the project's Markdown pages, those not yet committed too."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],  # noqa: S607
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    found = [root / name for name in listed.stdout.splitlines()]
    return [page for page in found if page.exists()]


def main() -> None:
    root = Path(__file__).resolve().parent.parent
    found = pages(root)
    faults = [fault for page in found for fault in broken(root, page)]
    if faults:
        sys.exit("\n".join(faults))
    sys.stdout.write(f"{len(found)} pages, every link between them leads somewhere\n")


if __name__ == "__main__":
    main()
