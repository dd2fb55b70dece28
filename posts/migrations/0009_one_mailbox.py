"""Every address is written one way; somebody who was asked twice keeps both letters."""

from django.db import migrations

from cpdblog.lib.mailboxes import normalise_rows


def normalise(apps, _editor):
    normalise_rows(apps.get_model("posts", "Invitation"))


class Migration(migrations.Migration):
    dependencies = [("posts", "0008_what_waits")]

    operations = [migrations.RunPython(normalise, migrations.RunPython.noop, elidable=True)]
