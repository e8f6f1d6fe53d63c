"""How the functions of the kernel are compiled.

Without fastmath, since the last bit matters, and without numba's threads, since
callers have their own. Nothing here divides by zero; numba is told not to check.

The caller holds every array while the kernel works on it, so the kernel is compiled
without numba's reference counting, which took a sixth of its time. It can then allocate
nothing, which numba checks; `jit_allocating` is for what has to.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def jit(function: Function) -> Function:
    """Compile what Python calls, or what is too large to copy into each caller."""
    compiled: Function = _compiled(function, _nrt=False)
    return compiled


def jit_allocating(function: Function) -> Function:
    """Compile what Python calls and what needs arrays of its own."""
    compiled: Function = _compiled(function)
    return compiled


def inline(function: Function) -> Function:
    """Compile into the caller; handing over groups of arrays costs more than most calls."""
    compiled: Function = _compiled(function, inline="always", _nrt=False)
    return compiled


def _compiled(function: Function, **options: Any) -> Any:
    return njit(cache=True, nogil=True, error_model="numpy", **options)(function)
