from django.urls import path

from transfer.views import exports, imports, personal

app_name = "transfer"

urlpatterns = [
    path("everything/", personal.everything, name="everything"),
    path("everything/<int:pk>/", personal.everything_file, name="everything_file"),
    path("@<handle:handle>/import/", imports.start_import, name="import"),
    path("@<handle:handle>/import/<int:pk>/", imports.import_detail, name="import_detail"),
    path("@<handle:handle>/export/", exports.export_page, name="export"),
    path("@<handle:handle>/export/<int:pk>/", exports.export_file, name="export_file"),
    path("letters/<str:token>/stop/", exports.stop, name="stop"),
]
