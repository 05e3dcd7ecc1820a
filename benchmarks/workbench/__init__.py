"""A workbench with people in it, for measurements that need a real server."""
