"""The row of the policy table about the daily round."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import ADMINISTRATOR, ALL, Grant, grants

grants(
    {"reminder.round": Grant(title="每日提醒", roles={ADMINISTRATOR: ALL})},
)

add(Entry(place=95, label="每日提醒", view="reminders", verb="reminder.round"))
