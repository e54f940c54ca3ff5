//! CSV: UTF-8 with a byte order mark, as spreadsheets want it.

use csv::{Terminator, Writer, WriterBuilder};
use serde_json::Value as Json;

use crate::{
    exchange::{
        model::Wording,
        rules::{
            cells::{Cell, cell},
            columns::Table,
            words::{as_text, neutral},
        },
    },
    kernel::fault::Fault,
};

/// Tells a spreadsheet that the text is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

#[expect(clippy::needless_pass_by_value, reason = "handed over by map_err")]
fn defect(err: impl ToString) -> Fault {
    Fault::Defect(format!("csv: {}", err.to_string()))
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new())
}

/// The mark and the headers.
///
/// # Errors
/// A defect.
pub fn head(table: &Table, wording: Wording) -> Result<Vec<u8>, Fault> {
    let mut lines = writer();
    let header = table.columns.iter().map(|column| match wording {
        Wording::Chinese => column.title.clone(),
        Wording::Names => column.name(),
    });
    lines.write_record(header).map_err(defect)?;
    let mut bytes = MARK.to_vec();
    bytes.extend(lines.into_inner().map_err(defect)?);
    Ok(bytes)
}

/// One line per row.
///
/// # Errors
/// A defect.
pub fn rows(table: &Table, rows: &[Json], wording: Wording) -> Result<Vec<u8>, Fault> {
    let mut lines = writer();
    for row in rows {
        let record = table.columns.iter().map(|column| match (cell(column, row, wording), wording) {
            (Cell::Empty, _) => String::new(),
            (Cell::Whole(number), _) => number.to_string(),
            (Cell::Decimal(decimal), _) => decimal,
            (Cell::Text(text), Wording::Chinese) => as_text(&text),
            (Cell::Text(text), Wording::Names) => neutral(&text),
        });
        lines.write_record(record).map_err(defect)?;
    }
    lines.into_inner().map_err(defect)
}
