"""The tick, compiled: one stage a file, called in order by `tick.run_ticks`.

Plain loops over symbols and parent orders on the arrays of `simulator.state.arrays`.
The order of float operations decides the last bit; docs/model.md has the equations.
"""

from simulator.kernel_cache import prepare

prepare()
