//! The Python module `gouji`. It checks reports and extracts their figures, many at a time: texts in, one Arrow array out.
//!
//! An engine calls it as a function over columns (`docs/scale.md`). Arrays come and go by the Arrow PyCapsule interface, so that the
//! module needs no other Python package and copies no array.
#![cfg(feature = "module")]

mod array;
mod capsule;
mod figures;
mod findings;
mod parallel;
mod texts;

use std::num::NonZeroUsize;

use arrow_schema::ArrowError;
use gouji_l10n::{Catalogue, Locale};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::array::PyArray;
use crate::texts::Texts;

/// The size limit of a report, in bytes: the same as that of a report file on the command line.
const MAX_BYTES: usize = 64 << 20;

/// Checks 政府信息公开工作年度报告 and returns their findings.
#[pymodule]
mod gouji {
    #[pymodule_export]
    use super::{PyArray, check, extract};

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python programs expect")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

/// Checks each text by every rule. See `gouji.pyi`.
#[pyfunction]
#[pyo3(signature = (texts, names=None, last_years=None, locale="zh", threads=None))]
fn check(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    names: Option<&Bound<'_, PyAny>>,
    last_years: Option<&Bound<'_, PyAny>>,
    locale: &str,
    threads: Option<NonZeroUsize>,
) -> PyResult<PyArray> {
    let catalogue = catalogue(locale)?;
    let texts = Texts::from_python(texts)?;
    let names = parallel_texts(names, &texts, "names")?;
    let last_years = parallel_texts(last_years, &texts, "last_years")?;
    let (names, last_years) = (names.as_ref(), last_years.as_ref());
    py.detach(|| findings::check(&texts, names, last_years, catalogue, threads)).map(PyArray).map_err(error)
}

/// Extracts the figures of each text. See `gouji.pyi`.
#[pyfunction]
#[pyo3(signature = (texts, threads=None))]
fn extract(py: Python<'_>, texts: &Bound<'_, PyAny>, threads: Option<NonZeroUsize>) -> PyResult<PyArray> {
    let texts = Texts::from_python(texts)?;
    py.detach(|| figures::extract(&texts, threads)).map(PyArray).map_err(error)
}

/// A column that has a value or null for each of the `texts`.
fn parallel_texts(column: Option<&Bound<'_, PyAny>>, texts: &Texts, name: &str) -> PyResult<Option<Texts>> {
    let Some(column) = column else { return Ok(None) };
    let column = Texts::from_python(column)?;
    if column.len() != texts.len() {
        let (found, needed) = (column.len(), texts.len());
        return Err(PyValueError::new_err(format!("{name} has {found} items, but there are {needed} texts")));
    }
    Ok(Some(column))
}

fn catalogue(locale: &str) -> PyResult<&'static Catalogue> {
    match locale {
        "zh" => Ok(Catalogue::for_locale(Locale::Chinese)),
        "en" => Ok(Catalogue::for_locale(Locale::English)),
        _ => Err(PyValueError::new_err(format!("locale is \"zh\" or \"en\", not {locale:?}"))),
    }
}

/// An array can hold 2 GiB of words. A caller with more texts passes them in several calls.
fn error(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("the result does not fit into one array, please pass fewer texts at a time: {error}"))
}
