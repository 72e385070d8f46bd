"""Bytes or text to an Article with its items.

Read in this order: `files` (bytes to text), `blocks` (lines and paragraphs), `boilerplate`
(what is not the story), `outline` (title and sections), `stories` (briefs told apart),
`text` (all of it joined), `topics` (a table of words).
"""
