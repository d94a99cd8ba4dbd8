"""The papers of one person: sơ yếu lý lịch in both forms, the data check sheet, and the list of many (trích ngang)."""
