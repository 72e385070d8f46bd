"""Right requests are carried out, and answered as Telegram does."""

import struct
from typing import Any

import pytest

from bot.sandbox.files import picture_size
from bot.sandbox.refusals import BadRequest
from tests.unit.sandbox.world import BUTTONS, PNG, Client, World

_JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab"
    b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"\x03abcdefgh"
)


async def result(client: Client, method: str, **given: Any) -> Any:
    status, body = await client.call(method, **given)
    assert (status, body["ok"]) == (200, True)
    return body["result"]


async def test_get_me_tells_who_the_bot_is(world: World, client: Client) -> None:
    me = await result(client, "getMe")
    assert (me["id"], me["is_bot"]) == (world.telegram.bot.id, True)
    assert me["can_read_all_group_messages"] is False


async def test_method_names_are_not_case_sensitive(client: Client) -> None:
    assert await result(client, "getme") == await result(client, "GETME")


async def test_an_edit_replaces_the_text_and_the_buttons(
    world: World, client: Client
) -> None:
    mine = {"chat_id": world.ids["ada"], "message_id": world.messages["mine"]}
    edited = await result(client, "editMessageText", text="*Bye*", **mine)
    assert edited["text"] == "*Bye*"
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    marked = await result(
        client, "editMessageReplyMarkup", reply_markup=BUTTONS, **mine
    )
    assert (marked["text"], marked["reply_markup"]) == ("*Bye*", BUTTONS)


async def test_a_caption_and_a_picture_are_edited(world: World, client: Client) -> None:
    ada = world.ids["ada"]
    picture = {"chat_id": ada, "message_id": world.messages["picture"]}
    edited = await result(client, "editMessageCaption", caption="New", **picture)
    assert edited["caption"] == "New"
    _, sent = await client.upload("sendDocument", {"document": PNG}, chat_id=ada)
    file_id = sent["result"]["document"]["file_id"]
    media = {"type": "photo", "media": file_id, "caption": "Other"}
    edited = await result(client, "editMessageMedia", media=media, **picture)
    assert (edited["caption"], edited["photo"][0]["file_id"]) == ("Other", file_id)


async def test_messages_are_deleted(world: World, client: Client) -> None:
    ada, chat = world.ids["ada"], world.chats["ada"]
    mine, hers = world.messages["mine"], world.messages["hers"]
    await result(client, "deleteMessage", chat_id=ada, message_id=mine)
    await result(client, "deleteMessages", chat_id=ada, message_ids=[mine, hers])
    assert {mine, hers}.isdisjoint(chat.messages)


async def test_an_administrator_deletes_what_others_wrote(
    world: World, client: Client
) -> None:
    desk = world.chats["desk"]
    world.telegram.promote_bot(desk)
    hers = world.messages["hers in the desk"]
    await result(client, "deleteMessage", chat_id=desk.id, message_id=hers)
    assert hers not in desk.messages


async def test_a_reply_shows_what_it_answers(world: World, client: Client) -> None:
    given = {"chat_id": world.ids["ada"], "text": "Yes"}
    hers = world.messages["hers"]
    sent = await result(
        client, "sendMessage", reply_parameters={"message_id": hers}, **given
    )
    assert sent["reply_to_message"]["text"] == "Hi"
    lost = {"message_id": 9_999, "allow_sending_without_reply": True}
    sent = await result(client, "sendMessage", reply_parameters=lost, **given)
    assert "reply_to_message" not in sent


async def test_a_reply_keyboard_belongs_to_the_chat(
    world: World, client: Client
) -> None:
    given = {"chat_id": world.ids["ada"], "text": "Choose"}
    keys = {"keyboard": [["One", {"text": "Two"}]]}
    sent = await result(client, "sendMessage", reply_markup=keys, **given)
    assert "reply_markup" not in sent
    assert world.chats["ada"].keyboard == {
        "keyboard": [[{"text": "One"}, {"text": "Two"}]]
    }
    gone = {"remove_keyboard": True}
    await result(client, "sendMessage", reply_markup=gone, **given)
    assert world.chats["ada"].keyboard is None


