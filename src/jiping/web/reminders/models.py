"""Of what people were told by the daily round, so that nobody is told twice."""

from django.db import models


class Round(models.Model):
    """One day's round; a day has one, however often a clock comes by it."""

    day = models.DateField("日期", unique=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("-day",)
        verbose_name = "每日提醒"

    def __str__(self) -> str:
        return f"{self.day}每日提醒"


class Reminder(models.Model):
    """One thing that was told at one stage of one deadline (``thing`` is like
    ``assignment:12:filling``). A later deadline is told anew."""

    class Stage(models.TextChoices):
        SOON = "soon", "临近期限"
        LAST = "last", "期限将到"
        LATE = "late", "已逾期"
        LONG = "long", "逾期较久"

    thing = models.CharField("事项", max_length=60)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    due = models.DateField("期限")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders")

    class Meta:
        ordering = ("pk",)
        verbose_name = "提醒"
        constraints = [
            models.UniqueConstraint(
                fields=("thing", "stage", "due"), name="one_reminder_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.get_stage_display()}"
