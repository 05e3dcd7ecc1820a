from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "jiping.web.boards"
    label = "boards"
    verbose_name = "首页和看板"
