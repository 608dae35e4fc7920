"""The buttons: one table from the action in a button to what a press does."""

from collections.abc import Awaitable, Callable

from handlers.context import Context
from mutual_aid.errors import Stale

Press = Callable[[Context], Awaitable[None]]
PRESSES: dict[str, Press] = {}


def press(action: str) -> Callable[[Press], Press]:
    """Register what a button does; the seal was checked, permission is asked by the action."""

    def register(act: Press) -> Press:
        PRESSES[action] = act
        return act

    return register


async def dispatch(context: Context) -> None:
    """Do what the pressed button says."""
    act = PRESSES.get(context.pressed.action)
    if act is None:
        raise Stale
    await act(context)
