"""Every bound a reader keeps, in one place.

A reader meets files nobody vouched for. Each cap below is far above any real filing
(a large one is 2 MB, 40 tables, 400 rows) and low enough that the worst input costs
seconds and some hundred megabytes, not the machine.

=================== ============ ====================================================
name                value        what happens beyond it
=================== ============ ====================================================
FILE_BYTES          64 MB        the file is refused before it is read
ARCHIVE_BYTES       4 GB         the archive is refused before it is opened
ARCHIVE_DEPTH       2            an archive deeper inside archives is named, not opened
ARCHIVE_MEMBERS     20 000       the members after these are named as one note
ARCHIVE_UNPACKED    2 GB         the members after these are named as one note
LISTING_BYTES       16 MB        a 7z or RAR that lists longer is refused
PROGRAM_SECONDS     60           a program that unpacks for longer is ended
PROGRAM_BYTES       2 GB         memory of a program that unpacks
TAR_HEADER          1 MB         a tar with longer names or remarks is refused
DIRECTORY_BYTES     8 MB         a table of contents of a zip: the zip is refused
PACKAGE_MEMBERS     4 000        an Office package with more parts is refused
PART_BYTES          64 MB        an XML part that unpacks to more is refused
PART_TAGS           4 000 000    an XML part with more markup is refused
PACKAGE_UNPACKED    256 MB       an Office package that unpacks to more is refused
RATIO               200          a member above RATIO_FLOOR packed tighter is refused
RATIO_FLOOR         8 MB         below this the ratio is not looked at
NESTING             40           content nested deeper is left out with a warning
TABLE_ROWS          20 000       rows after these are left out with a warning
TABLE_COLUMNS       200          a span or position beyond is held at this
SHEETS              200          worksheets after these are left out with a warning
SHEET_CELLS         4 000 000    a worksheet whose used area is larger is left out
CHARACTERS          20 000 000   text after these is left out with a warning
PDF_PAGES           400          pages after these are left out with a warning
PDF_PAGE_GLYPHS     50 000       characters of one page after these are left out
PDF_GLYPHS          1 000 000    characters of a PDF after these are left out
PDF_PAGE_OBJECTS    100 000      drawings on one page after these are not looked at
PDF_PAGE_RULES      20 000       straight rules on one page after these are left out
SCAN_PAGES          100          scanned pages of a PDF or image after these are left out
IMAGE_PIXELS        100 000 000  a picture with more is refused before it is decoded
TEXT_LINES          400 000      lines after these are left out with a warning
=================== ============ ====================================================
"""

KB = 1024
MB = 1024 * KB
GB = 1024 * MB

FILE_BYTES = 64 * MB

ARCHIVE_BYTES = 4 * GB
ARCHIVE_DEPTH = 2
ARCHIVE_MEMBERS = 20_000
ARCHIVE_UNPACKED = 2 * GB
DIRECTORY_BYTES = 8 * MB
LISTING_BYTES = 16 * MB
PROGRAM_SECONDS = 60
PROGRAM_BYTES = 2 * GB
TAR_HEADER = MB

PACKAGE_MEMBERS = 4_000
PART_BYTES = 64 * MB
PART_TAGS = 4_000_000
PACKAGE_UNPACKED = 256 * MB
RATIO = 200
RATIO_FLOOR = 8 * MB

NESTING = 40
TABLE_ROWS = 20_000
TABLE_COLUMNS = 200
SHEETS = 200
SHEET_CELLS = 4_000_000
CHARACTERS = 20_000_000
TEXT_LINES = 400_000

PDF_PAGES = 400
PDF_PAGE_GLYPHS = 50_000
PDF_GLYPHS = 1_000_000
PDF_PAGE_OBJECTS = 100_000
PDF_PAGE_RULES = 20_000

SCAN_PAGES = 100
IMAGE_PIXELS = 100_000_000
