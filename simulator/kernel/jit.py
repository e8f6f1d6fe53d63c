"""How every function of the kernel is compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def jit(function: Function) -> Function:
    """Compile without fastmath (bits matter) and without threads (callers have theirs)."""
    compiled: Function = njit(cache=True, nogil=True)(function)
    return compiled