async def test_options_of_a_message_are_kept(world: World, client: Client) -> None:
    preview = {"is_disabled": True}
    sent = await result(
        client,
        "sendMessage",
        chat_id=world.ids["ada"],
        text="https://example.org",
        link_preview_options=preview,
        protect_content=True,
    )
    assert sent["link_preview_options"] == preview
    assert sent["has_protected_content"] is True
    assert sent["entities"] == [{"type": "url", "offset": 0, "length": 19}]


async def test_an_action_is_shown(world: World, client: Client) -> None:
    shown: list[Any] = []
    world.telegram.listen(shown.append)
    ada = world.ids["ada"]
    await result(client, "sendChatAction", chat_id=ada, action="typing")
    assert shown == [{"type": "action", "chat": ada, "action": "typing"}]


async def test_chats_and_members_are_told(world: World, client: Client) -> None:
    desk, ada = world.ids["desk"], world.ids["ada"]
    chat = await result(client, "getChat", chat_id=desk)
    assert (chat["title"], chat["type"]) == ("The desk", "group")
    owner = await result(client, "getChatMember", chat_id=desk, user_id=ada)
    assert owner["status"] == "creator"
    bot = world.telegram.bot.id
    own = await result(client, "getChatMember", chat_id=world.ids["news"], user_id=bot)
    assert (own["status"], own["can_post_messages"]) == ("administrator", True)
    listed = await result(client, "getChatAdministrators", chat_id=world.ids["news"])
    assert [one["user"]["id"] for one in listed] == [ada, bot]
    assert await result(client, "getChatMemberCount", chat_id=desk) == 2


async def test_a_bot_leaves_a_group(world: World, client: Client) -> None:
    desk = world.ids["desk"]
    await result(client, "leaveChat", chat_id=desk)
    status, body = await client.call("getChat", chat_id=desk)
    assert (status, body["description"]) == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ],
)
async def test_what_a_bot_says_about_itself_depends_on_the_language(
    name: str, field: str, client: Client
) -> None:
    await result(client, f"setMy{name}", **{field: "Figures"})
    await result(client, f"setMy{name}", **{field: "Zahlen", "language_code": "de"})
    assert await result(client, f"getMy{name}") == {field: "Figures"}
    german = await result(client, f"getMy{name}", language_code="de")
    french = await result(client, f"getMy{name}", language_code="fr")
    assert (german, french) == ({field: "Zahlen"}, {field: "Figures"})


async def test_command_lists_are_kept_by_scope(world: World, client: Client) -> None:
    commands = [{"command": "help", "description": "Help"}]
    here = {"type": "chat_member", "chat_id": world.ids["desk"], "user_id": 7}
    await result(client, "setMyCommands", commands=commands, scope=here)
    assert await result(client, "getMyCommands", scope=here) == commands
    assert await result(client, "getMyCommands") == []


@pytest.mark.parametrize(
    ("content", "size"),
    [
        pytest.param(PNG, (2, 2), id="PNG"),
        pytest.param(_JPEG, (40, 30), id="JPEG"),
        pytest.param(b"GIF89a" + struct.pack("<HH", 5, 6) + bytes(8), (5, 6), id="GIF"),
    ],
)
def test_the_size_of_a_picture_is_read(content: bytes, size: tuple[int, int]) -> None:
    assert picture_size(content) == size


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0\x00\x04ab", PNG[:20], b""])
def test_a_picture_that_is_cut_off_is_none(content: bytes) -> None:
    with pytest.raises(BadRequest, match="IMAGE_PROCESS_FAILED"):
        picture_size(content)


def test_the_oldest_messages_are_forgotten_beyond_the_history(
    world: World,
) -> None:
    desk, ada = world.chats["desk"], world.people["ada"]
    world.telegram.history = len(ada.sees(desk))
    ada.says("/one", desk)
    ada.says("/two", desk)
    assert [seen.text for seen in ada.sees(desk)][-2:] == ["/one", "/two"]
    assert len(ada.sees(desk)) == world.telegram.history
