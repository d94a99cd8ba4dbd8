"""Retirement: the forecast, the case of one person and its steps, what papers are filled from."""
