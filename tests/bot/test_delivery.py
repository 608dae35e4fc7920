"""Messages go out: each outcome of a send, cards in place, and what is taken back."""

from datetime import timedelta

from mutual_aid.notices import Kind
from tests.bot.little_network import member_id_of, message
from tests.bot.stage import Stage

ANN, BEN = 1, 2


async def test_the_same_thing_is_one_card_that_changes_in_place(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "recorded"))
    await stage.settled()
    await stage.sends(message(ANN, "accepted"))
    await stage.settled()

    (card,) = stage.phone(ANN).messages
    assert card.text == "accepted"
    assert card.edited
    assert stage.outbox() == ["sent", "sent"]


async def test_different_things_are_different_cards(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "one"), message(ANN, "two", object_id="N2"))
    await stage.settled()

    assert [one.text for one in stage.phone(ANN).messages] == ["one", "two"]


async def test_a_fresh_message_comes_with_sound_and_the_old_one_goes(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "asking"))
    await stage.settled()
    await stage.sends(message(ANN, "accepted", fresh=True))
    await stage.settled()

    (card,) = stage.phone(ANN).messages
    assert card.text == "accepted"
    assert not card.edited
    assert stage.calls("sendMessage", "deleteMessage") == [
        "sendMessage",
        "sendMessage",
        "deleteMessage",
    ]


async def test_showing_the_same_again_is_no_mistake(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    for _ in range(2):
        await stage.sends(message(ANN, "the same"))
        await stage.settled()

    assert stage.outbox() == ["sent", "sent"]
    assert len(stage.phone(ANN).messages) == 1


async def test_a_card_that_the_reader_deleted_is_sent_anew(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "first"))
    await stage.settled()
    stage.chat(ANN).messages.clear()
    await stage.sends(message(ANN, "second"))
    await stage.settled()
    await stage.sends(message(ANN, "third"))
    await stage.settled()

    (card,) = stage.phone(ANN).messages
    assert (card.text, card.edited) == ("third", True)


async def test_buttons_are_sealed_for_their_reader_and_go_when_there_are_none(stage: Stage) -> None:
    await stage.knows(ANN, BEN)
    await stage.start()
    await stage.sends(message(ANN, "press", facts={"button": 1}))
    await stage.settled()
    (card,) = stage.phone(ANN).messages
    assert card.labels == ["Press"]
    data = card.buttons[0][0].data
    assert data is not None
    await stage.phone(ANN).presses("Press")
    await stage.phone(ANN).reads("pressed t.press")
    await stage.phone(BEN).presses_data(1, data)
    await stage.phone(BEN).reads("refused: not_yours")

    await stage.sends(message(ANN, "no more"))
    await stage.settled()
    assert stage.phone(ANN).messages[0].labels == []


async def test_single_sentences_never_replace_each_other(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    for text in ("one", "two"):
        await stage.sends(message(ANN, text, Kind.SAY))
        await stage.settled()

    assert [one.text for one in stage.phone(ANN).messages] == ["one", "two"]
    assert stage.rows("SELECT count(*) FROM cards") == [(0,)]


async def test_details_are_protected_and_remembered_as_private(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "flat 2107", Kind.TASK, facts={"private": 1}))
    await stage.settled()

    assert stage.phone(ANN).messages[0].protected
    assert stage.rows("SELECT private FROM cards") == [(1,)]


async def test_details_never_appear_in_a_message_that_is_not_protected(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "an offer", Kind.TASK))
    await stage.settled()
    await stage.sends(message(ANN, "flat 2107", Kind.TASK, facts={"private": 1}))
    await stage.settled()

    (card,) = stage.phone(ANN).messages
    assert card.text == "flat 2107"
    assert card.protected


async def test_a_card_whose_details_are_gone_is_not_private_any_more(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "flat 2107", Kind.TASK, facts={"private": 1}))
    await stage.settled()
    await stage.sends(message(ANN, "thank you", Kind.TASK))
    await stage.settled()

    assert len(stage.phone(ANN).messages) == 1
    assert stage.rows("SELECT private FROM cards") == [(0,)]


async def test_details_are_taken_back(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "flat 2107", Kind.TASK, facts={"private": 1}))
    await stage.settled()
    await stage.sends(message(ANN, "", Kind.RETRACT, facts={"retract": "task"}))
    await stage.settled()

    assert stage.phone(ANN).messages == []
    assert stage.rows("SELECT count(*) FROM cards") == [(0,)]


