//! The result of a call, as an object of Python; and the parts of an array.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, ListArray, StructArray};
use arrow_buffer::{ArrowNativeType, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, Field};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule;

/// An Arrow array with a structure for each text.
#[pyclass(frozen, name = "Array", module = "gouji")]
pub struct PyArray(pub ArrayData);

#[pymethods]
impl PyArray {
    /// The capsules with the type and the content of the array. Another type than its own cannot be requested.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        capsule::export(py, &self.0)
    }

    /// The capsule with the type of the array.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export(py, &self.0).map(|(schema, _)| schema)
    }

    /// The number of texts.
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<gouji.Array of {}>", self.0.len())
    }
}

/// A structure for each item, from columns with their names. `nulls` says which items have none.
///
/// # Errors
/// The columns have different lengths.
pub fn structures(columns: Vec<(&str, ArrayRef)>, nulls: Option<NullBuffer>) -> Result<StructArray, ArrowError> {
    let field = |(name, column): &(&str, ArrayRef)| Field::new(*name, column.data_type().clone(), true);
    let fields = columns.iter().map(field).collect();
    StructArray::try_new(fields, columns.into_iter().map(|(_, column)| column).collect(), nulls)
}

/// Lists with these lengths, which take the items one after another.
///
/// # Errors
/// There are more items than a list can have.
pub fn lists(lengths: &[usize], items: StructArray) -> Result<ListArray, ArrowError> {
    let mut offsets = Vec::with_capacity(lengths.len() + 1);
    let mut end = 0;
    offsets.push(0);
    for length in lengths {
        end += length;
        let offset = i32::from_usize(end).ok_or_else(|| ArrowError::OffsetOverflowError(end))?;
        offsets.push(offset);
    }
    let field = Field::new("item", items.data_type().clone(), true);
    ListArray::try_new(Arc::new(field), OffsetBuffer::new(ScalarBuffer::from(offsets)), Arc::new(items), None)
}

/// One array with the items of all `parts`.
///
/// # Errors
/// The words of all parts together are larger than an array can be.
pub fn concatenated(parts: &[StructArray]) -> Result<ArrayData, ArrowError> {
    let data: Vec<ArrayData> = parts.iter().map(Array::to_data).collect();
    if let [only] = data.as_slice() {
        return Ok(only.clone());
    }
    let length = data.iter().map(ArrayData::len).sum();
    let mut all = MutableArrayData::try_new(data.iter().collect(), true, length)?;
    for (index, part) in data.iter().enumerate() {
        all.try_extend(index, 0, part.len())?;
    }
    Ok(all.freeze())
}
