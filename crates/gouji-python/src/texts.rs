//! Columns of texts from Python.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, LargeStringArray};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::capsule;

/// A column of texts, in one or more Arrow arrays of strings.
pub struct Texts(Vec<ArrayRef>);

impl Texts {
    /// The texts of an object that provides Arrow data (an array or a stream), or of an iterable of `str` and `None`.
    ///
    /// # Errors
    /// The object is neither, or its items are no texts.
    pub fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Some(arrays) = capsule::import(object)? {
            for array in &arrays {
                let is_text = matches!(
                    array.data_type(),
                    DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null
                );
                if !is_text {
                    return Err(PyTypeError::new_err(format!("a column of texts, not of {}", array.data_type())));
                }
            }
            return Ok(Self(arrays));
        }
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("a list of texts, not one text"));
        }
        let items = object.try_iter()?.map(|item| item?.extract::<Option<String>>());
        let texts: LargeStringArray = items.collect::<PyResult<Vec<_>>>()?.into();
        Ok(Self(vec![Arc::new(texts)]))
    }

    /// The number of texts, including null.
    pub fn len(&self) -> usize {
        self.0.iter().map(|array| array.len()).sum()
    }

    /// Each text, or `None` for null.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.iter().flat_map(strings)
    }
}

fn strings(array: &ArrayRef) -> Box<dyn Iterator<Item = Option<&str>> + '_> {
    match array.data_type() {
        DataType::Utf8 => Box::new(array.as_string::<i32>().iter()),
        DataType::LargeUtf8 => Box::new(array.as_string::<i64>().iter()),
        DataType::Utf8View => Box::new(array.as_string_view().iter()),
        _ => Box::new(std::iter::repeat_n(None, array.len())),
    }
}
