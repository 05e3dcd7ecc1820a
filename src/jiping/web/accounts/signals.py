"""What other apps are told of an account."""

from django.dispatch import Signal

# Whatever the person (``person``) gave to programs to act with is void from now on:
# the account was closed, or its password was set by somebody else.
void = Signal()
