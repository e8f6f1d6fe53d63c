"""The README's Python runs as it stands, and says what it says."""

import re

import pytest

from simulator.kernel_cache import PACKAGE


@pytest.mark.slow
def test_example_runs(capsys):
    text = (PACKAGE / "README.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}

    exec(example.replace("range(100)", "range(2)"), names)  # noqa: S102 -- our own

    assert "loss, $ 10.0 times too much\n" in capsys.readouterr().out


@pytest.mark.slow
def test_figures_in_comments_are_those_of_the_engine():
    text = (PACKAGE / "README.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    imports, rest = example.split("scenario = load_scenario", 1)
    exec(imports, names)  # noqa: S102 -- our own
    lines = f"scenario = load_scenario{rest}".split("# Minute by minute")[0]
    for line in lines.splitlines():
        code, _, comment = line.partition("  # ")
        if re.fullmatch(r"[\d.]+|'[\d:]+'", comment):
            assert repr(eval(code, names)) == comment  # noqa: S307 -- our own
        else:
            exec(line, names)  # noqa: S102 -- our own


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
        "[[moments]]",
        "[fitted]",
        "[words.LANGUAGE]",
    ):
        assert f"`{key}`" in text
