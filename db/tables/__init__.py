"""The tables. Words as in docs/glossary.md; rules that all engines must keep are here.

No nullable column stands in a UNIQUE key: two NULLs are never equal, so the key would
not hold. A chat without a forum topic has thread 0, an alert has schedule 0.
"""

from db.tables.answers import (
    Alias,
    Correction,
    Miss,
    Posting,
    Word,
)
from db.tables.articles import (
    ADDED_BY_SOMEBODY,
    Article,
    ArticleVersion,
    Figure,
    Item,
    ItemTopic,
    Series,
)
from db.tables.base import (
    Base,
    Fact,
)
from db.tables.sources import (
    HAS_ADDRESS,
    HAS_EVENT,
    IS_FOLLOWED,
    IS_OPEN,
    IS_WAITING,
    Entry,
    Errand,
    Source,
)
from db.tables.subscribers import (
    ACTIVE,
    IS_ACTIVE,
    IS_NOTED,
    Delivery,
    Schedule,
    Subscriber,
    TopicRule,
    Watch,
)
from db.tables.updates import (
    BotGate,
    ChatClaim,
    ChatGate,
    Lease,
    Update,
)

__all__ = [
    "ACTIVE",
    "ADDED_BY_SOMEBODY",
    "HAS_ADDRESS",
    "HAS_EVENT",
    "IS_ACTIVE",
    "IS_FOLLOWED",
    "IS_NOTED",
    "IS_OPEN",
    "IS_WAITING",
    "Alias",
    "Article",
    "ArticleVersion",
    "Base",
    "BotGate",
    "ChatClaim",
    "ChatGate",
    "Correction",
    "Delivery",
    "Entry",
    "Errand",
    "Fact",
    "Figure",
    "Item",
    "ItemTopic",
    "Lease",
    "Miss",
    "Posting",
    "Schedule",
    "Series",
    "Source",
    "Subscriber",
    "TopicRule",
    "Update",
    "Watch",
    "Word",
]
