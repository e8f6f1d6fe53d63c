"""What the layers above are told of."""

from django.dispatch import Signal

# After the commit of a change to a note. Sent with the `note` as it now is.
noted = Signal()
