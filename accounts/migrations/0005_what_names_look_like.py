from django.db import migrations, models

from cpdblog.lib.lookalikes import skeleton


def look_at_every_name(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    for person in people.only("pk", "name", "handle").iterator():
        people.filter(pk=person.pk).update(looks_like=skeleton(person.name or person.handle))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_letters")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="looks_like",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.RunPython(look_at_every_name, migrations.RunPython.noop),
    ]
