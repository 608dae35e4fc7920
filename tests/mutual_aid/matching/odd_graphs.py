"""Small random problems with everything odd in them that a real pool may once hold."""

import os
from random import Random, SystemRandom

from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import Pair, Person, Place
from tests.mutual_aid.planning import Problem


def drawn_seed() -> int:
    """Return another seed every time, or the one that FUZZ_SEED says, and print it."""
    seed = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(2**32))
    print(f"FUZZ_SEED={seed}")
    return seed


def odd_problem(draw: Random, most: int) -> Problem:
    """Draw needs without anybody, caps of nothing, more wanted than there are, ties, free help."""
    needs, people = draw.randint(0, most), draw.randint(0, most)
    dear = draw.choice([0, 1, 3, 50, 10_000])
    places = [
        Place(
            NeedId(f"N{n}"),
            draw.choice([0, 1, 1, 2, 3, people + 1]),
            draw.choice([0, dear, 90, 40_000]),
        )
        for n in range(needs)
    ]
    able = [
        Person(VolunteerId(f"V{n}"), draw.choice([0, 1, 1, 2, 5]), draw.choice([0, 0, 1, 4]))
        for n in range(people)
    ]
    share = draw.choice([0.1, 0.3, 0.8, 1.0])
    pairs = [
        Pair(place.need_id, person.volunteer_id, draw.randint(0, dear))
        for place in places
        for person in able
        if draw.random() < share
    ]
    return Problem(places, able, pairs, draw.choice([0, 0, 1, 200]))


def tiny_problem(draw: Random) -> Problem:
    """Draw one with so few pairs that every choice can be tried."""
    problem = odd_problem(draw, 4)
    kept = draw.sample(problem.pairs, min(len(problem.pairs), 8))
    return problem._replace(pairs=kept)
