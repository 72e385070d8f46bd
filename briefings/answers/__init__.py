"""A question in one's own words to the figure, the choices, or "not found".

Read in this order: `labels` (words and stems), `tables/` (what the desk knows), `lexicon`
(the tables made ready), `vocabulary` (what the index knows), `periods` and `values`,
`question` (understanding), `indexing` (what figures are found by), `evidence`, `fitting` and
`judging` (one figure against one question), `doubts` and `decide` (the zones), `deriving` (what
follows beside a refusal). `retrieve` is the reference for a database's search. `aliases`,
`missed` and `corrections` are what editors do.
"""
