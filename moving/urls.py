from django.urls import path

from moving import arriving_desk, leaving_desk, persons_desk

app_name = "moving"

urlpatterns = [
    path("everything/", persons_desk.everything, name="everything"),
    path("everything/<int:number>/", persons_desk.everything_file, name="everything_file"),
    path("@<handle:handle>/arrive/", arriving_desk.arrive, name="arrive"),
    path("@<handle:handle>/arrive/<int:number>/", arriving_desk.arrival, name="arrival"),
    path("@<handle:handle>/leave/", leaving_desk.leave, name="leave"),
    path("@<handle:handle>/leave/<int:number>/", leaving_desk.departure, name="departure"),
    path("letters/<str:token>/stop/", leaving_desk.stop, name="stop"),
]
