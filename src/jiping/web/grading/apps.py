from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "jiping.web.grading"
    label = "grading"
    verbose_name = "考核评分"
