"""Letters and decisions: texts of ``resources/letters`` with the facts of a case set into them."""
