"""Figures as pictures: comparable points, an SVG drawn from them, and a PNG of that.

Read in this order: `points` (what may stand side by side), `letters` (how wide text is),
`paint` (colours, and shapes as SVG), `axes` (where values and dates are), `chart` (the
picture), `picture` (the PNG). `sparks` is the same line in one row of text.
"""
