"""Who counts as a person at the gate."""

from telegram import Chat, Message, Update, User

from handlers.gate import who_speaks


def said_by(number: object) -> Update:
    """An update as a client may forge it: the id is whatever it likes."""
    user = User(id=number, first_name="Eve", is_bot=False)  # type: ignore[arg-type]
    chat = Chat(id=number, type=Chat.PRIVATE)  # type: ignore[arg-type]
    message = Message(message_id=1, date=None, chat=chat, from_user=user)  # type: ignore[arg-type]
    return Update(update_id=1, message=message)


def test_a_person_has_a_whole_number() -> None:
    assert who_speaks(said_by(990000000001)) is not None


def test_a_number_that_no_person_has_stops_at_once() -> None:
    for number in (1e300, 3.5, 0, -5, 2**60, True, "5"):
        assert who_speaks(said_by(number)) is None
