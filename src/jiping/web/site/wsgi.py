"""The program that a web server calls."""

import gc
import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from jiping.pipeline import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiping.web.site.settings")
# What is sent in is read in processes of their own. A server with threads cannot be
# forked safely, so they come from one that has loaded the checks and nothing else.
multiprocessing.set_start_method("forkserver", force=True)
multiprocessing.set_forkserver_preload([warm.__name__])
application = get_wsgi_application()
# What is loaded now stays; looking through it for garbage again and again costs each
# save some milliseconds.
gc.collect()
gc.freeze()
# What a process keeps of drafts grows to millions of records without a cycle among them:
# those that have stood a while are looked through seldom, as that takes a second or two.
gc.set_threshold(20_000, 200, 50)
