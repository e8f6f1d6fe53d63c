"""docs/rooms.md has the table of the fog as the server applies it."""

from pathlib import Path

from knightreplay.rooms import fog

DOC = Path(__file__).parents[2] / "docs" / "rooms.md"


def who(row: fog.FogRow) -> str:
    late = [f"{kind} {fog.LATE[kind]} min late" for kind in row.late]
    now = ["all"] if row.now == fog.EVERYBODY else list(row.now)
    parts = [", ".join(names) for names in (now, late) if names]
    return "; ".join(parts) or "nobody"


def test_document_says_who_sees_what_and_who_says_so():
    lines = DOC.read_text(encoding="utf-8").splitlines()
    rows = [f"| {row.what} | {who(row)} | {row.source} |" for row in fog.TABLE]

    assert [row for row in rows if row not in lines] == []
