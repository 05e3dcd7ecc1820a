"""The workbench: a Django project of small apps, one folder each.

Inside an app the names never vary: ``models``, ``actions``, ``views``, ``urls``,
``templates``. Who may do what stands in ``core/policy.py``; every change is an action
(``core/actions.py``) that asks the policy, acts, and leaves a line in the log.
"""
