from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "jiping.web.reminders"
    label = "reminders"
    verbose_name = "每日提醒"
