"""Where resources are, and where the data, logs and settings of this user go."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_PORTABLE_MARK = "so-noi-vu-portable.txt"
_APP = "SoNoiVu"


def portable_folder() -> Path | None:
    """The folder beside the program when it carries its own data (a USB stick), else ``None``."""
    root = RESOURCES.parent
    return root / "data" if (root / _PORTABLE_MARK).exists() else None


def data_folder() -> Path:
    r"""Where data files live by default: the portable folder, else ``%LOCALAPPDATA%\SoNoiVu\data``."""
    portable = portable_folder()
    if portable is not None:
        return portable
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False) / "data"


def default_data_file() -> Path:
    """The data file opened when none is named."""
    return data_folder() / "so-noi-vu.snv"


def backup_folder() -> Path:
    """Where backups go by default."""
    return data_folder().parent / "backups"


def state_folder() -> Path:
    """Where the state of windows, anchors and logs are kept."""
    portable = portable_folder()
    if portable is not None:
        return portable / "state"
    from platformdirs import user_state_path

    return user_state_path(_APP, appauthor=False)
