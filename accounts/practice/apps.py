from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "accounts.practice"
    label = "practice"
