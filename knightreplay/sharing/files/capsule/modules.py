"""The page's modules as one script.

What the page asks of the server is stood in for: a capsule is its own server.
"""

from knightreplay.static_files.joining import in_one

ENTRIES = ("js/capsule/capsule.page.js", "js/run.js")
STAND_INS = {
    "js/net/socket.js": "js/capsule/capsule.api.js",
    "js/net/api.js": "js/capsule/no_server.api.js",
    "js/run/forks/index.js": "js/capsule/fork.page.js",
    "js/run/notes/notes.api.js": "js/capsule/notes.api.js",
    "js/run/page/run_menu.page.js": "js/capsule/menu.page.js",
}
COUNT_HERE = "const WRITTEN=0;"  # in js/capsule/added.js, without blanks


def modules(active: int) -> str:
    """The script of a page that has so many elements that run or style something."""
    before, after = in_one(ENTRIES, STAND_INS).split(COUNT_HERE)
    return f"{before}const WRITTEN={active};{after}"
