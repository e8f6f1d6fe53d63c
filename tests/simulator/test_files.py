"""Files that people write: refused with the line of the mistake, or they run."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import simulator
from simulator.clock import tick_of
from simulator.documents import FileError, line_of
from simulator.engine import simulate
from simulator.files.readings import READINGS
from simulator.files.script import read_script
from simulator.params import ParamsError
from simulator.scenario import read_scenario

PACKAGE = Path(simulator.__file__).parent
SEC = (PACKAGE / "scenarios" / "sec-2013.toml").read_text()


@pytest.fixture
def write(tmp_path):
    """Write a file beside which the shipped data are found; return its path."""

    def written(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return written


def data(write, name, change):
    """Write one of the shipped data files with a change, and a scenario naming it."""
    text = (PACKAGE / "data" / name).read_text()
    write(change(text), f"my-{name}")
    return write(SEC.replace(f'"{name}"', f'"my-{name}"'))


def test_file_of_ones_own_runs(write, scenario):
    mine = read_scenario(write(SEC))

    assert mine.name == "mine"
    assert mine.preset == scenario.preset
    assert mine.data_hash == scenario.data_hash


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("title =", "titel =", 1, "titel"),
        ('title = "Flagged orders keep coming all morning"', "", 1, "title"),
        ('title = "Flagged orders', 'title = 5 # "The morning', 1, "title"),
        ('"new", "old"]', '"new", "blue"]', 8, "code[8]"),
        (
            'code = ["new", "new", "new", "new", "new", "new", "new", "old"]',
            "code = []",
            8,
            "code",
        ),
        ('"old"]', '"old"' + ', "new"' * 60 + "]", 8, "code"),
        ("rollback 1-7", "rollback 1-9", 13, "preset[1].servers"),
        ("10:15:00 kill", "16:15:00 kill", 14, "preset[2].time"),
        ("kill all", "explode all", 14, "preset[2].op"),
        ('"10:15:00 kill all"', "42", 14, "preset[2].do"),
        (
            '"10:15:00 kill all",',
            '"10:15:00 arm pnl",\n  "10:15:00 disarm pnl",',
            15,
            "preset[3].guardrail",
        ),
        ("[files]", "[file]", 17, "file"),
        ('"symbols.csv"', '"../data/symbols.csv"', 19, "files.symbols"),
        ('"symbols.csv"', '"missing.csv"', 19, "files.symbols"),
        ('"symbols.csv"', '"a\\u0000b"', 19, "files.symbols"),
        ("parents =", "more = 1\nparents =", 20, "files.more"),
        ("[files]", "[params]\nloop_rate = -1\n[files]", 18, "params.loop_rate"),
        ("[files]", "[params]\nloop_rate = nan\n[files]", 18, "params.loop_rate"),
        ("[files]", "[params]\nserver_cap = 1e99\n[files]", 18, "params.server_cap"),
        ("[files]", "[params]\nlot = 1.5\n[files]", 18, "params.lot"),
        ("[files]", "[params]\nrho = 1\n[files]", 18, "params.rho"),
        ("# The code", 'orders = "early"\n# The code', 7, "orders"),
        ("# The code", "account = 1\n# The code", 7, "account"),
        ("# The code", "x = 2012-08-01\n# The code", 7, "x"),
        ("# The code", 'a = "\n# The code', 7, "file"),
        ("# The code", f"a = {'9' * 5000}\n# The code", SEC.count("\n") + 2, "file"),
        ("# The code", f"a = {'[' * 5000}\n# The code", 1, "file"),
    ],
)
def test_mistake_is_refused_with_its_line(write, old, new, line, key):
    path = write(SEC.replace(old, new, 1))

    with pytest.raises(FileError) as refused:
        read_scenario(path)

    assert refused.value.argument == f"{path}, line {line}, {key}"
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "key"),
    [
        ("symbols.csv", "K001,6.41", "K001,nan", 2, "P0_usd"),
        ("symbols.csv", "K001,6.41", "K001,-6.41", 2, "P0_usd"),
        ("symbols.csv", "K001,6.41,377300", "K001,6.41,1e400", 2, "ADV_sh"),
        ("symbols.csv", "K002", "K001", 2, "sym"),
        ("symbols.csv", "P0_usd", "price", 2, "P0_usd"),
        ("parents.csv", "0,63,08:01:03,41", "0,63,08:01:03,154", 2, "sym"),
        ("parents.csv", "0,63,08:01:03,41,1", "0,63,08:01:03,41,0", 2, "side"),
        ("parents.csv", "1,67,", "1,6,", 3, "tick"),
        ("parents.csv", "1,67,", f"1,{'9' * 400},", 3, "tick"),
        ("parents.csv", "500,7,0", "500,8,0", 2, "route_server_0based"),
        ("volume_curve.csv", "0,3.4667373512691744\n", "", 390, "rows"),
        ("volume_curve.csv", "0,3.4667373512691744", "0,0", 2, "relative_volume"),
        ("parameters.json", "33.77", "-33.77", 2, "loop_rate"),
        ("parameters.json", "33.77", "NaN", 2, "loop_rate"),
        ("parameters.json", "{", "[", 2, "file"),
        ("parameters.json", '"loop_rate"', '"rho"', 1, "'rho'"),
    ],
)
def test_mistake_in_the_data_is_refused(write, name, old, new, line, key):
    path = data(write, name, lambda text: text.replace(old, new, 1))

    with pytest.raises(FileError) as refused:
        read_scenario(path)

    assert refused.value.argument == f"my-{name}, line {line}, {key}"
    assert str(refused.value).isprintable()


def test_counts_have_bounds(write):
    """A file with far too many rows is refused at the first row too many."""
    row = "K{},6.41,377300,0.04,0.7,0.03,0.005,0.4,1\n"
    many = "".join(map(row.format, range(100_000)))

    path = data(
        write, "symbols.csv", lambda text: text.partition("\n")[0] + "\n" + many
    )

    with pytest.raises(FileError, match=r"line 202, rows: value 201 .*: 1 to 200$"):
        read_scenario(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""])
def test_unreadable_file_is_refused(tmp_path, content):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(FileError, match=r"line 1, (file|title): value "):
        read_scenario(path)


def test_own_data_stand_beside_the_scenario(write, tmp_path):
    shutil.copy(PACKAGE / "data" / "symbols.csv", tmp_path / "stocks.csv")

    mine = read_scenario(write(SEC.replace('"symbols.csv"', '"stocks.csv"')))

    assert mine.symbol_count == 154


@pytest.mark.parametrize("reading", READINGS)
def test_readings_keep_the_orders(write, scenario, reading):
    mine = read_scenario(write(f'orders = "{reading}"\n{SEC}'))

    before = mine.parents.tick < tick_of("09:30")
    assert before.sum() == 776
    assert mine.parents.quantity.sum() <= scenario.parents.quantity.sum()
    assert (mine.parents.tick[1:] >= mine.parents.tick[:-1]).all()


def test_script_is_what_it_says(write):
    path = write('do = [\n  "09:35 kill 8",\n  "09:40 arm gross-cap limit=2e6",\n]\n')

    kill, arm = read_script(path, 8)

    assert (kill.op, kill.servers, kill.tick) == ("kill", (7,), tick_of("09:35"))
    assert (arm.op, arm.guardrail) == ("arm", "gross-cap")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('did = ["09:35 kill 8"]', 1, "did"),
        ("do = 5", 1, "do"),
        ('do = ["09:35 kill 8",\n"09:35 kill 9"]', 2, "do[2].servers"),
        ('do = [\n\n"09:35 arm pnl limit=nan"]', 3, "do[1].'pnl limit'"),
        ('do = ["09:35 arm pnl", "09:35 arm pnl"]', 1, "do[2].guardrail"),
    ],
)
def test_bad_script_is_refused(write, text, line, key):
    path = write(text)

    with pytest.raises(FileError) as refused:
        read_script(path, 8)

    assert refused.value.argument == f"{path}, line {line}, {key}"


def test_line_of_looks_into_tables_and_lists():
    text = 'a = 1\n[b]\nc = [\n  "x", # one\n  "y",\n]\n[[d]]\ne = 1\n[[d]]\ne = 2\n'

    places = {
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 3,
        ("b", "c", 0): 4,
        ("b", "c", 1): 5,
        ("d", 0, "e"): 8,
        ("d", 1, "e"): 10,
        ("nowhere",): 1,
    }
    assert {place: line_of(text, place) for place in places} == places


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["new", "old", "09:35 kill all", "at-the-open", "parents.csv"]),
    st.sampled_from(["09:40 flag off 8 scope=loop", "09:31 arm pnl limit=1e6"]),
)
KEYS = st.sampled_from(
    [
        "title",
        "summary",
        "code",
        "preset",
        "orders",
        "files",
        "params",
        "account",
        "claims",
        "who",
        "loop_rate",
        "lot",
        "block_tick",
        "server_cap",
        "volume_noise",
    ]
)
TABLES = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=8,
)


def toml(value):
    """Write a value as TOML, inline; what TOML lacks comes out as a bare word."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        escaped = "".join(
            c if c.isalnum() or c in " :=-." else f"\\U{ord(c):08X}" for c in value
        )
        return f'"{escaped}"'
    return str(value).lower()


