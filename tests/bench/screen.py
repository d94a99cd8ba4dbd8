"""The screen: start, first screen, scrolling, typing, memory, and how long it ever stands still."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.files import PEOPLE
from tests.bench.measure import DAY, Line, beside, register, share

ROOT = Path(__file__).resolve().parent.parent.parent
MANY = 100_000
BARE = """
import time, sys; start = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
class W(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event); print((time.time() - start) * 1000); sys.stdout.flush(); import os; os._exit(0)
app = QApplication([]); w = W(); w.setCentralWidget(QLabel("x")); w.resize(1366, 768); w.show(); app.exec()
"""
OURS = """
import time, sys; start = float(sys.argv[1])
import gc; gc.disable()
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.roster.page import RosterPage
from desktop_app.bootstrap import open_window
times, pages = {}, []
paint, made = TableView.paintEvent, RosterPage.__init__
def init(self, *args, **more):
    made(self, *args, **more); pages.append(self)
def painted(self, event):
    paint(self, event)
    times.setdefault("painted", (time.time() - start) * 1000)
    QTimer.singleShot(0, typed)
def typed():
    if "typed" not in times:
        pages[0].focus_search("h")
        times["typed"] = (time.time() - start) * 1000
        import json, os
        print(json.dumps(times)); sys.stdout.flush(); os._exit(0)
TableView.paintEvent, RosterPage.__init__ = painted, init
open_window(Path(sys.argv[2]), date(2026, 11, 23))
"""


def _run(code: str, *arguments: str) -> str:
    """What the code prints in a process of its own."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-c", code, str(time.time()), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def start(folder: Path, rounds: int) -> list[Line]:
    """Process start to painted and to typing, beside a bare window; fresh processes in turn, the first not counted."""
    import statistics

    path = register(folder / "start.snv", PEOPLE)
    _run(BARE)
    _run(OURS, str(path))
    bare, painted, typed = [], [], []
    for _ in range(max(rounds, 5)):
        bare.append(float(_run(BARE)))
        times = json.loads(_run(OURS, str(path)))
        painted.append(times["painted"])
        typed.append(times["typed"])
    reference = statistics.median(bare)
    return [
        Line("mở chương trình đến khi thấy danh sách / cửa sổ trần", statistics.median(painted), reference, 1.5),
        Line("… đến khi gõ tìm được / cửa sổ trần", statistics.median(typed), reference, 2.0),
    ]


def many(folder: Path, rounds: int) -> list[Line]:
    """100,000 people on the dated tables beside a scan of 8 columns of one flat table."""
    from db.connection import connect, connect_reading
    from desktop_app.services.roster import Roster
    from desktop_app.services.roster_types import RosterQuery

    path = _many(folder)
    raw = connect_reading(path)
    flat = connect(folder / "flat.db")
    flat.execute("CREATE TABLE IF NOT EXISTS p (key BLOB, a, b, c, d, e, f, g)")
    if not flat.execute("SELECT 1 FROM p LIMIT 1").fetchone():
        rows = raw.execute(
            "SELECT key, full_name, sex, born, personal_number, staff_number, ethnic, home_town FROM person"
        ).fetchall()
        flat.executemany("INSERT INTO p VALUES (?,?,?,?,?,?,?,?)", rows)
    query = RosterQuery(DAY)
    roster = Roster(raw)

    def scan() -> None:
        assert len(flat.execute("SELECT key, a, b, c, d, e, f, g FROM p").fetchall()) == MANY

    def first() -> None:
        assert len(roster.rows(roster.first(query, 50), DAY)) == 50

    def ids() -> None:
        assert len(roster.ids(query)) > MANY * 0.9

    first()
    screen, reference = beside(first, scan, rounds)
    everyone, again = beside(ids, scan, rounds)
    raw.close()
    flat.close()
    return [
        Line("100.000 người: màn hình đầu / quét 8 cột bảng phẳng", screen, reference, 0.3),
        Line("100.000 người: mọi khoá theo tên / quét 8 cột bảng phẳng", everyone, again, 1.0),
    ]


def _many(folder: Path) -> Path:
    path = folder / "many.snv"
    return path if path.exists() else register(path, MANY)


def frames(folder: Path, rounds: int) -> list[Line]:
    """Scrolling and typing at 100,000 people, and the memory of it; in a process of its own.

    What a frame costs the thread of the screen, in its own time, so that a busy machine does not count; every frame of
    the scrolling jumps to rows that were never read.
    """
    del rounds
    path = _many(folder)
    done = json.loads(_run(FRAMES, str(path), str(folder / "p.json")).splitlines()[-1])
    return [
        Line("100.000 người: khung hình khi cuộn, p99", share(done["scroll"], 0.99), None, 16.7),
        Line("100.000 người: từ phím gõ đến danh sách vẽ xong, p95", share(done["typed"], 0.95), None, 16.7),
        Line("100.000 người: bộ nhớ khi đã mở và tìm", done["memory"], None, 180, "MB"),
    ]


