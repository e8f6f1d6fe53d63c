"""The panels of the run page that a note or a link can speak of; "" is the page itself.

`static/js/run/panels/panels.model.js` has the same names, with their words.
"""

PANELS = (
    "",
    "loss",
    "servers",
    "flow",
    "positions",
    "inbox",
    "stocks",
    "stock",
    "desk",
    "telemetry",
    "tape",
    "timeline",
)
