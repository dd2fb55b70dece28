"""Every address of a guest is written one way."""

from django.db import migrations

from cpdblog.lib.mailboxes import normalise_rows


def normalise(apps, _editor):
    normalise_rows(apps.get_model("comments", "Comment"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_editing_ones_own")]

    operations = [migrations.RunPython(normalise, migrations.RunPython.noop, elidable=True)]
