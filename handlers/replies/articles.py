"""What is said to a pasted, forwarded or attached article."""

from datetime import date, timedelta

from briefings.figures.reckoning import reckon
from briefings.models import Article
from briefings.reading.language import ENGLISH, language_of
from handlers.context import Buttons
from handlers.replies.figures import figure_line
from handlers.replies.markup import counted, escaped
from handlers.replies.reckoning import reckoned

MOST_FIGURES_SHOWN = 15
NO_DOWNLOAD = "Telegram did not let me have this file. Please send it once more."
ONLY_EDITORS = (
    "Only this desk's editors can add articles. You can ask for figures: /help"
)
NO_FIGURES = (
    "I found no figure in it, so I kept nothing. "
    "Figures are found in English text, like “revenue rose 12% to $3.4 billion”."
)
HOW_TO_ADD = (
    "Paste or forward me an article, or send me a link to an article or a feed. "
    "/add takes both, too: /add https://example.com/feed\n"
    "If a text has a date, leave it in: then I know what “last year” means."
)
NOTHING_TO_UNDO = "There is nothing of yours to take back."
TOO_LATE_TO_UNDO = (
    "You added this more than an hour ago, and people may have asked about it since. "
    "It stays."
)


_LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def is_foreign(article: Article) -> bool:
    """Whether an article is plainly in another language than English."""
    return language_of(article.text) not in {None, ENGLISH}


def added(article: Article, article_id: int, today: date | None) -> tuple[str, Buttons]:
    """Say what was found in a new article; ask for its day when it has none.

    `today` None: do not ask.
    """
    text = f"<b>Added: {escaped(article.title)}</b>\n{found_in(article)}"
    undo = [("Undo", f"undo:{article_id}")]
    if not article.figures:
        text += "\nDigests and /find bring it all the same."
        return text, (undo,)
    undo.insert(0, _fix(article_id))
    if article.published is not None or today is None:
        return text, (undo,)
    text += (
        "\n\nThere is no date in it, so words like “last year” stay open. "
        "When was it published?"
    )
    days = (("Today", today), ("Yesterday", today - timedelta(days=1)))
    row = [(label, f"dated:{article_id}:{day}") for label, day in days]
    return text, (row, undo)


def found_but_not_kept(article: Article) -> str:
    """Show a reader what stands in the article they sent."""
    if not article.figures and not is_foreign(article):
        return NO_FIGURES
    return f"<b>What I found in it</b>\n{found_in(article)}\n\n<i>I kept nothing of it.</i>"


def known_already(title: str) -> str:
    """Say that an article was there before."""
    return f"I know this article already: <b>{escaped(title)}</b>. Nothing was changed."


def corrected(article: Article, article_id: int, title: str) -> tuple[str, Buttons]:
    """Say that a text is the new version of an article."""
    text = f"<b>Corrected: {escaped(title)}</b>\n{found_in(article)}"
    text += "\n\nWhat it said before counts no more."
    return text, [[_fix(article_id)]] if article.figures else []


def _fix(article_id: int) -> tuple[str, str]:
    return "✏️ Fix", f"fixes:{article_id}:0"


def taken_back(title: str) -> str:
    """Say that an article is out again."""
    return (
        f"Taken back: <b>{escaped(title)}</b>. Its figures answer no question any more; "
        "digests that brought it stay as they are."
    )


def found_in(article: Article) -> str:
    """Say how much was found in an article, and list the first figures."""
    figures = article.figures
    lines = [counted(len(article.items), "story", "stories")]
    found = counted(len(figures), "figure", "figures") if figures else "no figures"
    lines[0] += f" · {found}"
    lines += ["• " + figure_line(figure) for figure in figures[:MOST_FIGURES_SHOWN]]
    if len(figures) > MOST_FIGURES_SHOWN:
        lines.append(f"… and {len(figures) - MOST_FIGURES_SHOWN} more")
    if said := reckoned(reckon(figures), named=True):
        lines += ["", said]
    language = _LANGUAGES.get(language_of(article.text) or "")
    if language:
        lines.append(
            f"<i>This is {language}. Figures are found in English text only.</i>"
        )
    return "\n".join(lines)
