"""Writes the tables of this folder in the formats that R does not write. Run in this folder, after make.R: python make.py

Made with Python 3.11.7, pandas 3.0.6, pyarrow 25.0.1, duckdb 1.5.6, polars 1.44.2, fastparquet 2026.9.0 and openpyxl 3.1.5.
"""

import datetime

import duckdb
import fastparquet
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

labels = pd.read_csv("pupils-labels.csv", keep_default_na=False, na_values=[""])
codes = pd.read_csv("pupils-codes.csv", keep_default_na=False, na_values=[""])
day = pd.to_datetime(labels["visit"], unit="D")

# Stata, big-endian
stata = codes.copy()
stata["town"] = stata["town"].fillna("")
stata["visit"] = day
schools = {1: "Westhill", 2: "Ålesund", 3: "Ayr"}
for version in (114, 117, 118, 119):
    stata.to_stata(f"pupils-msf{version}.dta", version=version, byteorder=">", write_index=False,
                   convert_dates={"visit": "td"}, data_label="Pupils",
                   value_labels={"school": schools, "female": {0: "male", 1: "female"}},
                   convert_strl=["town"] if version > 114 else None)

# Parquet, each writer as it likes and with all compressions
table = labels.copy()
table["visit"] = day.dt.date
arrow = pa.Table.from_pandas(table, preserve_index=False)
as_categories = pa.Array.from_pandas(pd.Categorical(labels["school"], list(schools.values())))
arrow = arrow.set_column(1, "school", as_categories)
for codec in ("none", "snappy", "gzip", "brotli", "zstd", "lz4"):
    pq.write_table(arrow, f"pupils-{codec}.parquet", compression=codec, row_group_size=15)
pq.write_table(pa.Table.from_pandas(table, preserve_index=False), "pupils-v2.parquet", compression="snappy",
               data_page_version="2.0", use_dictionary=False, data_page_size=64,
               column_encoding={"pupil": "DELTA_BINARY_PACKED", "school": "DELTA_BYTE_ARRAY",
                                "score": "BYTE_STREAM_SPLIT", "town": "DELTA_LENGTH_BYTE_ARRAY",
                                "mood": "DELTA_BINARY_PACKED"})
pl.from_pandas(table).write_parquet("pupils-polars.parquet")
fastparquet.write("pupils-fastparquet.parquet", pd.DataFrame(labels), compression="SNAPPY")
duckdb.sql("COPY (SELECT * FROM labels) TO 'pupils-duckdb.parquet' (FORMAT parquet)")

# Types of Parquet, with nothing in the last row
kinds = pa.table({
    "int8": pa.array([1, 2, 3, -4, None], pa.int8()),
    "uint32": pa.array([1, 2, 3, 4_000_000_000, None], pa.uint32()),
    "int64": pa.array([1, 2, 3, 4, None], pa.int64()),
    "float": pa.array([1.5, 2, 3, 4, None], pa.float32()),
    "decimal": pa.array(["1.50", "2", "3", "-4.25", None], pa.string()).cast(pa.decimal128(9, 2)),
    "wide": pa.array(["1.50", "2", "3", "-4.25", None], pa.string()).cast(pa.decimal128(30, 2)),
    "flag": pa.array([True, False, True, False, None]),
    "moment": pa.array([datetime.datetime(1970, 1, 2, 12), datetime.datetime(1970, 1, 3),
                        datetime.datetime(1969, 12, 31), datetime.datetime(2000, 1, 1, 6), None], pa.timestamp("us")),
})
pq.write_table(kinds, "kinds.parquet")
pq.write_table(pa.table({"x": [[1.0], [2.0, 3.0]], "y": [1, 2]}), "nested.parquet")

# Excel: two sheets with dates, one with texts among numbers, and one with nothing
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Pupils"
sheet.append(list(labels.columns))
for row, date in zip(labels.itertuples(index=False), day.dt.date):
    sheet.append([None if pd.isna(value) else value for value in row[:-1]] + [date])
sheet = book.create_sheet("Odd")
for row in (["x", "y", "when", "sure"], [1, 1, "a", True], [2, "many", "b", False], ["NA", 3, None, True], [None] * 4, [4, 4, "c", None]):
    sheet.append(row)
book.create_sheet("Nothing")
book.save("pupils.xlsx")
