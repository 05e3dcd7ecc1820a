from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "jiping.web.publication"
    label = "publication"
    verbose_name = "公开"
