"""Counted points in both languages, word for word, and sentences that keep their figures."""

import pytest

from data.language import speaking
from data.views.note import text as texts
from data.views.note.text import Figure, figure, figures, filled, joined, plain


def of(value: float) -> Figure:
    return figure(value, "M1~1.1~goals", "/cycle")


@pytest.mark.parametrize(
    ("value", "counted", "out_of", "lost"),
    [
        (0, "0 баллов", "из 0 баллов", "Потеряно 0 баллов"),
        (1, "1 балл", "из 1 балла", "Потерян 1 балл"),
        (2, "2 балла", "из 2 баллов", "Потеряно 2 балла"),
        (5, "5 баллов", "из 5 баллов", "Потеряно 5 баллов"),
        (11, "11 баллов", "из 11 баллов", "Потеряно 11 баллов"),
        (21, "21 балл", "из 21 балла", "Потерян 21 балл"),
        (112, "112 баллов", "из 112 баллов", "Потеряно 112 баллов"),
        (1.5, "1,5 балла", "из 1,5 балла", "Потеряно 1,5 балла"),
        (-2, "−2 балла", "из −2 баллов", "Потеряно −2 балла"),
        (1001, "1\u00a0001 балл", "из 1\u00a0001 балла", "Потерян 1\u00a0001 балл"),
    ],
)
def test_points_agree_with_their_number_in_russian(value: float, counted: str, out_of: str, lost: str) -> None:
    with speaking("ru"):
        assert plain(texts.points(of(value))) == counted
        assert plain(texts.points_of(of(value))) == out_of
        assert plain(texts.lost_points(of(value))) == lost


@pytest.mark.parametrize(
    ("value", "counted", "out_of", "lost"),
    [
        (1, "1 point", "of 1 point", "1 point is lost"),
        (2, "2 points", "of 2 points", "2 points are lost"),
        (5, "5 points", "of 5 points", "5 points are lost"),
        (21, "21 points", "of 21 points", "21 points are lost"),
        (1.5, "1.5 points", "of 1.5 points", "1.5 points are lost"),
    ],
)
def test_points_agree_with_their_number_in_english(value: float, counted: str, out_of: str, lost: str) -> None:
    with speaking("en"):
        assert plain(texts.points(of(value))) == counted
        assert plain(texts.points_of(of(value))) == out_of
        assert plain(texts.lost_points(of(value))) == lost


def test_a_filled_sentence_keeps_its_figures_and_leaves_no_gap() -> None:
    sentence = filled("{a} of {b}: {c}.", a=of(3), b=("all ", of(20)), c="done")
    assert plain(sentence) == "3 of all 20: done."
    assert [one.value for one in figures(sentence)] == [3, 20]


def test_empty_sentences_leave_no_space_behind() -> None:
    assert plain(joined([("One.",), (), (of(2), ".")])) == "One. 2."
