from moving.importers.blogger import BloggerReader
from moving.management.moving_in import MovingIn


class Command(MovingIn):
    help = "Brings a Blogger export into a blog: the old Atom file, or feed.atom of the Takeout."
    reader = BloggerReader
