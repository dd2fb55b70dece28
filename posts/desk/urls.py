from django.urls import path

from posts.desk import home, pictures

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("@<handle:handle>/pictures/", pictures.library, name="pictures"),
    path("@<handle:handle>/pictures/<int:number>/", pictures.picture, name="picture"),
    path(
        "@<handle:handle>/pictures/<int:number>/throw-away/",
        pictures.throw_away,
        name="throw_away_picture",
    ),
]
