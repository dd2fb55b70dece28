from django.apps import AppConfig


class WordPressComConfig(AppConfig):
    name = "accounts.wordpress_com"
    label = "wordpress_com"
