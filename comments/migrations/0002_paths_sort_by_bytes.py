from django.db import migrations


def sort_paths_by_bytes(apps, schema_editor):
    """A path is compared byte by byte; a language's own order (Danish "aa") would tear threads apart."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar(896) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(sort_paths_by_bytes, migrations.RunPython.noop)]
