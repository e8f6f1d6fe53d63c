"""What `make check` knows of licences: each installed package says one that we take."""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# By their SPDX names, and as packages without those call them.
TAKEN = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0"),
    *("LGPL-3.0-only", "LLVM-exception", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0"),
    *("PSF-2.0", "TCL", "ZPL-2.1", "Zlib"),
    *("Apache Software License", "BSD License", "MIT License"),
    *("Mozilla Public License 2.0 (MPL 2.0)", "Python Software Foundation License"),
}
# Packages of which one of several is chosen, or that name one for a part we do not use.
CHOSEN = {
    "pyphen": "Mozilla Public License 1.1 (MPL 1.1)",
    "qrcode": "BSD License",
}


def packages(file: Path) -> list[str]:
    """The names that a requirements file pins."""
    return re.findall(r"^([\w.-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE)


def licences(package: str) -> list[str]:
    """What the package says of itself; nothing of one that is for other platforms."""
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return []
    for expression in told.get_all("License-Expression") or ():
        words = re.findall(r"[\w.-]+", expression)
        return [word for word in words if word not in ("AND", "OR", "WITH")]
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    said = (told.get_all("License") or ["none said"])[0]
    return classifiers or re.split(r" (?:AND|OR) ", said)


def refused(names: Iterable[str]) -> Iterator[str]:
    """A line for each package with a licence that is not taken."""
    for name in sorted(set(names)):
        said = licences(name)
        unknown = set(said) - TAKEN
        if unknown and CHOSEN.get(name) not in said:
            yield f"{name}: {', '.join(sorted(unknown))}"


if __name__ == "__main__":
    lines = list(refused(packages(ROOT / "requirements.txt")))
    sys.exit("\n".join(lines) if lines else 0)
