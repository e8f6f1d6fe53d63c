"""How the functions of the kernel are compiled.

Without fastmath, since the last bit matters, and without numba's threads, since
callers have their own. Nothing here divides by zero; numba is told not to check, and
can then see that the groups of arrays need no reference counting.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def jit(function: Function) -> Function:
    """Compile what Python calls."""
    compiled: Function = _compiled(function)
    return compiled


def inline(function: Function) -> Function:
    """Compile into the caller; handing over groups of arrays costs more than most calls."""
    compiled: Function = _compiled(function, inline="always")
    return compiled


def _compiled(function: Function, **options: Any) -> Any:
    return njit(cache=True, nogil=True, error_model="numpy", **options)(function)
