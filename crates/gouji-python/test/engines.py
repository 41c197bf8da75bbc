"""Reads the figures of many reports through DuckDB and Polars, and compares them with those of the command line.

`cargo xtask bench engines` runs it with the program and the folder of the reports. It prints a line of JSON for each program: its name,
the seconds from the texts to the figures, the number of figures, and whether the number and the sum of the figures of each cell of the
form equal those of the command line.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import duckdb
import polars as pl
import pyarrow as pa

import gouji

FIGURE = 'STRUCT("table" VARCHAR, "row" VARCHAR, "column" VARCHAR, "value" DECIMAL(38,10), certainty VARCHAR, text VARCHAR)'
REPORT = f'STRUCT(status VARCHAR, reason VARCHAR, agency VARCHAR, "year" INTEGER, edition VARCHAR, figures {FIGURE}[])'


def cells(db, figures):
    """The number and the sum of the figures of each cell of the form. Figures without a place in the form are in no cell."""
    return db.sql(
        'SELECT "table", "row", "column", count(*), sum(CAST("value" AS DECIMAL(38,10)))'
        f" FROM {figures} WHERE coalesce(certainty, '') <> 'unplaced' GROUP BY ALL ORDER BY ALL"
    ).fetchall()


def command_line(db, program, folder):
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place, "figures.csv")
        start = time.perf_counter()
        run = subprocess.run([program, "extract", "--format", "csv", "-o", path, folder], check=False)
        seconds = time.perf_counter() - start
        assert run.returncode == 0, run.returncode
        db.sql(
            """CREATE TABLE command_line AS SELECT "table", "row", "column", NULLIF("value", '') AS "value", certainty"""
            f" FROM read_csv('{path}', all_varchar = true)"
        )
    return seconds


def in_duckdb(db, texts):
    db.register("texts", texts)
    db.create_function("gouji_extract", lambda column: pa.array(gouji.extract(column)), ["VARCHAR"], REPORT, type="arrow")
    start = time.perf_counter()
    db.sql("CREATE TABLE in_duckdb AS SELECT unnest(figures, recursive := true) FROM (SELECT unnest(gouji_extract(content)) FROM texts)")
    return time.perf_counter() - start


def in_polars(db, texts):
    start = time.perf_counter()
    report = pl.col("content").map_batches(lambda column: pl.Series(gouji.extract(column)))
    figures = pl.from_arrow(texts).lazy().select(report=report).unnest("report").select("figures").explode("figures").unnest("figures")
    figures = figures.collect()
    seconds = time.perf_counter() - start
    db.register("polars_figures", figures.to_arrow())
    db.sql("CREATE TABLE in_polars AS SELECT * FROM polars_figures")
    return seconds


def main():
    program, folder = sys.argv[1:]
    files = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    texts = pa.table({"content": [path.read_text(encoding="utf-8") for path in files]})
    db = duckdb.connect()
    measured = [
        ("gouji extract", "command_line", command_line(db, program, folder)),
        ("DuckDB", "in_duckdb", in_duckdb(db, texts)),
        ("Polars", "in_polars", in_polars(db, texts)),
    ]
    expected = cells(db, "command_line")
    assert len(expected) > 100, expected
    for name, table, seconds in measured:
        figures = db.sql(f"SELECT count(*) FROM {table} WHERE coalesce(certainty, '') <> 'unplaced'").fetchall()[0][0]
        result = {"name": name, "seconds": seconds, "figures": figures, "equal": cells(db, table) == expected}
        print(json.dumps(result, ensure_ascii=False))


main()
