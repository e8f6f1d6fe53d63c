"""What people type on pages, as typed values or errors."""

from django import forms

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
            "invalid": f"seed: allowed: whole numbers from 0 to {LARGEST_SEED}",
            "min_value": f"seed: allowed: 0 to {LARGEST_SEED}",
            "max_value": f"seed: allowed: 0 to {LARGEST_SEED}",
        },
    )
    host_key = forms.CharField(required=False, max_length=100)

    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class JoinForm(forms.Form):
    """The code of a room, as it is read from a projector."""

    code = forms.RegexField(r"^[0-9]{6}$", strip=True)
