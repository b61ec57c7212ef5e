"""How large a workbook may be, and how much reading one may cost. Stated here, checked in the reading process."""

MEGABYTE = 1024 * 1024

# The file as it is sent, and what it may unpack to, counted while unpacking: a header's claim proves nothing.
FILE_BYTES = 100 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE
PARTS = 1_000

# A region's largest workbook has about 22 500 rows of 14 columns. A fast reader makes a dense table up to the last
# cell, so one stray cell in XFD1048576 would cost more memory than the machine has.
LAST_ROW = 200_000
LAST_COLUMN = 256
DENSE_CELLS = 5_000_000
FILLED_CELLS = 1_000_000
SHEETS = 200

# A text table goes into compact columns row by row: a million observations with up to ten columns.
TEXT_ROWS = 1_100_000
TEXT_CELLS = 10_000_000

# A map: a district at a scale of 1:100 000 has some thousands of positions. A picture of a region is drawn
# from few; what is beyond is made simpler, and what is beyond reason is refused.
MAP_BYTES = 40 * MEGABYTE
MAP_DEPTH = 32
MAP_FEATURES = 5_000
MAP_POSITIONS_READ = 1_000_000
MAP_POSITIONS = 15_000

# What the reading process may use before the system ends it.
MEMORY_BYTES = 1024 * MEGABYTE
PROCESSOR_SECONDS = 15
# Without what it stood waiting for a processor: a busy machine reads slowly, and is no fault of the file.
WALL_SECONDS = 18.0
ANSWER_BYTES = 128 * MEGABYTE

TEXT_LENGTH = 2_000
PRINTED_FINDINGS = 100
