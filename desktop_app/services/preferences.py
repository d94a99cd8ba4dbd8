"""What the clerk arranged for herself: columns, widths, theme. Worth keeping, not worth a history."""

import json
from pathlib import Path

from desktop_app.paths import state_folder


class Preferences:
    """Texts by name in one small file; a file that cannot be read is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or state_folder() / "sap-xep.json"
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            held = {}
        self._held: dict[str, str] = {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}

    def get(self, name: str, default: str = "") -> str:
        """What was kept under a name."""
        return self._held.get(name, default)

    def put(self, name: str, value: str) -> None:
        """Keep a text; losing it to a full disk loses no data."""
        if self._held.get(name) == value:
            return
        self._held[name] = value
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._held, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError:
            return
