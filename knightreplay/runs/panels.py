"""The panels of the run page: where each stands, and what it must see to show anything.

`static/js/run/panels/index.js` lists the same; each has its folder beside that file.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

# The tabs of the third row; the first can be seen, the others are fetched after it.
TABS = {
    "market": _("Market"),
    "stock": _("One stock"),
    "desk": _("Desk"),
    "log": _("Telemetry"),
    "tape": _("Tape"),
}


class Panel(NamedTuple):
    """`needs` are the fields of a segment without which it has nothing to show."""

    name: str
    place: str  # "main", "rail", "foot", or the tab behind which it stands
    needs: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"run/panels/{self.name}.html"

    @property
    def sheet(self) -> str:
        return f"js/run/panels/{self.name}/{self.name}.css"


PANELS = (
    Panel("loss", "main", ("columns.pnl_own",)),
    Panel("servers", "main", ("servers.state",)),
    Panel("flow", "market", ("columns.child_orders",)),
    Panel("positions", "market", ("columns.long",)),
    Panel("inbox", "rail", ("columns.emails",)),
    Panel("stocks", "market", ("stocks.move_bp",)),
    Panel("stock", "stock", ("stocks.executed",)),
    Panel("desk", "desk", ("split",)),
    Panel("telemetry", "log", ("servers.sent",)),
    Panel("tape", "tape", ("tape",)),
    Panel("timeline", "foot"),
)
# Behind a tab that is not the first: their sheets come with them, not with the page.
LATER = tuple(panel for panel in PANELS if panel.place in [*TABS][1:])
# What a note can speak of: "" is the page itself.
NOTABLE = ("", *(panel.name for panel in PANELS))
