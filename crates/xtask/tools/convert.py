"""Converts Word files with more of the tools that people use to get their text.

usage: convert.py FOLDER

Reads FOLDER/word/NAME.docx and writes FOLDER/TOOL/NAME.EXTENSION for each tool. To add a tool, write a function that gives the text of a report and
add a line to TOOLS. Each line of the output names a tool that was left out and the reason.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bs4
import docx2python
import inscriptis
import mammoth
import pandas
import pdfplumber
import pypdf


class LeftOut(Exception):
    """The tool needs a program that is not installed."""


class Report:
    """One report in the forms that tools read."""

    def __init__(self, word, forms):
        self.word = word
        self.forms = forms

    def html(self):
        with open(self.word, "rb") as file:
            return mammoth.convert_to_html(file).value

    def office(self, extension):
        """The file that LibreOffice converted from the Word file."""
        path = self.forms / f"{self.word.stem}.{extension}"
        if not path.is_file():
            raise LeftOut("no LibreOffice")
        return path


def convert_with_office(words, forms):
    """Convert all Word files in one run of LibreOffice per form, because each start takes seconds."""
    if shutil.which("soffice"):
        for form in ("pdf", "html", "txt:Text (encoded):UTF8"):
            command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(forms), *map(str, words)]
            subprocess.run(command, capture_output=True, check=True)


def w3m(report):
    if not shutil.which("w3m"):
        raise LeftOut("no w3m")
    command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "160"]
    return subprocess.run(command, input=report.html(), capture_output=True, text=True, check=True).stdout


def pages(report, text_of_page):
    with pdfplumber.open(report.office("pdf")) as pdf:
        return "\n".join(text_of_page(page) for page in pdf.pages)


def pypdf_pages(report, mode):
    reader = pypdf.PdfReader(report.office("pdf"))
    return "\n".join(page.extract_text(extraction_mode=mode) for page in reader.pages)


def tables_of_page(page):
    """Lines and tables from top to bottom, with a tab between cells."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    pieces = []
    for line in page.extract_text_lines():
        middle = (line["top"] + line["bottom"]) / 2
        if not any(top <= middle <= bottom for _, top, _, bottom in boxes):
            pieces.append((line["top"], line["text"]))
    for table in tables:
        rows = (["" if cell is None else cell.replace("\n", "") for cell in row] for row in table.extract())
        pieces.append((table.bbox[1], "\n".join("\t".join(row) for row in rows)))
    return "\n".join(text for _, text in sorted(pieces))


def with_frames(report, text_of_frame):
    """Unchanged paragraphs, and each table as pandas prints it."""
    parts = []
    for element in bs4.BeautifulSoup(report.html(), "lxml").body.children:
        if element.name == "table":
            parts.append(text_of_frame(pandas.read_html(io.StringIO(str(element)))[0]))
        else:
            parts.append(element.get_text())
    return "\n\n".join(parts)


TOOLS = {
    "docx2python": ("txt", lambda report: docx2python.docx2python(report.word).text),
    "inscriptis": ("txt", lambda report: inscriptis.get_text(report.html())),
    "office-html": ("md", lambda report: report.office("html").read_text("utf-8")),
    "office-text": ("txt", lambda report: report.office("txt").read_text("utf-8-sig")),
    "pandas-csv": ("txt", lambda report: with_frames(report, lambda frame: frame.to_csv(index=False, header=False))),
    "pandas-markdown": ("md", lambda report: with_frames(report, lambda frame: frame.to_markdown(index=False))),
    "pandas-string": ("txt", lambda report: with_frames(report, lambda frame: frame.to_string())),
    "pdfplumber": ("txt", lambda report: pages(report, lambda page: page.extract_text())),
    "pdfplumber-layout": ("txt", lambda report: pages(report, lambda page: page.extract_text(layout=True))),
    "pdfplumber-tables": ("txt", lambda report: pages(report, tables_of_page)),
    "pypdf": ("txt", lambda report: pypdf_pages(report, "plain")),
    "pypdf-layout": ("txt", lambda report: pypdf_pages(report, "layout")),
    "w3m": ("txt", w3m),
}


def main():
    folder = Path(sys.argv[1])
    words = sorted((folder / "word").glob("*.docx"))
    with tempfile.TemporaryDirectory() as forms:
        convert_with_office(words, Path(forms))
        for name, (extension, text_of) in TOOLS.items():
            try:
                texts = [(word.stem, text_of(Report(word, Path(forms)))) for word in words]
            except LeftOut as reason:
                print(f"{name}: {reason}")
                continue
            (folder / name).mkdir()
            for stem, text in texts:
                (folder / name / f"{stem}.{extension}").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
