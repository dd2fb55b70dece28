from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, author, tags, body,
    content='search_document', content_rowid='id',
    tokenize="porter unicode61 remove_diacritics 2", prefix='2 3'
)
"""

# Between signs that look like a tag PostgreSQL would read no words: the text is plain, "<" is just a
# sign. unaccent comes from the contrib package of PostgreSQL; whoever owns the database may create it.
POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TEXT SEARCH CONFIGURATION search_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION search_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
ALTER TABLE search_document ADD COLUMN words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('search_english', translate(title, '<>', '  ')), 'A')
    || setweight(to_tsvector('search_english', translate(author, '<>', '  ')), 'B')
    || setweight(to_tsvector('search_english', translate(tags, '<>', '  ')), 'B')
    || setweight(to_tsvector('search_english', translate(body, '<>', '  ')), 'D')
) STORED;
CREATE INDEX search_document_words ON search_document USING gin (words);
"""

POSTGRESQL_BACK = """
ALTER TABLE search_document DROP COLUMN words;
DROP TEXT SEARCH CONFIGURATION search_english;
"""


def make(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(SQLITE if is_sqlite else POSTGRESQL)


def unmake(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE search_words" if is_sqlite else POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
