"""What this process counts; `/metrics` tells it, together with what the database knows."""

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST
registry = CollectorRegistry()
ProcessCollector(registry=registry)

viewers = Gauge(
    "knightreplay_viewers",
    "Sockets that have said hello, in this process",
    registry=registry,
)
frames = Counter(
    "knightreplay_frames_sent",
    "Messages handed to viewers by the hubs of this process",
    registry=registry,
)
drops = Counter(
    "knightreplay_drops",
    "What did not arrive: a hint that was missed, a viewer that was too slow or gone",
    ["what"],
    registry=registry,
)
for what in ("hint", "viewer"):
    drops.labels(what)
reconnects = Counter(
    "knightreplay_reconnects",
    "Viewers that came back holding something",
    registry=registry,
)
requests = Gauge(
    "knightreplay_requests",
    "Requests that are handled, each with a database connection, or wait until they are",
    ["state"],
    registry=registry,
)
for state in ("handled", "waiting"):
    requests.labels(state)
commands = Counter(
    "knightreplay_commands",
    "Commands of sockets by their outcome: ack, or the error's code",
    ["outcome"],
    registry=registry,
)
click_to_viewer = Histogram(
    "knightreplay_click_to_viewer_seconds",
    "From the moment a command was stored until all viewers of this process had it",
    buckets=(0.001, 0.002, 0.004, 0.006, 0.01, 0.02, 0.045, 0.13, 0.5, 2.0),
    registry=registry,
)


def text() -> bytes:
    """Everything in Prometheus's text form."""
    return generate_latest(registry)
