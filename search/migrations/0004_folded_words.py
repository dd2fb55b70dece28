from importlib import import_module

from django.db import migrations, models

# What is found from now on are the words of search.folding. The index is emptied here and made anew
# by `manage.py index_search --if-empty`, which bin/serve runs after the migrations.

before = import_module("search.migrations.0002_words")

SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title_words, author_words, tags_words, body_words,
    content='search_document', content_rowid='id', tokenize='ascii', prefix='2 3'
)
"""

# Each word at its place, one further on than the last of another column, so that no phrase crosses.
POSTGRESQL = """
CREATE FUNCTION search_vector(words text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(coalesce(
        string_agg(quote_literal(word) || ':' || least(place + 1, 16383), ' '), ''
    )::tsvector, weight)
    FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS said (word, place)
    WHERE word <> ''
$$;
ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    search_vector(title_words, 'A') || search_vector(author_words, 'B')
    || search_vector(tags_words, 'B') || search_vector(body_words, 'D')
) STORED;
ALTER TABLE search_document ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (
    search_vector(title_words, 'A')
) STORED;
CREATE INDEX search_document_vector ON search_document USING gin (vector);
CREATE INDEX search_document_title_vector ON search_document USING gin (title_vector);
"""

POSTGRESQL_BACK = """
ALTER TABLE search_document DROP COLUMN vector;
ALTER TABLE search_document DROP COLUMN title_vector;
DROP FUNCTION search_vector(text, "char");
"""


def empty(apps, schema_editor):
    apps.get_model("search", "Document").objects.all().delete()


def unmake_old(apps, schema_editor):
    empty(apps, schema_editor)
    before.unmake(apps, schema_editor)


def make(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(SQLITE if is_sqlite else POSTGRESQL)


def unmake(apps, schema_editor):
    empty(apps, schema_editor)
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE search_words" if is_sqlite else POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_by_date")]

    operations = [
        migrations.RunPython(unmake_old, before.make),
        migrations.AddField(
            model_name='document',
            name='author_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='document',
            name='body_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='document',
            name='tags_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='document',
            name='title_words',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('post', 'Post'), ('comment', 'Comment'), ('person', 'Person'), ('tag', 'Tag'), ('blog', 'Blog')], max_length=7),
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.CharField(max_length=30, unique=True)),
                ('text', models.CharField(max_length=30)),
                ('initial', models.CharField(max_length=1)),
                ('length', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['initial', 'length'], name='word_by_shape')],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
