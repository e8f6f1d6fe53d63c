"""What people type on pages, as typed values or errors."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knightreplay.runs.lists.mine import PAGE, SORTS, RunsFilter
from knightreplay.runs.names import NAME_LENGTH, TAG_LENGTH
from simulator.scenario import LARGEST_SEED, scenario_names


class StartForm(forms.Form):
    """A new run; everything has a default."""

    scenario = forms.ChoiceField(
        choices=lambda: [(name, name) for name in scenario_names()],
        error_messages={
            "invalid_choice": "scenario: %(value).40r is unknown; allowed: "
            + ", ".join(scenario_names())
        },
    )
    seed = forms.IntegerField(
        min_value=0,
        max_value=LARGEST_SEED,
        required=False,
        error_messages={
            "invalid": _("seed: allowed: whole numbers from 0 to 9007199254740991"),
            "min_value": _("seed: allowed: 0 to 9007199254740991"),
            "max_value": _("seed: allowed: 0 to 9007199254740991"),
        },
    )

    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class MineForm(forms.Form):
    """Which of my runs; what is not understood is as if it were not there."""

    sort = forms.ChoiceField(choices=[(name, name) for name in SORTS], required=False)
    q = forms.CharField(max_length=NAME_LENGTH, required=False)
    tag = forms.CharField(max_length=TAG_LENGTH, required=False)
    deleted = forms.BooleanField(required=False)
    after = forms.CharField(max_length=400, required=False)

    def wanted(self) -> RunsFilter:
        self.full_clean()
        found = self.cleaned_data
        return RunsFilter(
            sort=found.get("sort") or "created",
            search=found.get("q", ""),
            tag=found.get("tag", ""),
            deleted=found.get("deleted", False),
        )

    def cursor(self) -> str:
        return str(self.cleaned_data.get("after", ""))


def chosen(data: QueryDict) -> list[UUID]:
    """Runs that were ticked, or the one whose button it was; a page of them at most."""
    found = [_uuid(text) for text in data.getlist("runs")[:PAGE]]
    return list(dict.fromkeys(run_id for run_id in found if run_id))


def tags_typed(text: str) -> list[str]:
    """Tags with commas between, Chinese ones too."""
    return text.replace("\uff0c", ",").replace("\u3001", ",").split(",")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
