"""What other apps may wait for."""

from django.dispatch import Signal

# Sent inside the transaction with ``assignments``, those that were just made.
assigned = Signal()
