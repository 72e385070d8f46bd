"""A small Telegram with somebody of every kind in it, and a client that calls it."""

import io
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person, Seen
from bot.sandbox.server import Served
from bot.sandbox.telegram import LocalTelegram

Json = dict[str, Any]
BUTTONS = {"inline_keyboard": [[{"text": "More", "callback_data": "more:1"}]]}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00"
    b"\x00\x00\xfd\xd4\x9as"
)
LONG_PNG = PNG[:16] + b"\x00\x00\x27\x10\x00\x00\x00\x02" + PNG[24:]  # 10,000 by 2


@dataclass
class World:
    """People and chats by name; `ids` has the chat ids, `messages` the message ids."""

    telegram: LocalTelegram
    people: dict[str, Person] = field(default_factory=dict)
    chats: dict[str, Chat] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, chat: Chat) -> Chat:
        self.chats[name], self.ids[name] = chat, chat.id
        return chat

    def bot_says(self, chat: Chat, **fields: Any) -> Seen:
        return Seen(self.telegram.post(chat, self.telegram.bot_json, **fields))


def build_world(telegram: LocalTelegram) -> World:
    world = World(telegram)
    _people(world)
    _groups(world, world.people["ada"])
    _messages(world, world.people["ada"])
    telegram.updates.drop()
    return world


def _people(world: World) -> None:
    telegram = world.telegram
    for name in ("ada", "carl", "dora"):
        person = telegram.person(name.title(), started=True)
        world.people[name] = person
        world.add(name, person.private)
    world.people["carl"].blocks_bot()
    world.people["dora"].deactivates()
    world.ids["bo"] = telegram.person("Bo").id
    world.ids["itself"] = telegram.bot.id
    world.ids["nobody"] = 4_004_004


def _groups(world: World, ada: Person) -> None:
    telegram = world.telegram
    desk = world.add("desk", telegram.group("The desk", ada))
    club = world.add("club", telegram.group("The club", ada, forum=True))
    world.ids["open"] = telegram.topic(club, "Open")
    world.ids["closed"] = telegram.topic(club, "Closed")
    world.ids["deleted"] = telegram.topic(club, "Deleted")
    club.topics[world.ids["closed"]].closed = True
    club.topics[world.ids["deleted"]].deleted = True
    world.add("news", telegram.channel("News", ada))
    telegram.promote_bot(
        world.add("mute", telegram.channel("Mute", ada)), may_post=False
    )
    telegram.restrict_bot(world.add("silent", telegram.group("Silent", ada)))
    telegram.remove_bot(world.add("gone", telegram.group("Gone", ada)))
    telegram.remove_bot(
        world.add("gone club", telegram.group("Gone", ada, supergroup=True))
    )
    left = world.add("left", telegram.group("Left", ada))
    telegram.set_bot(left, "left", telegram.bot)
    old = world.add("old", telegram.group("Old", ada))
    world.ids["new"] = telegram.upgrade(old).id
    world.messages["hers in the desk"] = ada.says("Good morning", desk).id


def _messages(world: World, ada: Person) -> None:
    chat = ada.private
    mine = world.bot_says(chat, text="Hello", reply_markup=BUTTONS)
    photo = world.bot_says(chat, photo=[{"file_id": "x"}], caption="A chart")
    world.messages |= {
        "mine": mine.id,
        "picture": photo.id,
        "hers": ada.says("Hi").id,
        "none": 9_999,
    }
    answered = ada.presses(mine, "More")
    answered.answer = {"text": ""}
    world.queries = {
        "press": ada.presses(mine, "More").id,
        "answered press": answered.id,
        "question": ada.asks_inline("robots").id,
        "none": "123",
    }


@dataclass(frozen=True)
class Client:
    """Calls the Bot API as a bot does; returns the HTTP status and the JSON body."""

    session: aiohttp.ClientSession
    served: Served

    async def call(self, method: str, **given: Any) -> tuple[int, Json]:
        return await self.post(f"{self.base}/{method}", json=given)

    async def upload(
        self, method: str, files: dict[str, bytes], **given: Any
    ) -> tuple[int, Json]:
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in given.items():
            form.add_field(name, str(value))
        for name, content in files.items():
            form.add_field(name, io.BytesIO(content), filename=f"{name}.png")
        return await self.post(f"{self.base}/{method}", data=form)

    async def post(self, path: str, **how: Any) -> tuple[int, Json]:
        async with self.session.post(f"{self.served.url}{path}", **how) as answer:
            return answer.status, await answer.json()

    @property
    def base(self) -> str:
        return f"/bot{self.served.telegram.token}"
