"""Figures as pictures: comparable points, and an SVG drawn from them.

Read in this order: `points` and `beside` (what may stand
side by side, and what follows from it), `letters` (how wide text is),
`paint` (colours, and shapes as SVG), `axes` (where values and dates are), `chart` (the
picture). `sparks` is the same line in one row of text.
"""