async def test_details_that_are_too_old_to_be_deleted_are_blanked(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "flat 2107", Kind.TASK, facts={"private": 1, "button": 1}))
    await stage.settled()
    stage.advance(timedelta(hours=49))
    await stage.sends(message(ANN, "", Kind.RETRACT, facts={"retract": "task"}))
    await stage.settled()

    (card,) = stage.phone(ANN).messages
    assert (card.text, card.labels) == ("It has ended.", [])
    assert stage.rows("SELECT count(*) FROM cards") == [(0,)]


async def test_taking_back_what_is_not_there_is_no_mistake(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "", Kind.RETRACT, facts={"retract": "task"}))
    await stage.settled()

    assert stage.rows("SELECT state, error FROM outbox") == [("sent", "nothing to take back")]


async def test_a_photo_is_shown_protected_and_can_be_taken_back(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    number = await stage.phone(BEN).sends_photo()
    photo = stage.chat(BEN).messages[number].file
    assert photo is not None
    file_id = photo.id
    for _ in range(2):
        facts = {"media": "photo", "file_id": file_id, "private": 1}
        await stage.sends(message(ANN, "the door", Kind.ATTACHMENT, facts=facts))
        await stage.settled()
    first, second = stage.phone(ANN).messages
    assert first.has_photo
    assert second.protected

    await stage.sends(message(ANN, "", Kind.RETRACT, facts={"retract": "attachment"}))
    await stage.settled()
    assert stage.phone(ANN).messages == []


async def test_the_menu_of_one_chat_is_set(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "Begin", Kind.MENU, facts={"menu": 1}))
    await stage.settled()

    assert stage.calls("setMyCommands") == ["setMyCommands"]
    assert stage.outbox() == ["sent"]


async def test_where_nothing_is_to_be_said_any_more_nothing_is_sent(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "late", facts={"nothing": 1}))
    await stage.settled()

    assert stage.phone(ANN).messages == []
    assert stage.rows("SELECT state, error FROM outbox") == [("sent", "nothing to say")]


async def test_whoever_blocked_the_bot_is_unreachable_and_others_are_told(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.phone(ANN).blocks_bot()
    await stage.sends(message(ANN, "hello"))
    await stage.settled()

    assert stage.outbox() == ["refused"]
    assert stage.network.gone == [member_id_of(ANN)]
    assert stage.rows("SELECT unreachable_at IS NOT NULL FROM members") == [(1,)]


async def test_whoever_never_started_the_bot_is_unreachable(stage: Stage) -> None:
    await stage.knows(ANN)
    stage.chat(ANN).started = False
    await stage.start()
    await stage.sends(message(ANN, "hello"))
    await stage.settled()

    assert stage.outbox() == ["refused"]
    assert stage.network.gone == [member_id_of(ANN)]


async def test_a_chat_that_does_not_exist_is_unreachable(stage: Stage) -> None:
    await stage.knows(ANN)
    del stage.playground.world.chats[ANN]
    del stage.playground.world.people[ANN]
    await stage.start()
    await stage.sends(message(ANN, "hello"))
    await stage.settled()

    assert stage.outbox() == ["refused"]


async def test_a_message_that_telegram_never_takes_is_dead_and_the_next_one_goes_out(
    stage: Stage,
) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "x" * 5000, Kind.SAY), message(ANN, "short", Kind.SAY))
    await stage.settled()

    assert stage.outbox() == ["dead", "sent"]
    assert stage.rows("SELECT error FROM outbox WHERE state = 'dead'") == [
        ("BadRequest: message is too long",)
    ]


async def test_a_message_without_words_is_tried_again_later_and_stops_nobody(stage: Stage) -> None:
    await stage.knows(ANN, BEN)
    await stage.start()
    await stage.sends(message(ANN, "?", facts={"broken": 1}), message(BEN, "fine"))
    await stage.phone(BEN).reads("fine")
    await stage.settled()

    assert stage.rows("SELECT state, tries FROM outbox ORDER BY row_id") == [
        ("waiting", 1),
        ("sent", 0),
    ]


async def test_a_message_for_later_waits_for_its_time(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    tomorrow = stage.clock.now() + timedelta(hours=10)
    await stage.sends(message(ANN, "good morning", not_before_at=tomorrow))
    await stage.settled()
    assert stage.phone(ANN).messages == []

    stage.advance(timedelta(hours=10, seconds=1))
    await stage.phone(ANN).reads("good morning")
