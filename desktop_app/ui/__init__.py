"""Everything on the screen; the only package, with ``bootstrap``, that knows Qt."""

import desktop_app.ui.overrides as _overrides  # noqa: F401 - before any class of ours is made
