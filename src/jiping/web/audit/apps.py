from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from jiping.web.audit import standing


class AuditConfig(AppConfig):
    name = "jiping.web.audit"
    label = "audit"
    verbose_name = "日志"

    def ready(self) -> None:
        """What never changes is guarded again after every migration."""
        pre_migrate.connect(standing.before_migrating, sender=self)
        post_migrate.connect(standing.after_migrating, sender=self)
