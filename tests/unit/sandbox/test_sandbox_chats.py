"""Groups, channels, topics, people: what the bot hears, and what it may do there."""

from typing import Any

import pytest

from bot.sandbox.chats import ANONYMOUS
from bot.sandbox.refusals import ImpossibleError
from tests.unit.sandbox.world import PNG, Client, World


def heard(world: World) -> list[tuple[str, Any]]:
    """The kind and the text of all updates the bot has not confirmed."""
    found = []
    for update in world.telegram.updates.pending.values():
        kind = next(name for name in update if name != "update_id")
        found.append((kind, update[kind].get("text")))
    world.telegram.updates.drop()
    return found


def test_in_a_group_a_bot_hears_only_what_is_meant_for_it(world: World) -> None:
    ada, desk = world.people["ada"], world.chats["desk"]
    mine = world.bot_says(desk, text="Good morning")
    name = world.telegram.bot.username
    ada.says("just talk", desk)
    ada.says("/latest", desk)
    ada.says(f"/latest@{name}", desk)
    ada.says("/latest@another_bot", desk)
    ada.says(f"ask @{name}", desk)
    ada.says("a reply", desk, reply_to=mine)
    assert [text for _, text in heard(world)] == [
        "/latest",
        f"/latest@{name}",
        f"ask @{name}",
        "a reply",
    ]


def test_an_administrator_hears_all(world: World) -> None:
    desk = world.chats["desk"]
    world.telegram.promote_bot(desk)
    world.people["ada"].says("just talk", desk)
    assert heard(world) == [("my_chat_member", None), ("message", "just talk")]


def test_a_bot_that_was_removed_hears_nothing(world: World) -> None:
    desk = world.chats["desk"]
    world.telegram.remove_bot(desk)
    world.people["ada"].says("/latest", desk)
    world.telegram.add_bot(desk)
    assert [kind for kind, _ in heard(world)] == ["my_chat_member"] * 2


def test_several_people_write_in_one_group(world: World) -> None:
    telegram = world.telegram
    eve, finn = telegram.person("Eve"), telegram.person("Finn")
    group = telegram.group("Both", eve, finn)
    assert eve.says("/one", group).id + 1 == finn.says("/two", group).id
    assert [seen.text for seen in eve.sees(group)] == ["", "/one", "/two"]


def test_an_anonymous_administrator_writes_as_the_group(world: World) -> None:
    desk = world.chats["desk"]
    said = world.people["ada"].says("/latest", desk, anonymous=True).json
    assert said["from"]["id"] == ANONYMOUS
    assert said["sender_chat"]["id"] == desk.id
    assert heard(world) == [("message", "/latest")]


def test_a_channel_post_has_no_sender(world: World) -> None:
    news = world.chats["news"]
    said = world.people["ada"].says("News", news).json
    assert "from" not in said
    assert said["sender_chat"]["id"] == news.id
    assert heard(world) == [("channel_post", "News")]


async def test_a_bot_posts_in_its_channel_and_edits_there(
    world: World, client: Client
) -> None:
    news = world.ids["news"]
    _, sent = await client.call("sendMessage", chat_id=news, text="News")
    message = sent["result"]["message_id"]
    status, _ = await client.call(
        "editMessageText", chat_id=news, message_id=message, text="Old"
    )
    assert status == 200
    assert world.chats["news"].messages[message]["text"] == "Old"


async def test_a_channel_is_found_by_its_name(world: World, client: Client) -> None:
    world.telegram.channel("Public", world.people["ada"], username="Tally_News")
    status, _ = await client.call("sendMessage", chat_id="@tally_news", text="News")
    assert status == 200


async def test_a_message_to_a_topic_stays_in_it(world: World, client: Client) -> None:
    club, thread = world.ids["club"], world.ids["open"]
    _, sent = await client.call(
        "sendMessage", chat_id=club, text="Hi", message_thread_id=thread
    )
    assert sent["result"]["message_thread_id"] == thread
    assert sent["result"]["is_topic_message"] is True


async def test_an_administrator_writes_in_a_closed_topic(
    world: World, client: Client
) -> None:
    world.telegram.promote_bot(world.chats["club"])
    given = {"chat_id": world.ids["club"], "message_thread_id": world.ids["closed"]}
    status, _ = await client.call("sendMessage", text="Hi", **given)
    assert status == 200


def test_an_upgraded_group_goes_on_under_its_new_id(world: World) -> None:
    desk = world.chats["desk"]
    new = world.telegram.upgrade(desk)
    left, entered = world.telegram.updates.pending.values()
    assert left["message"]["migrate_to_chat_id"] == new.id
    assert entered["message"]["migrate_from_chat_id"] == desk.id
    assert world.people["ada"].says("/latest", new).json["chat"]["id"] == new.id
    with pytest.raises(ImpossibleError, match="supergroup"):
        world.people["ada"].says("/latest", desk)


def test_blocking_and_unblocking_is_told(world: World) -> None:
    ada = world.people["ada"]
    ada.blocks_bot()
    with pytest.raises(ImpossibleError, match="blocked"):
        ada.says("Hi")
    ada.unblocks_bot()
    assert [kind for kind, _ in heard(world)] == ["my_chat_member"] * 2


