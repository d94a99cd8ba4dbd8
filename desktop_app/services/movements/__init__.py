"""Movements: what the law says of one, carrying it out, taking it back, its paper, and those that imports left."""
