"""One window for each data file: a second start asks the first to come forward, and ends."""

import os
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.lock import is_named

_WAIT_MS = 400


class Single:
    """Listens for later starts on the same file, for as long as the window lives."""

    def __init__(self, path: Path, window: QWidget) -> None:
        from PySide6.QtNetwork import QLocalServer

        self._window = window
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_asked)
        name = _name(path)
        self.taken = self._answered(path)
        """Whether another window of this file was there first; it was asked to come forward."""
        # asked before listening: a listener with options of its own puts its socket in the place of another's
        if not self.taken and not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a window that was killed
            self._server.listen(name)

    @staticmethod
    def hand_over(path: Path) -> bool:
        """Whether a window of this file is there and was asked to come forward."""
        if not is_named(path):
            return False  # nobody holds the file: the network's classes need not be loaded
        return Single._answered(path)

    @staticmethod
    def _answered(path: Path) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_name(path))
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(b"raise")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _on_asked(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def _name(path: Path) -> str:
    import hashlib  # where nobody holds the file, only after the first picture

    return "so-noi-vu-" + hashlib.sha256(os.path.normcase(path.resolve()).encode("utf-8")).hexdigest()[:24]
