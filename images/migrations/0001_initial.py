import django.db.models.deletion
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
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('name', models.CharField(editable=False, max_length=200)),
                ('widths', models.JSONField(default=list, editable=False)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('moves', models.BooleanField(editable=False, null=True)),
                ('alt', models.CharField(blank=True, max_length=500, verbose_name='what it shows')),
                ('caption', models.CharField(blank=True, max_length=500, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('credit_url', models.URLField(blank=True, max_length=500, verbose_name='where it is from')),
                ('licence', models.CharField(blank=True, choices=[('own', 'My own picture'), ('cc0', 'CC0, no rights reserved'), ('cc-by', 'CC BY 4.0'), ('cc-by-sa', 'CC BY-SA 4.0'), ('cc-by-nc', 'CC BY-NC 4.0'), ('cc-by-nc-sa', 'CC BY-NC-SA 4.0'), ('cc-by-nd', 'CC BY-ND 4.0'), ('permission', 'Used with permission')], max_length=12, verbose_name='licence')),
                ('original_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('imported_from', models.CharField(blank=True, editable=False, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='blogs.blog')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'indexes': [models.Index(fields=['name'], name='image_by_name')],
                'constraints': [models.UniqueConstraint(fields=('blog', 'digest'), name='one_image_per_picture')],
            },
        ),
    ]
