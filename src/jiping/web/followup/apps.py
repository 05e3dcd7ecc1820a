from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "jiping.web.followup"
    label = "followup"
    verbose_name = "结果应用"
