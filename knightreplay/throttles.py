"""How often one address may do what costs something, over HTTP; a bucket each."""

from ninja.throttling import AnonRateThrottle


class _Throttle(AnonRateThrottle):
    """The library counts by scope: without one of its own a limit would count them all."""

    def __init__(self, scope: str, rate: str) -> None:
        self.scope = scope
        super().__init__(rate)


STARTS = _Throttle("starts", "30/m")  # new runs, by the API and by the page together
ACTS = _Throttle("acts", "600/m")
TAPES = _Throttle("tapes", "600/m")  # pages of executions
KEYS = _Throttle("keys", "60/m")
HOSTS = _Throttle("hosts", "30/m")  # tries of the host's key
