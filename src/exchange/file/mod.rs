//! The formats: rows to bytes.

pub mod csv;
pub mod json;
pub mod xlsx;
