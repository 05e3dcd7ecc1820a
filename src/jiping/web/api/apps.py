from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "jiping.web.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Wait for accounts that are closed or given another password."""
        import_module("jiping.web.api.ending")
