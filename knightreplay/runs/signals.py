"""What the layers above are told of."""

from django.dispatch import Signal

# After the commit of an act, a remark or a movement of the clock. Sent with `run`, the
# `log` with the new row in it, and the `row` (None for a movement of the clock).
changed = Signal()
# After the commit that set the clock of a run right which nobody had looked after. Sent with
# `run_id`.
woken = Signal()
