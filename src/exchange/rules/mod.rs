//! Decisions about tables: what is a column, what stands in a cell, what a parameter means.

pub mod cells;
pub mod columns;
pub mod parameters;
pub mod record;
pub mod words;
