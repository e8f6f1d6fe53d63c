"""All that is wrong with what people read, in one list."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from knightreplay.facts.verifying import allowed, bands
from knightreplay.facts.verifying.citing import nowhere, pointless
from knightreplay.facts.verifying.explaining import unexplained, unused
from knightreplay.facts.verifying.quotations import invented, verbatim
from knightreplay.facts.verifying.texts import Text, messages


class Fault(NamedTuple):
    """What is wrong, and where: a file, or the data of the facts."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def of_texts(texts: list[Text]) -> Iterator[Fault]:
    known, said = verbatim(), messages(texts)
    for text in texts:
        for numeral in unexplained(text):
            yield Fault(
                text.file, f"no figure, and not allowed: {_near(text, numeral)}"
            )
        for citation in pointless(text):
            yield Fault(text.file, f"cites no paragraph: {citation}")
        for place in nowhere(text):
            yield Fault(text.file, f"cites what the facts do not have: {place}")
        for quotation in invented(text, known, said):
            yield Fault(text.file, f"nobody's words in quotation marks: {quotation}")


def of_data(texts: list[Text], summary: Mapping[str, Any]) -> Iterator[Fault]:
    rows = allowed.allowed()
    if len(rows) > allowed.MOST:
        yield Fault("allowed.toml", f"{len(rows)} rows, {allowed.MOST} at most")
    for key in unused(texts):
        yield Fault("allowed.toml", f"allows nothing any more: {key}")
    for words in bands.outside(summary):
        yield Fault("bands.toml", words)


def _near(text: Text, numeral: Any) -> str:
    begin = max(0, numeral.begin - 30)
    around = text.text[begin : numeral.begin + len(numeral.text) + 20]
    return f"{numeral.text} in “{' '.join(around.split())}”"
