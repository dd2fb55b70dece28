from transfer.importers.blogger.reader import BloggerReader
from transfer.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Brings a Blogger export into a blog: the old Atom file, or feed.atom of the Takeout."
    reader = BloggerReader
