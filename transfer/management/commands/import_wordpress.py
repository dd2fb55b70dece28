from transfer.importers.wordpress.reader import WordPressReader
from transfer.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Brings a WordPress export into a blog. Run again, it adds only what is not there yet."
    reader = WordPressReader
