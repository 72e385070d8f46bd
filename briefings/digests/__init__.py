"""What a subscriber gets, and when.

When: `zones` (places by any name, over `gazetteer`), `wishes` (one line of settings),
`slots` (due times). What: `choose` (which stories), `render` (figures in words, over
`unitforms`), `markup` (valid Telegram HTML), `compose` (pages).
"""