def test_a_press_and_its_answer(world: World) -> None:
    ada = world.people["ada"]
    press = ada.presses(ada.sees()[0], "More")
    query = next(iter(world.telegram.updates.pending.values()))["callback_query"]
    assert (query["id"], query["data"]) == (press.id, "more:1")
    assert press.answer is None


async def test_a_press_is_answered_once_with_a_note(
    world: World, client: Client
) -> None:
    press = world.telegram.presses[world.queries["press"]]
    status, _ = await client.call(
        "answerCallbackQuery", callback_query_id=press.id, text="Done", show_alert=True
    )
    assert status == 200
    assert press.answer == {"text": "Done", "show_alert": True}


async def test_an_inline_question_is_answered(world: World, client: Client) -> None:
    asked = world.people["ada"].asks_inline("robots")
    update = next(iter(world.telegram.updates.pending.values()))
    assert update["inline_query"]["query"] == "robots"
    content = {"message_text": "989 million"}
    article = {"type": "article", "id": "1", "title": "R"}
    status, _ = await client.call(
        "answerInlineQuery",
        inline_query_id=asked.id,
        results=[article | {"input_message_content": content}],
    )
    assert status == 200
    assert asked.results is not None
    assert asked.results[0]["title"] == "R"


async def test_a_picture_is_sent_known_again_and_downloaded(
    world: World, client: Client
) -> None:
    ada = world.ids["ada"]
    _, sent = await client.upload(
        "sendPhoto", {"chart": PNG}, chat_id=ada, photo="attach://chart", caption="9"
    )
    photo = sent["result"]["photo"][0]
    assert (photo["width"], photo["height"]) == (2, 2)
    again, _ = await client.call("sendPhoto", chat_id=ada, photo=photo["file_id"])
    assert again == 200
    _, told = await client.call("getFile", file_id=photo["file_id"])
    served = client.served
    url = f"{served.url}/file{client.base}/{told['result']['file_path']}"
    async with client.session.get(url) as answer:
        assert await answer.read() == PNG


def test_a_forward_keeps_its_first_origin(world: World) -> None:
    ada = world.people["ada"]
    news = ada.says("News", world.chats["news"])
    first = ada.forwards(news)
    again = ada.forwards(first).json
    assert again["forward_origin"]["chat"]["id"] == world.ids["news"]
    assert again["text"] == "News"


def test_an_edit_of_ones_own_message_is_told(world: World) -> None:
    ada = world.people["ada"]
    said = ada.says("One")
    ada.edits(said, "Two")
    assert heard(world) == [("message", "One"), ("edited_message", "Two")]


@pytest.mark.parametrize("payload", ["a b", "a" * 65, "é", "a.b"])
def test_a_start_parameter_is_short_and_plain(payload: str, world: World) -> None:
    with pytest.raises(ImpossibleError, match="start parameter"):
        world.people["ada"].starts(payload)


def test_a_start_parameter_comes_behind_the_command(world: World) -> None:
    assert world.people["ada"].starts("from_site-1").text == "/start from_site-1"


@pytest.mark.parametrize("topic", ["deleted", "nobody"])
def test_a_person_cannot_write_where_there_is_no_topic(
    topic: str, world: World
) -> None:
    with pytest.raises(ImpossibleError, match="topic"):
        world.people["ada"].says("Hi", world.chats["club"], thread=world.ids[topic])


def test_only_members_write(world: World) -> None:
    with pytest.raises(ImpossibleError, match="members"):
        world.people["dora"].says("Hi", world.chats["desk"])
    with pytest.raises(ImpossibleError, match="empty"):
        world.people["ada"].says(" ")


async def test_a_command_list_is_the_narrowest_there_is(
    world: World, client: Client
) -> None:
    def listed(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name} for name in names]

    group = {"type": "all_group_chats"}
    await client.call("setMyCommands", commands=listed("help", "latest"))
    await client.call("setMyCommands", commands=listed("hilfe"), language_code="de")
    await client.call("setMyCommands", commands=listed("latest"), scope=group)
    profile, ada, desk = world.telegram.profile, world.ids["ada"], world.ids["desk"]
    assert profile.shown(ada, ada, "fr", admin=False) == listed("help", "latest")
    assert profile.shown(ada, ada, "de", admin=False) == listed("hilfe")
    assert profile.shown(desk, ada, "fr", admin=True) == listed("latest")
    await client.call("deleteMyCommands", scope=group)
    assert profile.shown(desk, ada, "fr", admin=True) == listed("help", "latest")


async def test_a_request_is_the_same_in_every_form(
    world: World, client: Client
) -> None:
    url = f"{client.served.url}{client.base}/sendMessage"
    given = {"chat_id": str(world.ids["ada"]), "text": "caf\u00e9 & <b>9</b>"}
    async with client.session.get(url, params=given) as answer:
        assert answer.status == 200
    async with client.session.post(url, data=given) as answer:
        assert answer.status == 200
    assert (await client.call("sendMessage", **given))[0] == 200
    assert (await client.upload("sendMessage", {}, **given))[0] == 200
    texts = [seen.text for seen in world.people["ada"].heard()[-4:]]
    assert texts == [given["text"]] * 4
    assert len(world.telegram.requests) == 4
