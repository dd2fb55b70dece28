"""How many faces the front page shows: full rows of eight (on a phone four)."""

from dataclasses import dataclass

FACES_IN_A_ROW = 8
MAX_FACES = 2 * FACES_IN_A_ROW


@dataclass(frozen=True, slots=True)
class Faces:
    faces: int
    others: int
    has_join_link: bool


def faces_to_show(people: int, *, has_join_link: bool) -> Faces:
    """How many faces and others to show; without others nothing stands for them."""
    join_link = int(has_join_link)
    places = min(MAX_FACES, (people + join_link) // FACES_IN_A_ROW * FACES_IN_A_ROW)
    if not places or places == people + join_link:
        return Faces(people, 0, has_join_link)
    faces = places - join_link - 1
    return Faces(faces, people - faces, has_join_link)
