"""A Telegram on this machine: for a first run without a token, and for the tests.

`telegram.LocalTelegram` holds the chats and knows the rules, `server.serve` puts the Bot
API and a chat page in front of it. `python -m bot` and the tests talk to it through the
same transport as to the real one.
"""
