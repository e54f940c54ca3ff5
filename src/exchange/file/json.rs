//! JSON: an array of the rows, each as the query answers it.

use serde_json::Value as Json;

use crate::{
    exchange::rules::{cells::Ordered, columns::Table},
    kernel::fault::Fault,
};

/// Before the first row.
pub const HEAD: &str = "[\n";
/// After the last one.
pub const TAIL: &str = "\n]\n";

/// The rows, set off from those that came before.
///
/// # Errors
/// A defect.
pub fn rows(table: &Table, rows: &[Json], first: bool) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if !first || index > 0 {
            bytes.extend(b",\n");
        }
        let written = serde_json::to_writer(&mut bytes, &Ordered(&table.branches, row));
        written.map_err(|err| Fault::Defect(format!("json: {err}")))?;
    }
    Ok(bytes)
}
