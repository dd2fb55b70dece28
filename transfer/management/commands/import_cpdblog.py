from transfer.importers.archive.importer import ArchiveImporter
from transfer.importers.archive.reader import CpdblogReader
from transfer.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Brings an export of a community like this one into a blog, as it was there."
    reader = CpdblogReader
    importer = ArchiveImporter
    argument = "FILE.zip"
