"""The rows of the policy table about 自查: whoever has an account may check a package."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import EVERYBODY, Grant, grants

grants({"selfcheck.run": Grant(title="自查", roles=EVERYBODY, changes=False)})

add(Entry(place=25, label="自查", view="selfcheck", verb="selfcheck.run"))
