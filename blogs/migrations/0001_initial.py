import blogs.models.blog
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Blog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$', 'Small letters, digits and hyphens only, please.')], verbose_name='address')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
                ('language', models.CharField(default='en-GB', max_length=20, verbose_name='language')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60, validators=[blogs.models.blog.valid_time_zone], verbose_name='time zone')),
                ('colour', models.CharField(choices=[('oxblood', 'Oxblood'), ('bottle', 'Bottle green'), ('navy', 'Navy'), ('plum', 'Plum'), ('petrol', 'Petrol'), ('tobacco', 'Tobacco')], default='oxblood', max_length=10, verbose_name='colour')),
                ('date_style', models.CharField(choices=[('long_us', 'August 4, 2010'), ('weekday_uk', 'Monday, 2 July 2012')], default='weekday_uk', max_length=12, verbose_name='dates')),
                ('byline_style', models.CharField(choices=[('below', 'A line below the title'), ('date_above', 'The date above the title, the name below'), ('none', 'Name and date after the text')], default='below', max_length=12, verbose_name='byline')),
                ('comments_heading', models.CharField(choices=[('responses', '4 Responses to …'), ('thoughts', '4 thoughts on …'), ('comments', '4 comments:')], default='responses', max_length=10, verbose_name='heading of the comments')),
                ('has_likes', models.BooleanField(default=True, verbose_name='readers may like posts')),
                ('who_may_comment', models.CharField(choices=[('anyone', 'Anyone, guests too'), ('members', 'People who are signed in')], default='anyone', max_length=10, verbose_name='who may comment')),
                ('what_waits', models.CharField(choices=[('every', 'Every comment of a guest'), ('first', 'Only a guest’s first comment'), ('none', 'No comment')], default='every', help_text='A guest is known by the browser or the private link that wrote an approved comment, never by a name or an address that somebody types.', max_length=10, verbose_name='what waits for approval')),
                ('close_after_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='comments close after (days)')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': 'blog',
                'verbose_name_plural': 'blogs',
            },
        ),
        migrations.CreateModel(
            name='BlogMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('editor', 'Editor'), ('author', 'Author'), ('guest', 'Guest author')], default='author', max_length=10, verbose_name='role')),
                ('joined_at', models.DateTimeField(auto_now_add=True, null=True, verbose_name='since')),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='blogs.blog', verbose_name='blog')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, max_length=80, verbose_name='address')),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='blogs.blog', verbose_name='blog')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now=True)),
                ('blog', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='handover', to='blogs.blog')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='blogs.blogmember')),
            ],
            options={
                'verbose_name': 'handing over',
                'verbose_name_plural': 'handings over',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('editor', 'Editor'), ('author', 'Author'), ('guest', 'Guest author')], default='author', max_length=10, verbose_name='role')),
                ('key_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('declined_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('blog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='blogs.blog')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.AddConstraint(
            model_name='blogmember',
            constraint=models.UniqueConstraint(fields=('blog', 'user'), name='one_role_per_member'),
        ),
        migrations.AddConstraint(
            model_name='blogmember',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'owner')), fields=('blog',), name='one_owner_per_blog'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(models.F('blog'), django.db.models.functions.text.Lower('name'), name='one_category_per_name'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(fields=('blog', 'slug'), name='one_category_per_address'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('blog'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True)), name='one_open_invitation_each'),
        ),
    ]
