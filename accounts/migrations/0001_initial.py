import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('handle', models.CharField(help_text='Small letters, digits and hyphens: the last part of the person’s address.', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$', 'Small letters, digits and hyphens only, please.')], verbose_name='handle')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                ('looks_like', models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('bio', models.TextField(blank=True, max_length=600, verbose_name='about')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('region', models.CharField(blank=True, max_length=80, verbose_name='region')),
                ('avatar', models.ImageField(blank=True, upload_to='avatars', verbose_name='picture')),
                ('is_staff', models.BooleanField(default=False, verbose_name='host')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
        ),
        migrations.CreateModel(
            name='FormerHandle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.CharField(max_length=40, unique=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_handles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'former handle',
                'verbose_name_plural': 'former handles',
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=80, verbose_name='provider')),
                ('provider_name', models.CharField(max_length=80, verbose_name='provider’s name')),
                ('uid', models.CharField(max_length=191, verbose_name='number there')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name there')),
                ('profile_url', models.URLField(blank=True, max_length=500, verbose_name='page there')),
                ('avatar', models.ImageField(blank=True, upload_to='avatars', verbose_name='picture')),
                ('avatar_source', models.URLField(blank=True, editable=False, max_length=1000)),
                ('last_used_at', models.DateTimeField(auto_now=True, verbose_name='last used')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'identity',
                'verbose_name_plural': 'identities',
            },
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='user_by_email'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.UniqueConstraint(fields=('provider', 'uid'), name='one_identity_per_account'),
        ),
    ]
