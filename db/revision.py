"""The schema this program reads and writes; kept apart from the migrations so that a start need not load them."""

HEAD = "0014"
