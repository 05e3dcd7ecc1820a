"""One profile of hypothesis for all tests: no deadlines, since machines differ."""

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")
