from importlib import import_module

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "jiping.web.drafts"
    label = "drafts"
    verbose_name = "填报"

    def ready(self) -> None:
        """Wait for assignments."""
        import_module("jiping.web.drafts.beginning")
