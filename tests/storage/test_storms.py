"""An estate's storm is kept until it is ended, also past its time."""

from datetime import timedelta

from mutual_aid.storms import Storm
from tests.engines import TestClock
from tests.storage.world import COORDINATOR, ESTATE, LEADER, OTHER_ESTATE, World


async def test_a_storm_is_of_one_estate_and_lasts_until_it_is_ended(
    world: World, clock: TestClock
) -> None:
    storm = Storm(
        estate_id=ESTATE,
        started_at=clock(),
        ends_at=clock() + timedelta(hours=6),
        started_by=COORDINATOR,
    )
    async with world.store.turn() as turn:
        assert await turn.storms.get(ESTATE) is None
        await turn.storms.put(storm)
    clock.advance(timedelta(days=1))
    async with world.store.turn() as turn:
        assert await turn.storms.get(ESTATE) == storm
        assert await turn.storms.get(OTHER_ESTATE) is None
        await turn.storms.end(ESTATE)
        assert await turn.storms.get(ESTATE) is None
        await turn.storms.end(ESTATE)


async def test_a_longer_storm_takes_the_place_of_a_shorter_one(
    world: World, clock: TestClock
) -> None:
    first = Storm(estate_id=ESTATE, started_at=clock(), ends_at=clock(), started_by=COORDINATOR)
    longer = first.model_copy(
        update={"ends_at": clock() + timedelta(hours=3), "started_by": LEADER}
    )
    async with world.store.turn() as turn:
        await turn.storms.put(first)
        await turn.storms.put(longer)
        assert await turn.storms.get(ESTATE) == longer
