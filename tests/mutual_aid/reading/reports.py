"""A reporter of one or both sample estates, for tests of the reader."""

from collections.abc import Mapping
from datetime import UTC, datetime

from benchmarks.reading_data import sample_blocks
from mutual_aid.estates import Estate
from mutual_aid.ids import BlockId, EstateId, LeaderId, MemberId
from mutual_aid.members import Leader, LeaderRole, Member, Speaker
from mutual_aid.reading import DraftNeed, Ground, read_report
from mutual_aid.record import Language, Names

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""A Sunday, ten in the morning in Hong Kong."""

BLOCKS = sample_blocks()
GROUND = Ground(
    estate=Estate(
        estate_id=EstateId("MC"),
        names=Names.same("Sample"),
        timezone="Asia/Hong_Kong",
        languages=("yue",),
        emergency_numbers=("999",),
    ),
    blocks=BLOCKS,
)


def read(
    text: str, reporter: Speaker | None = None, own_words: Mapping[str, str] | None = None
) -> list[DraftNeed]:
    return read_report(
        text,
        estate=[GROUND],
        reporter=reporter,
        now=NOW,
        language=Language.ZH_HANT,
        own_words=own_words,
    )


def leader_of(*blocks: str) -> Speaker:
    return Speaker(member=_member(), leaders=tuple(map(_leader, blocks)))


def _member() -> Member:
    return Member(
        member_id=MemberId("M1"),
        telegram_id=None,
        names=Names.same("Leader"),
        phone="",
        spoken=("yue",),
        language=None,
        unreachable_at=None,
        locked_at=None,
    )


def _leader(block: str) -> Leader:
    return Leader(
        leader_id=LeaderId(f"L-{block}"),
        member_id=MemberId("M1"),
        role=LeaderRole.BUILDING,
        estate_id=EstateId("MC"),
        block_id=BlockId(block),
        floor_from=1,
        floor_to=30,
        home_unit_id=None,
        status="active",
        deputy_for=None,
    )
