from django.urls import path

from transfer.views import exports, imports, personal

app_name = "transfer"

urlpatterns = [
    path("everything/", personal.everything, name="everything"),
    path("everything/<int:number>/", personal.everything_file, name="everything_file"),
    path("@<handle:handle>/import/", imports.arrive, name="import"),
    path("@<handle:handle>/import/<int:number>/", imports.import_, name="import_detail"),
    path("@<handle:handle>/export/", exports.leave, name="export"),
    path("@<handle:handle>/export/<int:number>/", exports.export, name="export_file"),
    path("letters/<str:token>/stop/", exports.stop, name="stop"),
]
