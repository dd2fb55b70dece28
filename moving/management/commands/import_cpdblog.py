from moving.importers.cpdblog import CpdblogReader
from moving.importers.cpdblog_move import Homecoming
from moving.management.moving_in import MovingIn


class Command(MovingIn):
    help = "Brings an export of a community like this one into a blog, as it was there."
    reader = CpdblogReader
    move = Homecoming
    argument = "FILE.zip"
