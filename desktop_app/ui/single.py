"""One window for each data file: a second start asks the first to come forward, and ends."""

import hashlib
import os
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_WAIT_MS = 400


class Single:
    """Listens for later starts on the same file, for as long as the window lives."""

    def __init__(self, path: Path, window: QWidget) -> None:
        self._window = window
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_asked)
        name = _name(path)
        if not self._server.listen(name):
            if not self.hand_over(path):  # left behind by a window that was killed
                QLocalServer.removeServer(name)
            self._server.listen(name)

    @staticmethod
    def hand_over(path: Path) -> bool:
        """Whether a window of this file is there and was asked to come forward."""
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
    return "so-noi-vu-" + hashlib.sha256(os.path.normcase(path.resolve()).encode("utf-8")).hexdigest()[:24]
