from moving.models.arrival import Arrival
from moving.models.departure import Departure, Rhythm

__all__ = ["Arrival", "Departure", "Rhythm"]
