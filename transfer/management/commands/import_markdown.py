from transfer.importers.markdown.reader import MarkdownReader
from transfer.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Brings a folder of Markdown with front matter, or a zip of one, into a blog."
    reader = MarkdownReader
    argument = "FOLDER"
