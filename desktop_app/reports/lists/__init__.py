"""The lists the office can print: each module turns rows into the ``Document`` of one list."""
