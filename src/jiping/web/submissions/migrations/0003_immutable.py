"""The database refuses to change or drop a submission."""

from django.db import migrations

from jiping.web.submissions import triggers


def install(apps, editor):
    triggers.install(editor.connection)


def remove(apps, editor):
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_judging")]
    operations = [migrations.RunPython(install, remove)]
