from django.urls import path

from community import views

app_name = "community"

urlpatterns = [
    path("house-rules/", views.house_rules, name="house_rules"),
    path("privacy/", views.privacy, name="privacy"),
]
