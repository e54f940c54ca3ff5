//! XLSX: one sheet. Rows go to an unnamed temporary file as they come; the packed workbook is put together in memory.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde_json::Value as Json;

use crate::{
    exchange::{
        model::Wording,
        rules::{
            cells::{Cell, cell},
            columns::{Column, Table},
        },
    },
    kernel::fault::Fault,
};

/// Narrowest and widest column, in characters.
const WIDTH: (usize, usize) = (10, 40);

#[expect(clippy::needless_pass_by_value, reason = "handed over by map_err")]
fn defect(err: XlsxError) -> Fault {
    Fault::System(format!("xlsx: {err}"))
}

/// A workbook that is being filled.
pub struct Book {
    workbook: Workbook,
    wording: Wording,
    money: Format,
    /// Next row of the sheet; the header is row 0.
    next: u32,
}

impl Book {
    /// An empty sheet with its headers.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub fn new(table: &Table, wording: Wording) -> Result<Self, Fault> {
        let mut book =
            Self { workbook: Workbook::new(), wording, money: Format::new().set_num_format("#,##0.00"), next: 1 };
        book.head(table).map_err(defect)?;
        Ok(book)
    }

    fn head(&mut self, table: &Table) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (index, column) in (0_u16..).zip(&table.columns) {
            let title = match self.wording {
                Wording::Chinese => column.title.clone(),
                Wording::Names => column.name(),
            };
            // A Chinese character is as wide as two others.
            let width = (title.chars().count() * 2).clamp(WIDTH.0, WIDTH.1);
            sheet.set_column_width(index, u32::try_from(width).unwrap_or_default())?;
            sheet.write_string_with_format(0, index, title, &bold)?;
        }
        Ok(())
    }

    /// Adds rows.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn rows(&mut self, table: &Table, rows: &[Json]) -> Result<(), Fault> {
        self.write(&table.columns, rows).map_err(defect)
    }

    fn write(&mut self, columns: &[Column], rows: &[Json]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for row in rows {
            for (index, column) in (0_u16..).zip(columns) {
                put(sheet, (self.next, index), cell(column, row, self.wording), &self.money)?;
            }
            self.next += 1;
        }
        Ok(())
    }

    /// The packed file, whole in memory.
    ///
    /// # Errors
    /// The temporary file cannot be read.
    pub fn finish(mut self, table: &Table) -> Result<Vec<u8>, Fault> {
        let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or_default();
        let sheet = self.workbook.worksheet_from_index(0).map_err(defect)?;
        sheet.autofilter(0, 0, self.next - 1, last).map_err(defect)?;
        self.workbook.save_to_buffer().map_err(defect)
    }
}

/// Numbers are numbers, so that they add up; all else is typed as text, which is never a formula and never rounded, so
/// it stands as it is.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, money: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Whole(number) => match i32::try_from(number) {
            Ok(number) => {
                sheet.write_number(row, column, number)?;
            }
            Err(_) => {
                sheet.write_string(row, column, number.to_string())?;
            }
        },
        Cell::Decimal(decimal) => match exact(&decimal) {
            Some(number) => {
                sheet.write_number_with_format(row, column, number, money)?;
            }
            None => {
                sheet.write_string(row, column, decimal)?;
            }
        },
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// The number that a sheet keeps of a decimal with two places, when it reads back as the same digits. Nothing is ever
/// calculated with it here.
fn exact(decimal: &str) -> Option<f64> {
    decimal.parse::<f64>().ok().filter(|number| format!("{number:.2}") == decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_decimals_are_numbers() {
        for decimal in ["0.00", "0.10", "-342188.00", "6926100.00", "99999999999.99"] {
            assert!(exact(decimal).is_some(), "{decimal}");
        }
        for decimal in ["99999999999999999.99", "1.5", "x", "1.234"] {
            assert!(exact(decimal).is_none(), "{decimal}");
        }
    }
}
