"""Decisions of a team: what each coder decides on her own computer, exchanged through one server of the team's."""
