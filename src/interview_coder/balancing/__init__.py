"""A selection of quotes → who is over-quoted in it, and who or what is left out."""

from interview_coder.balancing.selecting import select_listed, select_quoted, select_shown
from interview_coder.balancing.weighing import weigh_selection

__all__ = ["select_listed", "select_quoted", "select_shown", "weigh_selection"]
