"""Units as a dated tree, what they may have, and how they are reorganised."""
