"""Figures as results of an inline query."""

from collections.abc import Sequence

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Decision, Zone
from briefings.digests.render import value_text
from handlers.replies.answers import card
from handlers.replies.figures import about, when_text
from handlers.replies.markup import as_plain_text, cut

ASK_ME = "Nothing found. Ask me in our chat"


def inline_figures(decision: Decision) -> list[Candidate]:
    """Return what may be sent for a question: the answer first, then the next best.

    What is only near is not offered: it would be sent as if it were the answer.
    """
    if decision.zone is Zone.NOT_FOUND:
        return []
    found = [one.candidate for one in (*decision.answers, *decision.others)]
    return list({one.id: one for one in found}.values())


def inline_results(found: Sequence[Candidate]) -> list[dict[str, object]]:
    """Return figures as Telegram's InlineQueryResultArticle."""
    return [_result(one) for one in found]


def _result(one: Candidate) -> dict[str, object]:
    figure = one.figure
    what, when = as_plain_text(about(figure)), when_text(figure)
    return {
        "type": "article",
        "id": str(one.id),
        "title": cut(f"{value_text(figure.quantity)} — {figure.metric}", 120),
        "description": cut(f"{what}, {when}" if when else what, 200),
        "input_message_content": {
            "message_text": card(one),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
