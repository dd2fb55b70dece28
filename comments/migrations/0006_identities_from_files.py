from django.db import migrations, models


def say_whose_word_it_is(apps, _schema_editor):
    """What an import claimed stood beside what somebody had proved, and looked the same."""
    comments = apps.get_model("comments", "Comment").objects
    claimed = comments.exclude(signed_with="").exclude(post__imported_from="")
    names = claimed.filter(identity=None).order_by().values_list("signed_with", flat=True)
    for name in list(names.distinct()):
        same = claimed.filter(identity=None, signed_with=name)
        same.update(imported_identity={"provider_name": name}, signed_with="")


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_one_mailbox"), ("posts", "0009_one_mailbox")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="imported_identity",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RunPython(say_whose_word_it_is, migrations.RunPython.noop, elidable=True),
    ]
