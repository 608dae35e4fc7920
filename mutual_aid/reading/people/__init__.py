"""How many people need help: said in figures, as a household, as a couple; helpers left out."""

from mutual_aid.reading.people.deciding import PeopleRead, people_in

__all__ = ["PeopleRead", "people_in"]
