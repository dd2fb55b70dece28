import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models



def sort_paths_by_bytes(apps, schema_editor):
    """A path is compared byte by byte; a language's own order (Danish "aa") would tear threads apart."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar(896) COLLATE "C"'
        )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('blogs', '0001_initial'),
        ('posts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(default='', editable=False, max_length=896)),
                ('depth', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('comment', 'Comment'), ('pingback', 'Pingback')], default='comment', editable=False, max_length=10)),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('approved', 'Approved'), ('spam', 'Spam'), ('removed', 'Removed')], default='pending', max_length=10, verbose_name='status')),
                ('is_placed', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('status__in', ['approved', 'removed'])), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('is_numbered', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('parent__isnull', True), ('status__in', ['approved', 'removed'])), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('is_pending', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('status', 'pending')), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('removed_by_author', models.BooleanField(default=False, editable=False)),
                ('signed_with', models.CharField(blank=True, editable=False, max_length=80, verbose_name='signed with')),
                ('imported_identity', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('source', models.TextField(validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='text')),
                ('source_format', models.CharField(choices=[('markdown', 'Markdown'), ('html', 'HTML')], default='markdown', editable=False, max_length=8)),
                ('body_html', models.TextField(editable=False)),
                ('renderer_version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('key', models.CharField(editable=False, max_length=64)),
                ('posted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='posted')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('edited_at', models.DateTimeField(editable=False, null=True, verbose_name='edited')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('blog', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='blogs.blog')),
                ('identity', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='accounts.identity')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='replies', to='comments.comment', verbose_name='in reply to')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='posts.post', verbose_name='post')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
            },
        ),
        migrations.CreateModel(
            name='CommentRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('replaced_at', models.DateTimeField(auto_now_add=True, verbose_name='replaced')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='comments.comment')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approved', 'Approved'), ('spam', 'Marked as spam'), ('removed', 'Removed')], max_length=10, verbose_name='decision')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='comments.comment')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
            },
        ),
        migrations.CreateModel(
            name='PendingReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('source', models.TextField(blank=True)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pending_replies', to='comments.comment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pending_replies', to='posts.post')),
            ],
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('is_placed', True)), fields=['post', 'path'], name='thread_order'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('is_numbered', True)), fields=['post', 'path'], name='thread_numbers'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('is_pending', True)), fields=['post', 'path'], name='thread_pending'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('is_pending', True)), fields=['blog', 'posted_at'], name='blog_pending'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['status', 'posted_at'], name='comments_by_status'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['posted_at'], name='comments_by_time'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('post', 'key'), name='one_comment_per_key'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('depth__gte', 1), ('depth__lte', 64)), name='thread_not_too_deep'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('path', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('path'), django.db.models.expressions.CombinedExpression(models.F('depth'), '*', models.Value(14))), _connector='OR'), name='path_has_a_step_per_level'),
        ),
        migrations.RunPython(sort_paths_by_bytes, migrations.RunPython.noop),
    ]
