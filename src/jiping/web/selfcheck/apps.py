from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "jiping.web.selfcheck"
    label = "selfcheck"
    verbose_name = "自查"
