"""The claims ledger: whole, sourced, and tried wherever a model can."""

import pytest

from knightreplay.facts import files
from knightreplay.facts.accounts import accounts
from knightreplay.facts.claims import PopularClaim, claims
from knightreplay.facts.files import Wrong, rows
from knightreplay.facts.sources import cite
from knightreplay.facts.trials import figures
from knightreplay.runs.models import Intervention
from knightreplay.runs.services import start_run
from simulator.scenario import DEFAULT_SEED

TRIALS = {
    f"{key}.{number}": trial
    for key, claim in claims().items()
    for number, trial in enumerate(claim.trials, start=1)
}
MILLION = 10**6


def test_ledger_has_its_33_rows():
    assert len(claims()) == 33


def test_what_an_account_says_is_one_of_its_quotations():
    said = {
        (account, key)
        for claim in claims().values()
        for account, keys in claim.says.items()
        for key in keys
    }

    assert said <= {(k, key) for k, own in accounts().items() for key in own.quotations}
    # What stands in no row: what the essay asks, and what the case study says of itself.
    assert {
        (k, key) for k, own in accounts().items() for key in own.quotations
    } - said == {("essay", "question"), ("case-study", "sources")}


def test_every_citation_names_a_source_and_a_place():
    for claim in claims().values():
        assert [cite(text) for text in claim.sources] == list(claim.citations)
        assert claim.citations


def test_claim_is_tried_or_says_why_it_cannot_be():
    bare = [key for key, own in claims().items() if not (own.trials or own.cannot)]

    assert bare == []
    assert len([own for own in claims().values() if own.trials]) == 21


def test_ledger_is_whole_in_the_other_language():
    for claim in claims().values():
        chinese = claim.in_language("zh-hans")
        assert chinese is not claim
        assert len(chinese.does) == len(claim.trials)
        assert all((chinese.what, chinese.record, chinese.verdict, chinese.reason))


@pytest.mark.django_db
@pytest.mark.parametrize("name", TRIALS)
def test_trial_starts_with_its_acts_as_the_hosts(name):
    trial = TRIALS[name]

    run = start_run(
        scenario=trial.scenario, seed=DEFAULT_SEED, acts=trial.requests()
    ).run

    stored = Intervention.objects.filter(run=run).order_by("seq")
    assert [(row.tick, row.op, row.role) for row in stored] == [
        (act.tick, act.op, "host") for act in trial.interventions()
    ]


# What the trials are for, each against the figure that the readers are led to.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "figure", "word"),
    [
        ("loss.1", 460_410_144, "fitted"),
        ("tenfold.1", 4_610_198_821, "modelled"),
        ("duration.1", 45, "modelled"),
        ("duration.2", 28, "modelled"),
        ("rollback.1", 347_570_922, "modelled"),
        ("flag-switch.1", 460_410_144, "modelled"),
        ("flag-time.1", 0, "modelled"),
        ("parents.1", 0, "modelled"),
        ("executions.1", 200_839, "modelled"),
        ("executions.2", 110_684, "modelled"),
        ("cause.1", 2_552_098, "modelled"),
        ("minute.1", 1_217_824, "modelled"),
        ("minute.2", 21_314_385, "modelled"),
        ("minute.4", 231_035, "modelled"),
        ("position.1", 1_808_394, "modelled"),
        ("emails.1", 164_712_880, "modelled"),
        ("emails.2", 0, "modelled"),
    ],
)
def test_figure_of_a_trial(name, figure, word):
    trial = TRIALS[name]

    assert (round(figures([trial])[trial]), trial.word()) == (figure, word)


WHOLE = """[x]
what = "a"
record = "b"
sources = ["sec ¶1"]
verdict = "c"
reason = "d"
does = ["e"]
says.essay = ["loss"]
[[x.trials]]
scenario = "sec-2013"
at = "09:30:00"
[x.words.zh-hans]
what = "a"
record = "b"
verdict = "c"
reason = "d"
does = ["e"]
"""


@pytest.fixture
def ledger_of(tmp_path, monkeypatch):
    """Reads a ledger that somebody wrote."""
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    files._read.cache_clear()
    (tmp_path / "accounts.toml").write_text("")

    def read(text):
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
        return rows("mine", PopularClaim)

    accounts(), cite("sec ¶1")
    yield read
    files._read.cache_clear()


def test_whole_row_is_read(ledger_of):
    assert list(ledger_of(WHOLE)) == ["x"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["loss"]', '["lost"]', "no quotation of essay"),
        ("says.essay", "says.poem", "no account: poem"),
        ('["sec ¶1"]', '["sec 1"]', "no source: sec 1"),
        ('["sec ¶1"]', "[]", "a source at least"),
        ('does = ["e"]\nsays', "says", "does: a text for each"),
        ('"09:30:00"', '"25:00"', "time"),
        ('at = "09:30:00"', 'at = "09:30:00"\nacts = ["09:30 explode"]', "explode"),
        ('at = "09:30:00"', 'at = "09:30:00"\nmeasure = "mood"', "no measure: mood"),
        ('reason = "d"\ndoes = ["e"]\nsays', 'cannot = "f"\nreason = "d"\ndoes = ["e"]\nsays', "cannot: in every"),
        ("says.essay", 'tells.essay = "g"\nsays.essay', "tells: in every"),
    ],
)  # fmt: skip
def test_row_that_is_not_whole_is_refused_with_its_key(ledger_of, old, new, said):
    with pytest.raises(Wrong, match=r"facts/data/mine\.toml: x") as refused:
        ledger_of(WHOLE.replace(old, new, 1))

    assert said in str(refused.value)
