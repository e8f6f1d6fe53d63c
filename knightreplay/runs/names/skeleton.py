"""Names that look alike: two of them are the same to the eye if their skeletons are.

As the Unicode Consortium's UTS #39 has it, for the letters with which names of ours are
copied: Cyrillic, Greek and Armenian ones that look like Latin ones, and the digits.
"""

import unicodedata

# Letter → what it looks like. Capitals are replaced before the case is folded: a Cyrillic
# В looks like B, its small в like nothing of ours.
CAPITALS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԌԚԜҺΑΒΕΖΗΙΚΜΝΟΡΤΥΧՕՏԼՍ",
    "ABESIJKMHOPCTYXYGQWHABEZHIKMNOPTYXOSLU",
)
SMALL = str.maketrans(
    "асеоріјѕухһԁԛԝвгкмнтүӏαβγεηικνορτυχωϲϳօսոհցզյlıɩɪɑɡʏꞵ0",
    "aceopijsyxhdqwbrkmhtyiabyenikvoptuxwcjounhgqjiiiiagyBo",
)
DIGITS = str.maketrans("1|", "ii")


def skeleton(name: str) -> str:
    """What is seen of a name, for a comparison; it is never shown."""
    wide = unicodedata.normalize("NFKC", name).translate(CAPITALS)
    folded = unicodedata.normalize("NFKC", wide.casefold())
    letters = unicodedata.normalize("NFD", folded).translate(SMALL).translate(DIGITS)
    return "".join(letters.split())


def look_alike(name: str) -> frozenset[str]:
    """By what a name is compared: two look alike if they share one of these.

    As it is written with the case folded, too: ВЕРА and вера are one name.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return frozenset({folded, skeleton(name)})
