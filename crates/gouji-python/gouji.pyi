"""Checks 政府信息公开工作年度报告 (annual reports on government information disclosure), many at a time.

Columns of texts are any object with ``__arrow_c_array__`` or ``__arrow_c_stream__`` (of pyarrow, Polars, DuckDB, pandas …) or an
iterable of ``str`` and ``None``. Both functions release the GIL and use all cores unless ``threads`` says otherwise.
"""

from collections.abc import Iterable
from typing import Literal, Protocol

__version__: str

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

Texts = _ArrowArray | _ArrowStream | Iterable[str | None]

class Array:
    """An Arrow array with a structure for each text. ``pyarrow.array(it)`` and ``polars.Series(it)`` take it without a copy."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __len__(self) -> int: ...

def check(
    texts: Texts,
    names: Texts | None = None,
    last_years: Texts | None = None,
    locale: Literal["zh", "en"] = "zh",
    threads: int | None = None,
) -> Array:
    """Checks each text by every rule, without a configuration.

    ``names`` are names for the messages and the result. ``last_years`` are the reports of the year before, null where there is none.

    The structure of a text (null for null) has the fields

    - ``name``: the name that was passed
    - ``status``: ``checked`` with findings, ``clean`` without, ``unread`` if the text is no report
    - ``reason``, ``message``: why it is unread
    - ``failed_rules``: rules that failed on this text; the others ran
    - ``findings``: a list of structures: ``rule``, ``severity``, ``message``, ``line``, ``column``, ``end_line``, ``end_column`` (from
      1, in Unicode characters), ``relations``, and ``safe_fix``: whether ``gouji fix`` corrects it
    """

def extract(texts: Texts, threads: int | None = None) -> Array:
    """Extracts the figures of each text, as ``gouji extract`` does.

    The structure of a text (null for null) has the fields

    - ``status``: ``read``, ``partial`` for a text with only parts of a report, or ``unread``; ``reason``: why it is unread
    - ``agency``, ``year``, ``edition``
    - ``figures``: a list of structures, one for each cell of the official form: ``table``, ``row``, ``column``, ``value``
      (``decimal(38, 10)``), ``certainty`` (``certain``, ``doubtful``, ``blank``, ``stroke``, ``words``, ``unread``) and ``text``, the
      words of the cell. A figure that has no place in the form has no ``column`` and the certainty ``unplaced``. A ``value`` with more
      than 10 decimal places is null; its ``text`` is there.
    """
