"""Every package that the product uses has a licence that we take."""

from email.message import Message

import pytest

from tools import licences


def test_packages_of_the_product_have_licences_that_are_taken():
    names = licences.packages(licences.ROOT / "requirements.txt")

    assert len(names) > 80
    assert list(licences.refused(names)) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"License-Expression": "MIT AND (AGPL-3.0-only OR MIT)"}, "AGPL-3.0-only"),
        ({"Classifier": "License :: Other/Proprietary License"}, "Other/Proprietary"),
        ({"License": "Ask us"}, "Ask us"),
        ({}, "none said"),
    ],
)
def test_another_licence_is_named(monkeypatch, told, said):
    written = Message()
    for name, value in told.items():
        written[name] = value
    monkeypatch.setattr("importlib.metadata.metadata", lambda package: written)

    (line,) = licences.refused(["some-package"])

    assert line.startswith(f"some-package: {said}")
