"""How large a file may be, and why. Read by the portal and by the child process that opens the file: no Django here.

An export of 5 000 rows and 12 columns is 0.4 MB, 2.5 MB unpacked and 60 000 cells, and takes half a second.
The largest that is foreseen is staffing by month with hours: 250 units, 36 months and 7 figures are 63 000 rows of
8 columns. As text they take a second and 106 MB; a workbook of so many runs out of its time, and is told so.
"""

MB = 1024 * 1024

# The largest export seen of a region's whole ledger is a tenth of this.
MAX_FILE = 10 * MB
# A workbook has some ten parts, and one or two more per sheet. Opening 100 000 takes longer than all else.
MAX_ENTRIES = 200
# What is unpacked is held twice in the memory of the child: checked, and as it is read.
MAX_UNPACKED = 30 * MB
# Sheets of repeated figures pack to a hundredth at most; a bomb to a thousandth.
MAX_RATIO = 200
RATIO_FROM = MB
MAX_SHEETS = 50
# Rows and columns of a sheet, wherever its cells stand: an empty sheet with one far cell is as wide as its last.
MAX_ROWS = 70_000
MAX_COLUMNS = 200
# All sheets together: 63 000 rows of 8 columns, and some more.
MAX_CELLS = 600_000
# Elements outside cells, all sheets together: rows, merged ranges, formats. A cell has five at most.
MAX_OTHER_ELEMENTS = 150_000
ELEMENTS_PER_CELL = 5
# Of all cells together; one text of a workbook can stand in every cell of it.
MAX_CHARACTERS = 8_000_000
# What a spreadsheet itself allows in one cell.
MAX_CELL_TEXT = 32_767
MAX_MERGED = 2_000

# What the child may use. Time on the wall passes on a busy machine too: a child that has had less than half of its
# processor time by then is waited for a while longer.
MEMORY = 256 * MB
CPU_SECONDS = 2
WALL_SECONDS = 2.0
PATIENCE_SECONDS = 15.0
OPEN_FILES = 16
