"""Whatever is done to estate files, the answer is a list of sentences and never a traceback."""

import random

from mutual_aid import estate_files
from mutual_aid.importing.problems import EstateRefused
from tests.mutual_aid.paper import Paper

ODD = ["", " ", "0", "-1", "1e9", "NaN", "٣", "²", "|", "a|", '"', "'", "\0", "\u2028", "é" * 300]
ODD += ["MC", "MC-A", "L001", "V001", "R001", "both", "none", "2026-13-01", "24:00", "99999999999"]


def said_of(contents: dict[str, bytes]) -> list[str]:
    """What is wrong; whatever else than a refusal is raised fails the test."""
    try:
        estate_files.check(contents)
    except EstateRefused as refused:
        return refused.lines()
    return []


def test_odd_cells_are_answered_with_sentences() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    refused = 0
    for _ in range(60):
        paper = Paper().only_block("MC-A")
        for _ in range(chance.randint(1, 6)):
            row = chance.choice(paper.files[chance.choice(sorted(paper.files))])
            row[chance.choice(sorted(row))] = chance.choice(ODD)
        said = said_of(paper.contents())
        assert all(line.isprintable() for line in said)
        refused += bool(said)
    assert refused > 20


def test_torn_files_are_answered_with_sentences() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    whole = Paper().only_block("MC-A").contents()
    for _ in range(60):
        contents = dict(whole)
        name = chance.choice(sorted(contents))
        torn = bytearray(contents[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(torn))
            torn[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        contents[name] = bytes(torn[: chance.choice([len(torn), chance.randrange(len(torn))])])
        assert all(line.isprintable() for line in said_of(contents))
