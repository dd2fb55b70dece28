from django.db import migrations, models


def say_it_in_a_word(apps, schema_editor):
    apps.get_model("posts", "Blog").objects.filter(guests_wait=False).update(what_waits="none")


def say_yes_or_no(apps, schema_editor):
    apps.get_model("posts", "Blog").objects.filter(what_waits="none").update(guests_wait=False)


class Migration(migrations.Migration):
    dependencies = [("posts", "0007_working_copies")]

    operations = [
        migrations.AddField(
            model_name="blog",
            name="what_waits",
            field=models.CharField(
                choices=[
                    ("every", "Every comment of a guest"),
                    ("first", "Only a guest’s first comment"),
                    ("none", "No comment"),
                ],
                default="every",
                help_text="A guest is known by the browser or the private link that wrote an approved comment, never by a name or an address that somebody types.",
                max_length=10,
                verbose_name="what waits for approval",
            ),
        ),
        migrations.RunPython(say_it_in_a_word, say_yes_or_no),
        migrations.RemoveField(model_name="blog", name="guests_wait"),
    ]
