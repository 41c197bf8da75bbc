//! Arrow arrays from and to Python by the PyCapsule interface. A capsule carries a pointer to a structure of the Arrow C data interface.
//! This is the only module of the crate that follows pointers, so `unsafe` is allowed here and nowhere else.
#![allow(unsafe_code, reason = "the capsules of the Arrow PyCapsule interface carry pointers")]

use std::ffi::CStr;
use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, make_array};
use arrow_data::ArrayData;
use arrow_schema::ArrowError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// The arrays that `object` provides; `None` if it provides no Arrow data.
///
/// # Errors
/// The object cannot provide its data, or the data breaks the format.
pub fn import(object: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let stream: NonNull<FFI_ArrowArrayStream> = capsule.pointer_checked(Some(STREAM))?.cast();
        // SAFETY: a capsule of this name carries a pointer to a valid stream (PyCapsule interface). The reader takes the stream out of the
        // capsule and leaves an empty one, which the capsule does not release again.
        let reader = unsafe { ArrayStreamReader::from_raw(stream.as_ptr()) }.map_err(invalid)?;
        return reader.map(|array| valid(array.map_err(invalid)?)).collect::<PyResult<_>>().map(Some);
    }
    if object.hasattr("__arrow_c_array__")? {
        let capsules = object.call_method0("__arrow_c_array__")?;
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
        let schema: NonNull<FFI_ArrowSchema> = schema.pointer_checked(Some(SCHEMA))?.cast();
        let array: NonNull<FFI_ArrowArray> = array.pointer_checked(Some(ARRAY))?.cast();
        // SAFETY: capsules of these names carry pointers to a valid schema and a valid array (PyCapsule interface). Both are taken out of their
        // capsules, which hold empty ones afterwards.
        let (schema, array) =
            unsafe { (FFI_ArrowSchema::from_raw(schema.as_ptr()), FFI_ArrowArray::from_raw(array.as_ptr())) };
        // SAFETY: the schema and the array belong together, because one call of the object returned both.
        let data = unsafe { from_ffi(array, &schema) }.map_err(invalid)?;
        return Ok(Some(vec![valid(make_array(data))?]));
    }
    Ok(None)
}

/// The array, if its offsets are in order and its words are UTF-8. Otherwise reading it could leave its buffers.
fn valid(array: ArrayRef) -> PyResult<ArrayRef> {
    array.to_data().validate_full().map_err(invalid)?;
    Ok(array)
}

fn invalid(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The capsules with the type and the content of an array. They share its memory.
///
/// # Errors
/// Python has no memory for the capsules.
pub fn export<'py>(py: Python<'py>, data: &ArrayData) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let (array, schema) = to_ffi(data).map_err(invalid)?;
    Ok((PyCapsule::new_with_value(py, schema, SCHEMA)?, PyCapsule::new_with_value(py, array, ARRAY)?))
}
