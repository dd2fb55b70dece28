from django.db import migrations, models
from django.db.models import F, Q


def mend(apps, _schema_editor):
    """Where two people pressed at once, a row may say two things: its state is what holds."""
    posts = apps.get_model("posts", "Post").objects
    kept = posts.exclude(status="binned").exclude(binned_at=None, binned_from="")
    kept.update(binned_at=None, binned_from="")
    posts.filter(status="binned", binned_at=None).update(binned_at=F("updated_at"))
    posts.filter(status="scheduled", published_at=None).update(status="draft")
    for post in posts.filter(status="published", slug=""):
        posts.filter(pk=post.pk).update(slug=f"post-{post.pk}")


class Migration(migrations.Migration):
    dependencies = [("posts", "0010_bylines")]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
    ]
