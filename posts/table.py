"""Who sits at the table of the front page. Rows of eight seats (on a phone four) are kept full."""

from dataclasses import dataclass

SEATS_IN_A_ROW = 8
MOST_SEATS = 2 * SEATS_IN_A_ROW


@dataclass(frozen=True, slots=True)
class Table:
    faces: int
    others: int
    has_chair: bool


def lay_table(people: int, *, has_chair: bool) -> Table:
    """How many faces and others to show; without others there is no seat for them."""
    chair = int(has_chair)
    seats = min(MOST_SEATS, (people + chair) // SEATS_IN_A_ROW * SEATS_IN_A_ROW)
    if not seats or seats == people + chair:
        return Table(people, 0, has_chair)
    faces = seats - chair - 1
    return Table(faces, people - faces, has_chair)
