"""Whole articles of our own making, labelled by hand, are the specification of context."""

import pytest

from benchmarks import own_articles

PATHS = own_articles.chosen_articles([])


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_the_numbers_of_an_article_are_found_and_few_others(path):
    article, labels = own_articles.load(path)
    pairs = own_articles.paired(article.figures, labels)
    wrong = [
        label.written
        for label, figure in pairs
        if not own_articles.judged(label, figure)["value and unit"]
    ]
    assert len(wrong) <= 1
    assert len(article.figures) <= len(labels) + 1


def test_over_all_articles_every_field_reaches_its_floor():
    recall, precision = own_articles.measure(PATHS)
    assert precision >= own_articles.PRECISION
    for name, floor in zip(own_articles.FIELDS, own_articles.FLOORS, strict=True):
        assert recall[name] >= floor, name


REACHED = {
    "read": (0.95, 0.81, 0.79, 0.95, 0.88, 0.89, 0.91),
    "unread": (0.94, 0.78, 0.77, 0.93, 0.85, 0.85, 0.91),
}


@pytest.mark.parametrize("kind", REACHED)
def test_articles_kept_for_a_first_sight_fall_no_lower_than_they_stood(kind):
    recall, precision = own_articles.measure(own_articles.unseen_articles(kind))
    assert precision >= own_articles.PRECISION
    for name, floor in zip(own_articles.FIELDS, REACHED[kind], strict=True):
        assert recall[name] >= floor, name
