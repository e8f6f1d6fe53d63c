"""What a scenario's file tells of its morning: moments, fitted figures, other languages."""

import pytest

from simulator.documents import FileError
from simulator.kernel_cache import PACKAGE
from simulator.scenario import load_scenario, read_scenario

SEC = (PACKAGE / "scenarios" / "sec-2013.toml").read_text()
ESSAY = (PACKAGE / "scenarios" / "essay.toml").read_text()


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "mine.toml"
        path.write_text(text)
        return path

    return written


def line_with(text, words):
    return text[: text.index(words)].count("\n") + 1


def test_moments_come_in_the_order_of_the_morning(write):
    moved = SEC.replace('time = "08:01"', 'time = "15:59:30"', 1)

    ids = [moment.id for moment in read_scenario(write(moved)).moments]

    assert ids[0] == "double-volume"
    assert ids[-1] == "first-e-mail"
    assert len(ids) == 7


def test_moment_that_names_nobody_is_told_to_nobody(write):
    silent = "\n".join(
        line for line in SEC.splitlines() if not line.startswith("told_to")
    )

    assert {own.told_to for own in read_scenario(write(silent)).moments} == {()}


def test_what_only_tells_does_not_change_the_hash_of_the_data(write):
    """Stored runs carry the hash: a better translation must not orphan them."""
    plain = SEC[: SEC.index("\n[[moments]]")]
    said = SEC.replace("NYSE sees", "The exchange sees").replace("八", "8")

    hashes = {read_scenario(write(text)).data_hash for text in (SEC, plain, said)}

    assert hashes == {load_scenario("sec-2013").data_hash}
    other = SEC.replace("10:15:00 kill", "10:14:00 kill")
    assert read_scenario(write(other)).data_hash not in hashes


def test_earlier_hashes_are_told_and_change_no_hash(write):
    told = write(
        SEC.replace(
            "[[moments]]", '[earlier]\nhashes = ["%s"]\n\n[[moments]]' % ("a" * 64), 1
        )
    )

    scenario = read_scenario(told)

    assert scenario.earlier == ("a" * 64,)
    assert scenario.data_hash == load_scenario("sec-2013").data_hash


@pytest.mark.parametrize("name", ["essay", "newsletter-10m-a-minute", "tenfold-loss"])
def test_scenario_that_says_it_is_the_default_morning_is_that(name):
    default, own = load_scenario("sec-2013"), load_scenario(name)

    for part in ("params", "tickers", "old_code", "preset"):
        assert getattr(own, part) == getattr(default, part)
    assert "This is the default run, sec-2013" in own.summary


@pytest.mark.parametrize(
    ("old", "new", "at", "key", "allowed"),
    [
        ('id = "stop"', 'id = "Stop!"', "Stop!", "moments[5].id", "a-z, 0-9 and -"),
        (
            'id = "stop"',
            'id = "rollback"',
            'id = "rollback"\ntime = "10:15"',
            "moments[5].id",
            "an id of its own",
        ),
        ('id = "stop"', "", '\n\ntime = "10:15"', "moments[5].id", "the keys id, time"),
        ('"10:15"', '"17:15"', '"17:15"', "moments[5].time", "from 08:00:00 to"),
        ('"09:57:46"', '"09:54:16"', "until =", "moments[3].until", "after 09:54:16"),
        ('"modelled"', '"guessed"', '"guessed"', "moments[6].kind", "sourced, inferred"),
        ("contested = true", "contested = 1", "= 1\n", "moments[2].contested", "true or"),
        ('["executive"]', '["boss"]', '"boss"', "moments[2].told_to[1]", "operations, "),
        ('["executive"]', '"executive"', '"executive"', "moments[2].told_to", "a list"),
        ("told_to = []", "heard_by = []", "heard_by", "moments[4].heard_by", "told_to"),
        ('"symbols.csv"', '"none.csv"', '"none.csv"', "files.symbols", "a file below"),
        ('  "parents", "exec', '  "orders", "exec', '"orders"', "fitted.figures[1]", "parents, "),
        ("[words.zh-hans]", "[words.Chinese]", "[words.Chinese]", "words.Chinese", "zh-hans"),
        ("unwind = {", "unwinding = {", "unwinding =", "words.zh-hans.moments.unwinding", "stop, unwind"),
        ("unwind = {", "# unwind = {", "[words.zh-hans.moments]", "words.zh-hans.moments.unwind", "unwind"),
        ('title = "带', 'titel = "带', "titel", "words.zh-hans.titel", "title, summary, moments"),
        ('label = "订单停止", ', "", "stop = { source", "words.zh-hans.moments.stop.label", "label, source"),
    ],
)  # fmt: skip
def test_mistake_is_refused_with_its_line(write, old, new, at, key, allowed):
    text = SEC.replace(old, new, 1)
    path = write(text)

    with pytest.raises(FileError) as refused:
        read_scenario(path)

    assert refused.value.argument == f"{path}, line {line_with(text, at)}, {key}"
    assert allowed in refused.value.allowed
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("[[words]]", "words"),
        ("[words]\nzh-hans = 1", "words.zh-hans"),
        ("[words.zh-hans]\ntitle = 1", "words.zh-hans.summary"),
        ("[[fitted]]", "fitted"),
        ("[fitted]\nfigures = 1", "fitted.figures"),
        ("[earlier]\nhashes = 1", "earlier.hashes"),
        ("[earlier]\nhashes = [1]", "earlier.hashes[1]"),
        ("[moments]", "moments"),
        ("[[moments]]", "moments[1].id"),
    ],
)
def test_tables_of_another_form_are_refused(write, table, key):
    path = write(f"{ESSAY[: ESSAY.index('# The same')]}{table}\n")

    with pytest.raises(FileError) as refused:
        read_scenario(path)

    assert refused.value.argument.endswith(f", {key}")


def test_claims_are_translated_one_by_one(write):
    path = write(ESSAY.replace('  "股票数",\n', "", 1))

    with pytest.raises(FileError, match=r"words\.zh-hans\.claims: .* a list of 7 to 7"):
        read_scenario(path)


def test_tables_that_decide_stand_before_those_that_tell(write):
    path = write(f"{SEC}\n[params]\nlot = 50\n")
    line = SEC.count("\n") + 2

    with pytest.raises(
        FileError, match=rf"line {line}, params: .* moments, fitted, wo"
    ):
        read_scenario(path)


@pytest.mark.parametrize("key", ["moments = 1", "words.zh-hans.title = 'x'"])
def test_what_tells_is_written_as_tables(write, key):
    path = write(f"{key}\n{ESSAY[: ESSAY.index('# The same')]}")

    with pytest.raises(FileError, match=rf"line 1, {key[:5]}"):
        read_scenario(path)


def test_text_that_looks_like_a_moment_is_refused(write):
    summary = 'summary = """\n[[moments]]\n'
    path = write(ESSAY.replace('summary = """\n', summary, 1))

    with pytest.raises(FileError, match=r"moments, fitted, words last"):
        read_scenario(path)


def test_words_of_moments_need_no_account_and_words_of_an_account_no_moments(write):
    essay, sec = load_scenario("essay"), load_scenario("sec-2013")

    assert essay.translations["zh-hans"]["An essay"] == "一篇文章"
    assert sec.translations["zh-hans"]["Orders stop"] == "订单停止"
    assert load_scenario("stop-0958").fitted == sec.fitted
    assert load_scenario("all-at-the-open").fitted == ("executions", "loss_usd")
    assert essay.fitted == ()
