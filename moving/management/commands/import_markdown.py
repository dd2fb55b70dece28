from moving.importers.markdown import MarkdownReader
from moving.management.moving_in import MovingIn


class Command(MovingIn):
    help = "Brings a folder of Markdown with front matter, or a zip of one, into a blog."
    reader = MarkdownReader
    argument = "FOLDER"
