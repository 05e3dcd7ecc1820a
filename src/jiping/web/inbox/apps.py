from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "jiping.web.inbox"
    label = "inbox"
    verbose_name = "消息"
