from moving.importers.wordpress import WordPressReader
from moving.management.moving_in import MovingIn


class Command(MovingIn):
    help = "Brings a WordPress export into a blog. Run again, it adds only what is not there yet."
    reader = WordPressReader
