import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('blogs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('key', models.CharField(editable=False, max_length=100, unique=True)),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('post', 'Post'), ('page', 'Page, such as About')], default='post', max_length=4, verbose_name='kind')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('private', 'Private'), ('binned', 'In the bin')], default='draft', max_length=10, verbose_name='status')),
                ('title', models.CharField(blank=True, max_length=250, verbose_name='title')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='Made from the title when left empty.', max_length=100, verbose_name='address')),
                ('source', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(200000)], verbose_name='text')),
                ('source_format', models.CharField(choices=[('markdown', 'Markdown'), ('html', 'HTML')], default='markdown', editable=False, max_length=8)),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('renderer_version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('excerpt', models.TextField(blank=True, help_text='For lists. The first words of the text when left empty.', max_length=500, verbose_name='excerpt')),
                ('opening', models.TextField(blank=True, editable=False)),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('is_sticky', models.BooleanField(default=False, verbose_name='stays on top')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('address_year', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('address_month', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('comments_open', models.BooleanField(default=True, verbose_name='takes comments')),
                ('canonical_url', models.URLField(blank=True, max_length=500, verbose_name='first published at')),
                ('imported_from', models.CharField(blank=True, default='', editable=False, max_length=255)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('preview_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('card', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('creation_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('binned_at', models.DateTimeField(editable=False, null=True)),
                ('binned_from', models.CharField(blank=True, default='', editable=False, max_length=10)),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False)),
                ('like_count', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='blogs.blog', verbose_name='blog')),
                ('categories', models.ManyToManyField(blank=True, related_name='posts', to='blogs.category', verbose_name='categories')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TagAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True, verbose_name='other spelling')),
                ('slug', models.SlugField(allow_unicode=True, editable=False, max_length=100)),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='posts.tag', verbose_name='tag')),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
            },
        ),
        migrations.CreateModel(
            name='TaggedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_in_text', models.BooleanField(default=False)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='posts.post')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='posts.tag')),
            ],
        ),
        migrations.AddField(
            model_name='post',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='posts.TaggedPost', to='posts.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('based_on', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField(default=1)),
                ('fields', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='posts.post')),
            ],
            options={
                'verbose_name': 'working copy',
                'verbose_name_plural': 'working copies',
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=400, verbose_name='address')),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='blogs.blog')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='posts.post')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'constraints': [models.UniqueConstraint(fields=('blog', 'path'), name='one_post_per_old_address')],
            },
        ),
        migrations.CreateModel(
            name='Like',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to='posts.post')),
            ],
            options={
                'verbose_name': 'like',
                'verbose_name_plural': 'likes',
                'constraints': [models.UniqueConstraint(fields=('post', 'user'), name='one_like_each')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('saved', 'Saved'), ('autosaved', 'Saved by itself'), ('found', 'As it was found')], default='saved', max_length=9)),
                ('was_public', models.BooleanField(default=False)),
                ('restored_from', models.PositiveIntegerField(null=True)),
                ('title', models.CharField(blank=True, max_length=250)),
                ('source', models.TextField(blank=True)),
                ('source_format', models.CharField(default='markdown', max_length=8)),
                ('excerpt', models.TextField(blank=True)),
                ('word_count', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='posts.post')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'constraints': [models.UniqueConstraint(fields=('post', 'number'), name='one_revision_per_version')],
            },
        ),
        migrations.AddConstraint(
            model_name='taggedpost',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='one_tag_per_post'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['blog', 'kind', 'status', 'published_at'], name='post_of_blog'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['kind', 'status', 'published_at'], name='post_of_community'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['author', 'status', 'published_at'], name='post_of_author'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('binned_at__isnull', False)), fields=['binned_at'], name='post_in_the_bin'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'post')), fields=('blog', 'address_year', 'address_month', 'slug'), name='one_post_per_address'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'page')), fields=('blog', 'slug'), name='one_page_per_address'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('imported_from', ''), _negated=True), fields=('blog', 'imported_from'), name='one_post_per_import'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('creation_key', ''), _negated=True), fields=('author', 'creation_key'), name='one_post_per_creation_key'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('preview_key', ''), _negated=True), fields=('preview_key',), name='one_post_per_preview'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(models.Q(('slug', ''), _negated=True), ('address_month__isnull', False), ('address_year__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='published_post_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'scheduled'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='scheduled_post_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('binned_at__isnull', False), ('status', 'binned')), models.Q(models.Q(('status', 'binned'), _negated=True), ('binned_at__isnull', True), ('binned_from', '')), _connector='OR'), name='only_what_is_binned_says_so'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('comment_count__gte', 0), ('like_count__gte', 0)), name='post_counts_are_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='workingcopy',
            constraint=models.UniqueConstraint(fields=('post', 'by'), name='one_working_copy_per_person'),
        ),
    ]
