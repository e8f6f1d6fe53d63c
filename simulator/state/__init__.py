"""The state of a morning, its checkpoint, and its hash."""

from simulator.state.arrays import State, clone, new_state
from simulator.state.checkpoint import CheckpointError, pack, unpack
from simulator.state.digest import state_hash
from simulator.state.origin import begin

__all__ = [
    "CheckpointError",
    "State",
    "begin",
    "clone",
    "new_state",
    "pack",
    "state_hash",
    "unpack",
]
