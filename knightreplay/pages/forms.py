"""What people type on pages, as typed values or errors."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
    host_key = forms.CharField(required=False, max_length=100)

    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class JoinForm(forms.Form):
    """The code of a room, as it is read from a projector."""

    code = forms.RegexField(r"^[0-9]{6}$", strip=True)