FRAMES = """
import json, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import apply_look
apply_look(app)
desk = Desk(Path(sys.argv[2]), date(2026, 11, 23), lambda: datetime.now(UTC), Preferences(Path(sys.argv[3])))
desk.start()
def rest(ms):
    loop = QEventLoop(); QTimer.singleShot(ms, loop.quit); loop.exec()
while not (desk.runner.idle and desk.database): rest(20)
view, scroll, typed = desk.roster.list, [], []
bar = view.verticalScrollBar()
for step in range(300):
    bar.setValue(step * 4000 if step % 3 else step * 30)
    t = time.thread_time(); view.viewport().repaint(); scroll.append((time.thread_time() - t) * 1000)
for word in ("hung", "nguyen thi hoa", "phong noi vu", "006", "tran van dat", "giao vien"):
    for place in range(1, len(word) + 1):
        t = time.thread_time()
        desk.roster.search.setText(word[:place]); view.viewport().repaint()
        typed.append((time.thread_time() - t) * 1000)
        rest(40)  # a quick typist: 25 keys a second
    desk.roster.search.clear(); rest(5)
memory = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status", encoding="utf-8") if line.startswith("VmRSS"))
print(json.dumps({"scroll": scroll, "typed": typed, "memory": memory})); sys.stdout.flush()
import os; os._exit(0)
"""


def stall(folder: Path, rounds: int) -> list[Line]:
    """The longest time the event loop stands still while an import, exports and a backup run."""
    del rounds
    from tests.bench.files import _workbook

    path = register(folder / "stall.snv", PEOPLE)
    book = _workbook(folder)
    done: dict[str, Any] = json.loads(
        _run(STALL, str(path), str(folder / "p.json"), str(book), str(folder)).splitlines()[-1]
    )
    return [Line(f"đứng hình lâu nhất khi {name}", gap, None, 100) for name, gap in done.items()]


def forecast_page(folder: Path, rounds: int) -> list[Line]:
    """The longest time the screen stands still on Nghỉ hưu with 40,000 people, fifteen years ahead."""
    del rounds
    path = register(folder / "page.snv", 40_000)
    found: dict[str, float] = json.loads(_run(FORECAST, str(path), str(folder / "p.json")).splitlines()[-1])
    return [
        Line(f"Nghỉ hưu, 40.000 người, đứng hình lâu nhất khi {name}", gap, None, 400 if name.startswith("mở") else 150)
        for name, gap in found.items()
    ]


FORECAST = """
import json, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import apply_look
apply_look(app)
desk = Desk(Path(sys.argv[2]), date(2026, 11, 23), lambda: datetime.now(UTC), Preferences(Path(sys.argv[3])))
desk.start()
def rest(ms):
    loop = QEventLoop(); QTimer.singleShot(ms, loop.quit); loop.exec()
while not (desk.runner.idle and desk.database is not None): rest(20)
rest(1000)
gaps, last = [], [time.perf_counter()]
timer = QTimer(); timer.setInterval(2)
def tick():
    now = time.perf_counter(); gaps.append((now - last[0]) * 1000); last[0] = now
timer.timeout.connect(tick); timer.start()
found = {}
def job(name, begin):
    gaps.clear(); last[0] = time.perf_counter(); begin(); rest(30)
    while not desk.runner.idle: rest(10)
    rest(200); found[name] = max(gaps)
place = next(one for one in desk.window.pages if one.title == "Nghỉ hưu")
job("mở trang", lambda: desk.window.show_page(place))
page = place.page()
while page.found is None: rest(20)
def years():
    page.chart.years.choose("15"); page._on_filters()
job("xem 15 năm", years)
job("lọc", lambda: (page.filters.sex.setCurrentIndex(2), page._on_filters()))
job("gõ tên", lambda: page.search.setText("lan"))
job("bỏ gõ", lambda: page.search.setText(""))
job("tính lại", lambda: page.reload())
job("mở hồ sơ", lambda: page.open_case())
print(json.dumps(found)); sys.stdout.flush()
import os; os._exit(0)
"""


STALL = """
import json, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop_app.services.preferences import Preferences
from desktop_app.services.health import back_up
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import apply_look
apply_look(app)
desk = Desk(Path(sys.argv[2]), date(2026, 11, 23), lambda: datetime.now(UTC), Preferences(Path(sys.argv[3])))
desk.start()
def rest(ms):
    loop = QEventLoop(); QTimer.singleShot(ms, loop.quit); loop.exec()
while not (desk.runner.idle and desk.intake.wizard): rest(20)
gaps, last = [], [time.perf_counter()]
timer = QTimer(); timer.setInterval(2)
def tick():
    now = time.perf_counter(); gaps.append((now - last[0]) * 1000); last[0] = now
timer.timeout.connect(tick); timer.start()
found = {}
def job(name, begin):
    gaps.clear(); last[0] = time.perf_counter(); begin(); rest(30)
    while not desk.runner.idle: rest(10)
    rest(100); found[name] = max(gaps)
wizard, out = desk.intake.wizard, Path(sys.argv[5])
job("đọc và kiểm 3.679 dòng", lambda: wizard.open_file(Path(sys.argv[4])))
job("ghi lần nhập", lambda: desk.runner.do(wizard._desk.write, wizard._opened, wizard._plan, then=lambda _: None, progress=True))
job("xuất Excel", lambda: desk.roster.export("xlsx", out / "s.xlsx"))
job("xuất PDF", lambda: desk.roster.export("pdf", out / "s.pdf"))
job("sao lưu", lambda: desk.runner.ask(back_up, desk.path, out / "slb", datetime(2026, 1, 1), then=lambda _: None))
print(json.dumps(found)); sys.stdout.flush()
import os; os._exit(0)
"""
