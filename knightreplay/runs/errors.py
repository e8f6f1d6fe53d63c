"""The mistakes a client can make, each with a code that the protocol names."""

from django.db import InterfaceError, OperationalError

# The database is away or full: nothing was stored, and the same command may come again.
DATABASE_AWAY = (OperationalError, InterfaceError)


class ClientError(Exception):
    """A refusal that is told to the client and keeps its connection."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Forbidden(ClientError):
    def __init__(self, message: str) -> None:
        super().__init__("forbidden", message)


class Invalid(ClientError):
    def __init__(self, message: str) -> None:
        super().__init__("invalid", message)


class Conflict(ClientError):
    def __init__(self, message: str) -> None:
        super().__init__("conflict", message)


UNAVAILABLE = ClientError(
    "unavailable",
    "The database cannot be reached or is full. Nothing was changed; send it again.",
)
