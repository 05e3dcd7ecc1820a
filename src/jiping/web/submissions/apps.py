from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "jiping.web.submissions"
    label = "submissions"
    verbose_name = "提交"
