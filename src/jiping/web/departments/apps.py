from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "jiping.web.departments"
    label = "departments"
    verbose_name = "部门审核"
