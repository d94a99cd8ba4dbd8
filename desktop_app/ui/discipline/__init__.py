"""Kỷ luật: open cases, running decisions, history, what imports left; one case with its path and its consequences."""
