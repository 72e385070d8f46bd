"""Bytes or text to an Article with its items.

Bytes become text by what they are, not by what they are called: `feeds` (with `entries`
and `jsonfeed`), `pages`, `pdf`, `opml`, and plain text (`files`); `documents` tells them
apart. `markup` makes text of HTML, `links` compares addresses, `language` tells English.

Text is read in this order: `frontmatter`, `blocks` (lines and paragraphs), `boilerplate`
(what is not the story), `outline` (title and sections), `stories` (briefs told apart),
`text` (all of it joined), `topics` (a table of words).
"""
