"""Modules joined into one file do what they did apart."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from knightreplay.static_files import graph, modules, storage
from knightreplay.static_files.joining import in_one, joined
from knightreplay.static_files.modules import ModuleError, module

SOURCES = {
    "js/page.js": """\
// @ts-check
import { half, all as every } from "./core/numbers.js";
import * as words from "./core/words.js";
import "./core/began.js";

const { later } = await import("./late/later.js");
console.log(JSON.stringify([half(3), every, words.said(), globalThis.began, later]));
""",
    "js/core/numbers.js": """\
import { said } from "./words.js";
export const all = [1, 2];
/** @param {number} n */
export function half(n) {
  return `${said()} ${n / 2} // no comment`;
}
const inner = 5;
export { inner as five };
""",
    "js/core/words.js": """\
let count = 0;
export async function never() {}
export class Word {}
export const said = () => `said ${++count}`;
""",
    "js/core/began.js": "globalThis.began = (globalThis.began ?? 0) + 1;\n",
    "js/late/later.js": """\
import { five } from "../core/numbers.js";
import { only } from "./only.js";
import { said } from "../core/words.js";
import "../core/began.js";
export const later = [five, only, said(), globalThis.began];
""",
    "js/late/only.js": "export const only = 'only here';\n",
    "js/other.js": 'import { only } from "./late/only.js";\nconsole.log(only);\n',
}
PRINTED = [
    "said 2 1.5 // no comment",
    [1, 2],
    "said 3",
    1,
    [5, "only here", "said 1", 1],
]


@pytest.fixture
def sources(tmp_path, settings):
    """Another static/, with these modules in it."""
    folder = tmp_path / "static"
    settings.STATICFILES_DIRS = [folder]
    kept = (module, graph.parts, storage.entries)
    for cached in kept:
        cached.cache_clear()
    write(folder, SOURCES)
    yield folder
    for cached in kept:
        cached.cache_clear()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def printed_by(file: Path) -> object:
    done = subprocess.run(
        ["node", str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def written(folder: Path) -> None:
    write(folder, {"package.json": '{"type": "module"}'})


def test_page_does_what_its_modules_did_apart(sources, tmp_path):
    written(sources)
    write(
        tmp_path / "joined",
        {
            name: joined(name, brought, begins=name in storage.entries())
            for name, brought in storage.page_parts().items()
        },
    )
    written(tmp_path / "joined")

    assert printed_by(sources / "js/page.js") == PRINTED
    assert printed_by(tmp_path / "joined/js/page.js") == PRINTED


def test_one_script_does_what_its_modules_did_apart(sources, tmp_path):
    other = {"js/late/only.js": "js/late/other_only.js"}
    write(sources, {"js/late/other_only.js": "export const only = 'another';\n"})
    script = tmp_path / "one.mjs"
    script.write_text(in_one(["js/page.js"], other), encoding="utf-8")

    *same, _ = PRINTED
    assert printed_by(script) == [*same, [5, "another", "said 1", 1]]


def test_what_is_fetched_later_brings_what_no_page_has(sources):
    assert storage.entries() == ("js/other.js", "js/page.js")
    assert storage.page_parts() == {
        "js/other.js": ("js/late/only.js", "js/other.js"),
        "js/page.js": (
            "js/core/words.js",
            "js/core/numbers.js",
            "js/core/began.js",
            "js/page.js",
        ),
        "js/late/later.js": ("js/late/only.js", "js/late/later.js"),
    }


def test_what_another_page_lacks_is_brought_again(sources):
    write(
        sources,
        {"js/other.js": 'import "./core/began.js";\nimport("./late/later.js");\n'},
    )

    assert storage.page_parts()["js/late/later.js"] == (
        "js/core/words.js",
        "js/core/numbers.js",
        "js/late/only.js",
        "js/late/later.js",
    )


def test_charts_come_in_one_file(sources):
    files = {
        "js/charts/plotly.js": "export const loadPlotly = () => 'loaded';\n",
        "js/a.chart.js": 'import { said } from "./core/words.js";\nexport const a = said;\n',
        "js/b.chart.js": "export const b = 1;\n",
        "js/other.js": 'import "./core/began.js";\n'
        + "".join(
            f'import("./{name}");\n' for name in ("b.chart.js", "charts/plotly.js")
        ),
        "js/more.js": 'import "./core/words.js";\nimport("./a.chart.js");\n',
    }
    write(sources, files)

    assert storage.page_parts()["js/charts/plotly.js"] == (
        "js/core/words.js",
        "js/a.chart.js",
        "js/b.chart.js",
        "js/charts/plotly.js",
    )
    assert 'import("./charts/plotly.js")' in joined(
        "js/more.js", ["js/more.js"], begins=True
    )


@pytest.mark.parametrize(
    "line",
    [
        'import only from "./only.js";',
        'import only, { other } from "./only.js";',
        "import { only } from './only.js';",
        "import { only } from `./only.js`;",
        'export * from "./only.js";',
        'export { only } from "./only.js";',
        "export default 1;",
        "export let changing = 1;",
        "export const { a, b } = pair;",
    ],
)
def test_form_that_is_not_known_is_refused(sources, line):
    write(sources, {"js/odd.js": f"{line}\n"})

    with pytest.raises(ModuleError, match=re.escape(f"js/odd.js: {line}")):
        module("js/odd.js")


def test_module_that_is_missing_is_named(sources):
    write(sources, {"js/page.js": 'import { a } from "./gone.js";\n'})

    with pytest.raises(FileNotFoundError, match=r"js/gone\.js"):
        storage.page_parts()


def test_each_of_our_modules_is_served_once_on_a_page():
    parts = storage.page_parts()

    for entry in storage.entries():
        later = {graph.file_of(name) for name in graph.Graph().later(parts[entry])}
        twice = {name: set(parts[name]) & set(parts[entry]) for name in later}
        assert {name: both for name, both in twice.items() if both} == {}


def test_pages_ask_for_modules_that_are_served():
    asked = set()
    for template in Path("templates").rglob("*.html"):
        asked |= set(re.findall(r"static 'js/([\w.]+\.js)'", template.read_text()))

    served = {name.removeprefix("js/") for name in storage.entries()} | {"boot.js"}
    assert asked == served
    assert modules.module("js/boot.js").imports == ()
