from transfer.models.exports import Export, ExportSchedule
from transfer.models.imports import Import

__all__ = ["Export", "ExportSchedule", "Import"]
