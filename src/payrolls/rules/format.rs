//! Bank files: their columns are data, so that another bank is another row and not other code.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030, UTF_8};
use entity::vocab::{BankReturnCode, FileLayout, TextEncoding};
use serde::Deserialize;

use crate::{
    kernel::{fault::Fault, money::Fen},
    payrolls::model::BankFormat,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Field {
    Number,
    Name,
    IdNumber,
    Account,
    /// Yuan with two places.
    Amount,
    Purpose,
    Reference,
    /// Code of the bank's result.
    Result,
    Reason,
    BankReference,
}

/// On which side a value of fixed width stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Align {
    #[default]
    Left,
    Right,
}

const fn space() -> char {
    ' '
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Column {
    pub field: Field,
    pub title: String,
    /// In bytes of the file's encoding; unused where values are delimited.
    #[serde(default)]
    pub width: usize,
    #[serde(default)]
    pub align: Align,
    /// ASCII.
    #[serde(default = "space")]
    pub pad: char,
}

/// Columns of both files, and what the bank's codes mean.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Spec {
    /// The first row holds the titles.
    pub header: bool,
    pub delimiter: String,
    pub out: Vec<Column>,
    pub back: Vec<Column>,
    /// Codes of what was paid.
    pub paid: Vec<String>,
    pub returned: BTreeMap<String, BankReturnCode>,
}

/// The columns and codes of a format.
///
/// # Errors
/// The row is damaged.
pub fn spec(format: &BankFormat) -> Result<Spec, Fault> {
    serde_json::from_value(format.spec.clone()).map_err(|err| Fault::Corrupt(format!("format {}: {err}", format.code)))
}

/// The encoding of a format's files.
#[must_use]
pub fn encoding(format: &BankFormat) -> &'static Encoding {
    match format.encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Gb18030 => GB18030,
    }
}

/// What the bank is told of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    pub number: usize,
    pub name: String,
    pub id_number: String,
    pub account: String,
    pub amount: Fen,
    /// E.g. `2023年01月尊老金`.
    pub purpose: String,
    pub reference: String,
}

/// A value that a file cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable {
    /// Reference of the line.
    pub reference: String,
    /// Title of the column.
    pub column: String,
}

impl Instruction {
    fn value(&self, field: Field) -> String {
        match field {
            Field::Number => self.number.to_string(),
            Field::Name => self.name.clone(),
            Field::IdNumber => self.id_number.clone(),
            Field::Account => self.account.clone(),
            Field::Amount => self.amount.to_string(),
            Field::Purpose => self.purpose.clone(),
            Field::Reference => self.reference.clone(),
            Field::Result | Field::Reason | Field::BankReference => String::new(),
        }
    }

    /// The value of a column, unless a spreadsheet would take it for a formula or a line would break.
    fn safe(&self, column: &Column) -> Result<String, Unwritable> {
        let value = self.value(column.field);
        let formula = value.starts_with(['=', '+', '-', '@']);
        if formula || value.chars().any(char::is_control) { Err(self.unwritable(column)) } else { Ok(value) }
    }

    fn unwritable(&self, column: &Column) -> Unwritable {
        Unwritable { reference: self.reference.clone(), column: column.title.clone() }
    }
}

/// The file that the bank is sent.
///
/// # Errors
/// The first value that does not fit.
pub fn write(format: &BankFormat, spec: &Spec, rows: &[Instruction]) -> Result<Vec<u8>, Unwritable> {
    match format.layout {
        FileLayout::Csv => write_csv(encoding(format), spec, rows),
        FileLayout::FixedWidth => write_fixed(encoding(format), spec, rows),
    }
}

fn write_csv(encoding: &'static Encoding, spec: &Spec, rows: &[Instruction]) -> Result<Vec<u8>, Unwritable> {
    let broken = |_| Unwritable { reference: String::new(), column: String::new() };
    let delimiter = spec.delimiter.bytes().next().unwrap_or(b',');
    let mut csv =
        csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if spec.header {
        csv.write_record(spec.out.iter().map(|column| column.title.as_str())).map_err(broken)?;
    }
    for row in rows {
        let values = spec.out.iter().map(|column| row.safe(column)).collect::<Result<Vec<_>, _>>()?;
        csv.write_record(&values).map_err(broken)?;
    }
    let bytes = csv.into_inner().map_err(|_| Unwritable { reference: String::new(), column: String::new() })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(encoding.encode(&text).0.into_owned())
}

fn write_fixed(encoding: &'static Encoding, spec: &Spec, rows: &[Instruction]) -> Result<Vec<u8>, Unwritable> {
    let mut file = Vec::new();
    for row in rows {
        for column in &spec.out {
            let value = row.safe(column)?;
            let bytes = encoding.encode(&value).0;
            let room = column.width.checked_sub(bytes.len()).ok_or_else(|| row.unwritable(column))?;
            let pad = vec![u8::try_from(column.pad).unwrap_or(b' '); room];
            match column.align {
                Align::Left => {
                    file.extend_from_slice(&bytes);
                    file.extend(pad);
                }
                Align::Right => {
                    file.extend(pad);
                    file.extend_from_slice(&bytes);
                }
            }
        }
        file.extend_from_slice(b"\r\n");
    }
    Ok(file)
}
