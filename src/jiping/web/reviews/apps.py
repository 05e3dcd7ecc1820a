from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "jiping.web.reviews"
    label = "reviews"
    verbose_name = "财政复核"
