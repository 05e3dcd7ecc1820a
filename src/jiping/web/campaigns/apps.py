from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "jiping.web.campaigns"
    label = "campaigns"
    verbose_name = "布置"
