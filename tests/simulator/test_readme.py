"""The README's Python runs as it stands, and says what it says."""

import re

from simulator.kernel_cache import PACKAGE


def test_example_runs(capsys):
    text = (PACKAGE / "README.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}

    exec(example.replace("range(100)", "range(2)"), names)  # noqa: S102 -- our own

    assert "loss, $ 10.0 times too much\n" in capsys.readouterr().out


def test_keys_of_a_scenario_are_listed():
    text = (PACKAGE / "README.md").read_text()

    for key in (
        "title",
        "code",
        "preset",
        "orders",
        "[files]",
        "[params]",
        "[account]",
    ):
        assert f"`{key}`" in text
