"""Discipline: a case and its steps, what the law says of each, what a decision would bring, how many there were."""