@pytest.mark.slow
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.dictionaries(KEYS, TABLES, min_size=1, max_size=3), data=st.data())
def test_fuzzed_scenario_is_refused_or_runs(write, changes, data):
    lines = [f"{key} = {toml(value)}" for key, value in changes.items()]
    kept = [
        line
        for line in SEC.split("\n[files]")[0].splitlines()
        if data.draw(st.integers(0, 19)) or line.startswith((" ", "]", '"'))
    ]
    text = "\n".join([*lines, *kept, "[files]" + SEC.split("[files]")[1]])

    try:
        scenario = read_scenario(write(text))
        simulate(scenario, 1, until=tick_of("09:31")).summary()
    except ParamsError as error:
        refused = str(error)
    else:
        refused = ""
    assert "\n" not in refused


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from(["loop_rate", "server_cap", "venue_capacity", "lot"])
        | st.sampled_from(["transient_impact", "block_discount", "unwind_share"])
        | st.sampled_from(["market_volatility", "volume_noise", "unwind_wait"]),
        st.sampled_from([1, 1e-9, 0.1, 10, 10_000, 1e9, -1, 0]) | st.floats(),
        max_size=3,
    )
)
def test_fuzzed_parameters_are_refused_or_run(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("fuzzed") / "mine.toml"
    table = "\n".join(f"{key} = {toml(value)}" for key, value in changes.items())
    path.write_text(SEC.replace("[files]", f"[params]\n{table}\n[files]"))

    try:
        run = simulate(read_scenario(path), 1, until=tick_of("09:40"))
    except ParamsError as error:
        refused = str(error)
    else:
        refused = ""
        assert run.summary()["executions"] >= 0
    assert "\n" not in refused


PIECES = st.text(max_size=5) | st.sampled_from(
    ['"', "[", "]", "=", "\n", "nan", "-1", "1e999", "9" * 400, "[[account.claims]]"]
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["scenario", "symbols.csv", "parents.csv", "parameters.json"]),
    places=st.lists(
        st.tuples(st.integers(0, 600), st.integers(0, 9), PIECES), max_size=4
    ),
)
def test_torn_files_are_refused_or_run(tmp_path_factory, name, places):
    folder = tmp_path_factory.mktemp("torn")
    shipped = SEC if name == "scenario" else (PACKAGE / "data" / name).read_text()
    text = shipped
    for start, cut, piece in places:
        text = text[:start] + piece + text[start + cut :]
    path = folder / "mine.toml"
    path.write_text(SEC)
    target = path if name == "scenario" else folder / name
    target.write_bytes(text.encode(errors="surrogatepass"))

    try:
        run = simulate(read_scenario(path), 1, until=tick_of("09:31"))
    except ParamsError as error:
        refused = str(error)
    else:
        refused = ""
        assert run.summary()["emails"] >= 0
    assert "\n" not in refused


def test_parameters_whose_money_would_not_fit_are_refused(write):
    wild = """[params]
transient_impact = 100
permanent_impact = 100
temporary_impact = 100
loop_rate = 1000
server_cap = 1e9
venue_capacity = 10000
[files]"""
    scenario = read_scenario(write(SEC.replace("[files]", wild, 1)))

    with pytest.raises(ParamsError, match="exposure and P&L under"):
        simulate(scenario, 29)


@pytest.mark.parametrize("title", ["a\\u001b[31m", "a\\u0000"])
def test_text_with_control_characters_is_refused(write, title):
    path = write(SEC.replace('title = "Flagged orders', f'title = "{title}', 1))

    with pytest.raises(FileError, match="control characters"):
        read_scenario(path)
