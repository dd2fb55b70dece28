from django.db import migrations, models


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
    FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS listed (word, place)
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


def make(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(SQLITE if is_sqlite else POSTGRESQL)


def unmake(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE search_words" if is_sqlite else POSTGRESQL_BACK)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('post', 'Post'), ('comment', 'Comment'), ('person', 'Person'), ('tag', 'Tag'), ('blog', 'Blog')], max_length=7)),
                ('object_id', models.PositiveBigIntegerField()),
                ('post_id', models.PositiveBigIntegerField(null=True)),
                ('blog_id', models.PositiveBigIntegerField(null=True)),
                ('dated_at', models.DateTimeField(null=True)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('title', models.TextField(blank=True)),
                ('author', models.TextField(blank=True)),
                ('tags', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('title_words', models.TextField(blank=True)),
                ('author_words', models.TextField(blank=True)),
                ('tags_words', models.TextField(blank=True)),
                ('body_words', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['post_id'], name='document_of_post'), models.Index(fields=['dated_at', 'id', 'kind', 'blog_id', 'year'], name='document_by_date')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='one_document_per_thing')],
            },
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
