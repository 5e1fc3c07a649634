"""Decision tables as sheets of Excel or CSV, written and read.

The first four rows are the head: in A1 the hit policy, then labels, what each column is (input,
output or annotation), its expression or name, and its type. Every row below is a rule.
"""

from web.decisions.sheets.csv import read_csv, write_csv
from web.decisions.sheets.excel import read_excel, write_excel
from web.decisions.sheets.faults import Fault, SheetInvalidError
from web.decisions.sheets.grid import grid_of
from web.decisions.sheets.merging import merged
from web.decisions.sheets.parsing import parse

__all__ = [
    "Fault",
    "SheetInvalidError",
    "grid_of",
    "merged",
    "parse",
    "read_csv",
    "read_excel",
    "write_csv",
    "write_excel",
]
