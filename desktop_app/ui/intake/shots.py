"""Pictures that need a file which was imported."""

import csv
import tempfile
from pathlib import Path
from typing import Any

from desktop_app.services.intake.plan import Answers
from desktop_app.services.intake.service import carry_out, open_file, people_of, plan_of, remap

_ROWS = (
    ("STT", "Họ và tên", "Ngày sinh", "Chiều cao", "Ngày vào Hội"),
    (1, "Hà Thị Yến", "12/05/1988", "1m58", "02/2010"),
    (2, "Ma Văn Tuyên", "03/09/1975", "1m65", "2001"),
    (3, "Vi Thị Liễu", "20/11/1990", "hơi cao", ""),
    (4, "Bế Văn Thời", "08/03/1983", "170", "03/2012"),
)


_LIST = (
    ("DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC XÃ MINH TÂN", *[""] * 10),
    ("Số liệu đến 31/10/2026", *[""] * 10),
    (
        *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đơn vị", "Chức vụ"),
        *("Mã ngạch", "Bậc", "Hệ số", "Ngày tuyển dụng"),
    ),
    (1, "Nông Thị Quỳnh", "17/04/1992", "Nữ", "006192000113", "Phòng Kinh tế", "Chuyên viên", "01.003", 3, "3,00", "01/09/2017"),
    (2, "CHU VĂN AN", "04/12/1977", "Nam", "079670102", "Phòng Kinh tế", "Trưởng phòng", "01.003", 8, "4,65", "16/03/1999"),
    (3, "Ma Thuý Thuý", "13/09/1988", "Nữ", "006188403432", "Trạm Y tế", "Điều dưỡng", "V.08.05.13", 4, "3,00", "01/06/2012"),
    (4, "Đàm Văn Thành", "12/05/85", "Nam", "006085024373", "Văn phòng UBND", "Chuyên viên", "01.003", 4, "3,44", "06/02/2009"),
    (5, "Triệu Ngọc Đạt", "27/11/1978", "Nam", "006078945836", "Văn phòng UBND", "Chuyên viên", "01.003", 7, "4,32", "09/05/2001"),
    (6, "Bế Khắc Kiên", "1968", "Nam", "006068074031", "Phòng Văn hoá - Xã hội", "Chuyên viên", "01.003", 9, "4,98", "28/06/1999"),
    (7, "Mông Duy Anh", "13/19/1989", "Nam", "006089360962", "Phòng Kinh tế", "Chuyên viên", "01.003", 4, "3,33", "06/04/2014"),
    (8, "Ma Thị Mai", "27/11/1970", "Nam", "006170981288", "Trạm Y tế", "Y sĩ", "V.08.03.07", 9, "3,46", "3-8-2003"),
    (9, "Hứa Thanh Chung", "31/02/1992", "Nam", "006092534053", "Phòng Kinh tế", "Chuyên viên", "01.033", 3, "3,00", "14/10/2016"),
    (10, "Sùng A Phử", "21/05/1982", "Nam", "006082644076", "Trường Minh Tân", "Giáo viên", "V.07.03.29", 5, "3,66", "18/11/2007"),
    (11, "Vi Quân", "19/10/1992", "Nam", "0060923489490", "Trường Minh Tân", "Giáo viên", "V.07.03.29", 3, "3,00", "04/06/2015"),
    (12, "Hầu Thị Nguyệt", "01/01/1982", "Nữ", "006182474429", "Phòng Cao Tâm", "Chuyên viên", "01.003", 6, "3,99", "23/02/2006"),
    (13, "Lục Hữu Hiếu", "11/05/1968", "Nam", "006068437301", "Văn phòng UBND", "Lái xe", "01.010", 9, "3,49", "05/11/1993"),
)  # fmt: skip


def write_list(folder: Path) -> Path:
    """A commune's list with the defects that real ones have, as a file to import."""
    path = folder / "danh-sach-minh-tan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_LIST)
    return path


def import_with_kept_columns(database: Any, today: Any) -> None:
    """Import a short list of which two columns stay in the source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach-2019.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_ROWS)
        opened = remap(open_file(path), 4, "")
        plan = plan_of(opened, today=today, known=people_of(database, today), answers=Answers())
        carry_out(database, opened, plan, today=today)
