"""A fictional county, brought about by performing the real actions (``jiping demo``)."""
