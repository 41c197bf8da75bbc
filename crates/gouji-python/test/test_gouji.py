"""Tests of the module in the wheel: the same figures and findings as the command line, through lists, Arrow, DuckDB and Polars.

`cargo xtask dist --test` runs them. GOUJI_PROGRAM is the program to compare with, GOUJI_SAMPLES the folder of the sample reports.
"""

import decimal
import json
import os
import pathlib
import subprocess
import threading
import unittest

import duckdb
import polars as pl
import pyarrow as pa

import gouji

PROGRAM = os.environ["GOUJI_PROGRAM"]
SAMPLES = pathlib.Path(os.environ["GOUJI_SAMPLES"])
PATHS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md"})
NAMES = [str(path) for path in PATHS]
TEXTS = [path.read_text(encoding="utf-8") for path in PATHS]
NO_REPORT = "会议通知\n\n请准时参加。\n"


def command(*arguments):
    run = subprocess.run([PROGRAM, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def figures_of_command_line():
    """The cells of every report, as (table, row, column, value, certainty, text)."""
    reports = json.loads(command("extract", "--format", "json", *NAMES))
    by_name = {report["file"]: report for report in reports}
    return [cells(by_name[name]) for name in NAMES]


def cells(report):
    for table in report["tables"]:
        for cell in table["cells"]:
            yield table["table"], cell["row"], cell["column"], number(cell["value"]), cell["certainty"], cell["text"]
        for figure in table["unplaced"]:
            yield table["table"], figure["row"], None, number(figure["value"]), "unplaced", figure["text"]


def number(value):
    return None if value is None else decimal.Decimal(value)


def figures(report):
    keys = ("table", "row", "column", "value", "certainty", "text")
    return [tuple(figure[key] for key in keys) for figure in report["figures"]]


class Findings(unittest.TestCase):
    def compare(self, result, locale, arguments=()):
        lines = command("check", "--format", "jsonl", "--locale", locale, *arguments, *NAMES).splitlines()
        expected = {name: [] for name in NAMES}
        for line in map(json.loads, lines):
            if line["rule"] is not None:
                start, end = line["start"], line["end"]
                place = start["line"], start["column"], end["line"], end["column"]
                safe = any(fix["safe"] for fix in line["fixes"])
                finding = line["rule"], line["severity"], line["message"], *place, tuple(line["relations"]), safe
                expected[line["file"]].append(finding)
        keys = "rule", "severity", "message", "line", "column", "end_line", "end_column", "relations", "safe_fix"
        for report in result:
            found = [tuple(tuple(f[k]) if k == "relations" else f[k] for k in keys) for f in report["findings"]]
            self.assertEqual(found, expected[report["name"]])
            self.assertEqual(report["status"], "checked" if found else "clean")
            self.assertEqual(report["failed_rules"], [])
        self.assertGreater(sum(map(len, expected.values())), 20)

    def test_a_list_of_texts_has_the_findings_of_the_command_line(self):
        for locale in ("zh", "en"):
            result = gouji.check(TEXTS, NAMES, locale=locale)
            self.assertEqual(len(result), len(TEXTS))
            self.compare(pa.array(result).to_pylist(), locale, ["--no-last-year"])

    def test_last_years_report_is_compared(self):
        pairs = {path.stem: text for path, text in zip(PATHS, TEXTS)}
        last_years = [pairs["xingan-2022"].replace("2022", "2024") if path.stem == "xingan-2025" else None for path in PATHS]
        alone = pa.array(gouji.check(TEXTS, NAMES)).to_pylist()
        compared = pa.array(gouji.check(TEXTS, NAMES, pa.array(last_years))).to_pylist()
        for path, one, other in zip(PATHS, alone, compared):
            same = one == other
            self.assertEqual(same, path.stem != "xingan-2025", path)

    def test_what_is_no_report_says_so_and_null_stays_null(self):
        nothing, unread = pa.array(gouji.check([None, NO_REPORT], ["a", "b.txt"], locale="en")).to_pylist()
        self.assertIsNone(nothing)
        self.assertEqual((unread["status"], unread["reason"]), ("unread", "not-a-report"))
        self.assertIn("b.txt", unread["message"])
        self.assertEqual(unread["findings"], [])
        nothing, unread = pa.array(gouji.extract([None, NO_REPORT])).to_pylist()
        self.assertIsNone(nothing)
        self.assertEqual((unread["status"], unread["figures"]), ("unread", []))

    def test_wrong_arguments_are_errors(self):
        for call, error in (
            (lambda: gouji.check("text"), TypeError),
            (lambda: gouji.check([1]), TypeError),
            (lambda: gouji.check(pa.array([1])), TypeError),
            (lambda: gouji.check(7), TypeError),
            (lambda: gouji.check(["a"], ["b", "c"]), ValueError),
            (lambda: gouji.check(["a"], last_years=[]), ValueError),
            (lambda: gouji.check(["a"], locale="fr"), ValueError),
            (lambda: gouji.extract(["a"], threads=0), ValueError),
        ):
            self.assertRaises(error, call)

    def test_an_array_with_wrong_utf_8_is_an_error(self):
        offsets, data = pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")
        array = pa.StringArray.from_buffers(1, offsets, data)
        self.assertRaises(ValueError, lambda: gouji.check(array))


class Figures(unittest.TestCase):
    expected = [list(report) for report in figures_of_command_line()]

    def compare(self, reports):
        self.assertEqual([figures(report) for report in reports], self.expected)
        self.assertGreater(sum(map(len, self.expected)), 500)

    def test_every_kind_of_column_has_the_figures_of_the_command_line(self):
        for column in (
            TEXTS,
            iter(TEXTS),
            pa.array(TEXTS),
            pa.array(TEXTS, pa.large_string()),
            pa.array(TEXTS, pa.string_view()),
            pa.array([None, *TEXTS]).slice(1),
            pa.chunked_array([TEXTS[:2], TEXTS[2:]]),
            pl.Series(TEXTS),
        ):
            self.compare(pa.array(gouji.extract(column)).to_pylist())
        self.assertEqual(len(gouji.extract([])), 0)
        self.assertEqual(pa.array(gouji.extract([])).to_pylist(), [])

    def test_many_texts_on_one_thread_and_on_several_are_the_same(self):
        texts = TEXTS * 150 + [None]
        one, several = (pa.array(gouji.extract(texts, threads=threads)) for threads in (1, 4))
        self.assertTrue(one.equals(several))
        self.compare(several.slice(5, len(TEXTS)).to_pylist())

    def test_polars(self):
        frame = pl.DataFrame({"name": NAMES, "text": TEXTS})
        result = frame.with_columns(pl.col("text").map_batches(lambda texts: pl.Series(gouji.extract(texts))).alias("report"))
        reports = result.get_column("report").to_list()
        self.compare(reports)
        flat = result.select("name", pl.col("report").struct.field("figures")).explode("figures").unnest("figures")
        self.assertEqual(flat.height, sum(map(len, self.expected)))

    def test_duckdb(self):
        connection = duckdb.connect()
        result = pa.array(gouji.extract([]))
        figure = "STRUCT(\"table\" VARCHAR, \"row\" VARCHAR, \"column\" VARCHAR, \"value\" DECIMAL(38,10), certainty VARCHAR, text VARCHAR)"
        report = f"STRUCT(status VARCHAR, reason VARCHAR, agency VARCHAR, \"year\" INTEGER, edition VARCHAR, figures {figure}[])"
        self.assertEqual([field.name for field in result.type], ["status", "reason", "agency", "year", "edition", "figures"])
        connection.create_function(
            "extract_report", lambda texts: pa.array(gouji.extract(texts)), ["VARCHAR"], report, type="arrow"
        )
        texts = pa.table({"number": range(len(TEXTS)), "text": TEXTS})
        connection.register("texts", texts)
        rows = connection.sql("SELECT extract_report(text) FROM texts ORDER BY number").fetchall()
        self.compare([row[0] for row in rows])
        query = "SELECT count(*) FROM (SELECT unnest(extract_report(text).figures) FROM texts)"
        self.assertEqual(connection.sql(query).fetchall()[0][0], sum(map(len, self.expected)))

    def test_other_threads_of_python_run_meanwhile(self):
        ran = threading.Event()
        done = threading.Event()

        def count():
            while not done.is_set():
                ran.set()

        texts = TEXTS * 40
        thread = threading.Thread(target=count)
        thread.start()
        try:
            ran.clear()
            gouji.extract(texts, threads=1)
            self.assertTrue(ran.is_set())
        finally:
            done.set()
            thread.join()


class Module(unittest.TestCase):
    def test_the_version_is_that_of_the_program(self):
        self.assertEqual(gouji.__version__, os.environ["GOUJI_VERSION"])


if __name__ == "__main__":
    unittest.main()
