"""Decision tables as Excel and CSV: out, back in, and what is refused."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from decisions import dmn
from decisions.dmn.boxes import DecisionTable
from tests.web.conftest import Login, csrf_token, post
from tests.web.test_decision_pages import Decided, approval, decided
from web.decisions import sheets

__all__ = ["decided"]
CONTENT = approval()[1][1]
HEAD = [
    ["UNIQUE", "Amount", "Risk", ""],
    ["", "input", "output", "annotation"],
    ["", "amount", "risk", ""],
    ["", "number", "string", ""],
]


def bring(client: FlaskClient, path: str, content: bytes, name: str = "t.csv") -> TestResponse:
    data = {"csrf_token": csrf_token(client), "sheet": (io.BytesIO(content), name)}
    return client.post(f"{path}/import", data=data)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(*rows: list[str], head: list[list[str]] | None = None) -> bytes:
    return sheets.write_csv([*(head or HEAD), *rows])


def excel(*rows: list[Any], head: list[list[str]] | None = None) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in [*(head or HEAD), *rows]:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def table(content: bytes, key: str = "risk") -> DecisionTable:
    found = next(one for one in dmn.read(content).decisions if one.id == key).table
    assert found is not None
    return found


def test_csv_holds_head_and_rules(decided: Decided, login: Login) -> None:
    answer = login("mona").get(f"/decisions/{decided.definition()}/table.csv")

    rows = rows_of(answer.data)
    assert rows[0] == ["FIRST", "Risk", "Amount", "Approver", "Days", ""]
    assert rows[1] == ["", "input", "input", "output", "output", "annotation"]
    assert rows[2:4] == [
        ["", "risk", "amount", "who", "days", ""],
        ["", "string", "number", "string", "number", ""],
    ]
    assert rows[4][:4] == ["1", '"high"', ">= 10000", '"board"']
    assert answer.headers["Content-Disposition"] == 'attachment; filename="approver-1.csv"'


def test_excel_holds_texts_only(decided: Decided, login: Login) -> None:
    mona = login("mona")
    post(mona, "/preferences", locale="fa")

    answer = mona.get(f"/decisions/{decided.definition()}/table.xlsx")

    book = load_workbook(io.BytesIO(answer.data))
    assert book.worksheets[0].sheet_view.rightToLeft
    assert book.worksheets[0]["B2"].value == "ورودی"
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_file_is_the_uploaded_one(decided: Decided, login: Login) -> None:
    assert login("mona").get(f"/decisions/{decided.definition()}/file").data == CONTENT


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "fa"])
def test_export_comes_back_unchanged(
    decided: Decided, login: Login, ending: str, lang: str
) -> None:
    dena, path = login("dena"), f"/decisions/{decided.definition()}"
    post(dena, "/preferences", locale=lang)
    exported = dena.get(f"{path}/table.{ending}").data

    answer = bring(dena, path, exported, f"t.{ending}")

    assert answer.status_code == 200
    assert "data-decision-editor" in answer.text
    read = {"csv": sheets.read_csv, "xlsx": sheets.read_excel}[ending]
    merged = sheets.merged(CONTENT, "approver", sheets.parse(read(exported)))
    before, after = table(CONTENT, "approver"), table(merged, "approver")
    assert [rule.id for rule in after.rules] == [rule.id for rule in before.rules]
    assert sheets.grid_of(after) == sheets.grid_of(before)


def test_changed_sheet_keeps_known_rules() -> None:
    grid = sheets.grid_of(table(CONTENT))
    grid[5][2] = '"new", "known"'
    grid.append(["5", "null", "", '"low"', "unknown amounts"])

    merged = table(sheets.merged(CONTENT, "risk", sheets.parse(grid)))

    assert [rule.id for rule in merged.rules[:4]] == ["low", "known", "new", "high"]
    assert merged.rules[1].inputs[1].text == '"new", "known"'
    assert merged.rules[4].description == "unknown amounts"
    assert merged.inputs[1].values is not None


def test_columns_come_and_go() -> None:
    grid = [
        ["COLLECT SUM", "Amount", "Country", "Points"],
        ["", "input", "input", "output"],
        ["", "amount", "country", "points"],
        ["", "number", "string", "number"],
        ["1", "> 5", '"IR"', "3"],
    ]

    merged = table(sheets.merged(CONTENT, "risk", sheets.parse(grid)))

    assert (merged.hit_policy, merged.aggregation) == ("COLLECT", "SUM")
    assert [column.label for column in merged.inputs] == ["Amount", "Country"]
    assert [column.name for column in merged.outputs] == ["points"]
    assert dmn.evaluate(
        dmn.read(sheets.merged(CONTENT, "risk", sheets.parse(grid))), "risk", {"amount": 7}
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-5", "@x", "'quoted"])
def test_cells_start_no_formula(text: str) -> None:
    written = sheets.write_csv([[text]])

    assert rows_of(written)[0][0] == f"'{text}"
    assert sheets.read_csv(written) == [[text]]


@pytest.mark.parametrize(
    ("content", "cell", "said"),
    [
        (sheet(["1", "< (", '"low"']), "B5", "is no FEEL"),
        (sheet(["1", "", '"low']), "C5", "is no FEEL"),
        (sheet(["1", "", "", "", "lost"]), "E5", "has no head"),
        (sheet(["1", "5"]), "C5", "ends before this cell"),
        (sheet(head=[["SOME", "A", "R"], *HEAD[1:]]), "A1", "is no hit policy"),
        (sheet(head=[HEAD[0], ["", "in", "output"], *HEAD[2:]]), "B2", "Say what the column is"),
        (sheet(head=[*HEAD[:2], ["", "", "risk"], HEAD[3]]), "B3", "which variable"),
        (sheet(head=[*HEAD[:3], ["", "<x>", "string"]]), "B4", "no name of a type"),
        (sheet(head=[HEAD[0], ["", "input", "input"], *HEAD[2:]]), "A2", "no output column"),
        (sheet(head=[HEAD[0], ["", "output", "output"], ["", "a", "a"], HEAD[3]]), "C3", "Two"),
        (sheet(head=[HEAD[0], ["", "output", "output"], ["", "a", ""], HEAD[3]]), "C3", "Name"),
        (sheet(["1", "\x01", '"low"']), "B5", "holds characters"),
        (sheet(["1", "x" * 10_001, '"low"']), "B5", "too long"),
        (b"a,b", "", "no head of four rows"),
        ("سلام".encode("utf-16"), "", "no text in UTF-8"),
        (b"a\0b", "", "is no CSV"),
        (b"1\n" * 5_001, "A5001", "too large"),
    ],
    ids=[
        "input cell",
        "output cell",
        "beyond",
        "short",
        "policy",
        "kind",
        "expression",
        "type",
        "no output",
        "same names",
        "no name",
        "control",
        "long",
        "no head",
        "encoding",
        "binary",
        "rows",
    ],
)
def test_wrong_csv_is_told_by_cell(
    decided: Decided, login: Login, content: bytes, cell: str, said: str
) -> None:
    answer = bring(login("dena"), f"/decisions/{decided.definition('risk')}", content)

    assert answer.status_code == 422
    assert said in answer.text
    assert not cell or f'<bdi class="code">{cell}</bdi>' in answer.text


def test_persian_digits_become_numbers_outside_of_texts() -> None:
    grid = sheets.read_csv(sheet(["۱", "[۵..۱۰٫۵]", '"۵ روز"']))

    (rule,) = sheets.parse(grid).rules

    assert rule.inputs == ("[5..10.5]",)
    assert rule.outputs == ('"۵ روز"',)


def test_row_of_excel_may_end_early() -> None:
    (rule,) = sheets.parse(sheets.read_excel(excel(["1", "5"]))).rules

    assert rule.outputs == ("",)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return file.getvalue()


def entities() -> bytes:
    file = io.BytesIO(excel())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/more.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "cell", "said"),
    [
        (lambda: excel(["1", "=1+1", '"low"']), "B5", "A formula is not taken over"),
        (lambda: excel(["1", "< (", '"low"']), "B5", "is no FEEL"),
        (lambda: excel(["1", "x" * 10_001, '"low"']), "B5", "too long"),
        (bomb, "", "too large when it is unpacked"),
        (entities, "", "no Excel file"),
        (lambda: b"PK no zip", "", "no Excel file"),
        (lambda: excel()[:-30], "", "no Excel file"),
    ],
    ids=["formula", "feel", "long", "bomb", "entities", "no zip", "torn"],
)
def test_wrong_excel_is_told_by_cell(
    decided: Decided, login: Login, make: Callable[[], bytes], cell: str, said: str
) -> None:
    answer = bring(login("dena"), f"/decisions/{decided.definition('risk')}", make(), "t.xlsx")

    assert answer.status_code == 422
    assert said in answer.text
    assert not cell or f'<bdi class="code">{cell}</bdi>' in answer.text


def test_values_of_excel_become_feel() -> None:
    head = [
        ["FIRST", *"ABCDEF"],
        ["", *["input"] * 5, "output"],
        ["", *"abcdef"],
        ["", *[""] * 6],
    ]
    moment = dt.datetime(2026, 3, 21, 9, 30)  # noqa: DTZ001  # a sheet knows no time zone
    row = [1, 5.5, True, moment.date(), moment, moment.time(), 7]

    (rule,) = sheets.parse(sheets.read_excel(excel(row, head=head))).rules

    assert rule.inputs == (
        "5.5",
        "true",
        'date("2026-03-21")',
        'date and time("2026-03-21T09:30:00")',
        'time("09:30:00")',
    )
    assert rule.outputs == ("7",)


@pytest.mark.parametrize(
    ("name", "said"), [("t.pdf", "Choose an Excel file"), ("", "Choose a file.")]
)
def test_other_files_are_refused(decided: Decided, login: Login, name: str, said: str) -> None:
    answer = bring(login("dena"), f"/decisions/{decided.definition()}", b"x", name)

    assert answer.status_code == 422
    assert said in answer.text


def test_only_tables_have_sheets(decided: Decided, login: Login) -> None:
    dena, path = login("dena"), f"/decisions/{decided.definition('fee')}"

    assert dena.get(f"{path}/table.csv").status_code == 404
    assert dena.get(f"{path}/import").status_code == 404
    assert dena.get(f"/decisions/{decided.definition()}/import").status_code == 200
