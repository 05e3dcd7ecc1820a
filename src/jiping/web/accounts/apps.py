from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jiping.web.accounts"
    label = "accounts"
    verbose_name = "帐号"
