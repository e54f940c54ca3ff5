//! The bank's answer: read row by row, matched by reference and account and amount.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{GB18030, UTF_8};
use entity::vocab::{BankReturnCode, FileLayout, PaymentState, PayrollExceptionCode};

use super::format::{Align, Column, Field, Spec, encoding};
use crate::{
    kernel::money::Fen,
    payrolls::model::{BankFormat, Line},
};

/// What the bank says of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub reference: String,
    pub account: String,
    pub amount: Fen,
    /// Why it was returned; none when it was paid.
    pub returned: Option<BankReturnCode>,
    pub bank_reference: String,
}

/// A row that is not taken, with the reason. Never names an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// From 1, the header not counted.
    pub row: i32,
    pub reference: String,
    pub code: PayrollExceptionCode,
    pub message: String,
}

/// The file as a whole cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illegible(pub String);

/// A row of the file, or why it cannot be read.
pub type Read = Result<Answer, Misfit>;

/// Reads the file that the bank sent back.
///
/// # Errors
/// The file is empty, in another encoding, or lacks a column.
pub fn read(format: &BankFormat, spec: &Spec, file: &[u8]) -> Result<Vec<Read>, Illegible> {
    let rows = match format.layout {
        FileLayout::Csv => rows_of_csv(spec, file)?,
        FileLayout::FixedWidth => rows_of_fixed(format, spec, file)?,
    };
    if rows.is_empty() {
        return Err(Illegible("文件里没有明细行,请核对是否选错文件".to_owned()));
    }
    Ok((1..).zip(rows).map(|(row, values)| answer(spec, row, &values)).collect())
}

type Values = BTreeMap<Field, String>;

/// UTF-8 when it is that, with or without its mark; otherwise GB18030.
fn text_of(file: &[u8]) -> Result<String, Illegible> {
    let (text, wrong) = UTF_8.decode_with_bom_removal(file);
    if !wrong {
        return Ok(text.into_owned());
    }
    let (text, wrong) = GB18030.decode_without_bom_handling(file);
    if wrong {
        Err(Illegible("文件编码既不是 UTF-8 也不是 GB18030,请用银行原始文件".to_owned()))
    } else {
        Ok(text.into_owned())
    }
}

fn rows_of_csv(spec: &Spec, file: &[u8]) -> Result<Vec<Values>, Illegible> {
    let text = text_of(file)?;
    let delimiter = spec.delimiter.bytes().next().unwrap_or(b',');
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(spec.header)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut places: Vec<(Field, usize)> = (0..).zip(&spec.back).map(|(place, column)| (column.field, place)).collect();
    if spec.header {
        let titles = csv.headers().map_err(|_| Illegible("第一行不是列名,请用银行原始文件".to_owned()))?.clone();
        places = spec.back.iter().map(|column| place(&titles, column)).collect::<Result<_, _>>()?;
    }
    let mut rows = Vec::new();
    for record in csv.records() {
        // The text is valid UTF-8, so that a record can only be ragged, which is allowed.
        let record = record.map_err(|_| Illegible("文件不是逗号分隔格式,请用银行原始文件".to_owned()))?;
        let value = |(field, place): &(Field, usize)| (*field, record.get(*place).unwrap_or_default().to_owned());
        rows.push(places.iter().map(value).collect());
    }
    Ok(rows)
}

fn place(titles: &csv::StringRecord, column: &Column) -> Result<(Field, usize), Illegible> {
    let found = titles.iter().position(|title| title == column.title);
    found
        .map(|place| (column.field, place))
        .ok_or_else(|| Illegible(format!("文件缺少“{}”列,请核对回盘格式", column.title)))
}

fn rows_of_fixed(format: &BankFormat, spec: &Spec, file: &[u8]) -> Result<Vec<Values>, Illegible> {
    let encoding = encoding(format);
    let lines = file.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let row = |line: &[u8]| -> Result<Values, Illegible> {
        let mut rest = line;
        let mut values = Values::new();
        for column in &spec.back {
            let (value, after) = rest.split_at_checked(column.width).unwrap_or((rest, &[]));
            rest = after;
            let (value, wrong) = encoding.decode_without_bom_handling(value);
            if wrong {
                return Err(Illegible(format!("文件不是约定的编码 {},请用银行原始文件", encoding.name())));
            }
            let value = match column.align {
                Align::Left => value.trim_end_matches(column.pad),
                Align::Right => value.trim_start_matches(column.pad),
            };
            values.insert(column.field, value.trim().to_owned());
        }
        Ok(values)
    };
    lines.filter(|line| !line.is_empty()).map(row).collect()
}

fn answer(spec: &Spec, row: i32, values: &Values) -> Read {
    let get = |field: Field| values.get(&field).cloned().unwrap_or_default();
    let reference: String = get(Field::Reference).chars().take(40).collect();
    let misfit = |code, message: &str| Misfit { row, reference: reference.clone(), code, message: message.to_owned() };
    let amount: Fen = get(Field::Amount)
        .parse()
        .map_err(|_| misfit(PayrollExceptionCode::Unreadable, "金额应写作带两位小数的元,如 60.00"))?;
    let account: String = get(Field::Account).chars().filter(|one| !one.is_whitespace()).collect();
    if reference.is_empty() || account.is_empty() {
        return Err(misfit(PayrollExceptionCode::Unreadable, "明细编号和账号不能为空"));
    }
    let result = get(Field::Result);
    let returned = if spec.paid.contains(&result) {
        None
    } else {
        let code = spec.returned.get(&result).copied();
        let unknown = || misfit(PayrollExceptionCode::UnknownResult, "结果码不在格式约定之内,请与银行核对");
        Some(code.ok_or_else(unknown)?)
    };
    let bank_reference = get(Field::BankReference);
    if bank_reference.is_empty() || bank_reference.len() > 64 {
        let message = "缺少银行流水号(至多 64 个字符),没有流水号的结果不能登记";
        return Err(misfit(PayrollExceptionCode::BankReferenceMissing, message));
    }
    Ok(Answer { reference, account, amount, returned, bank_reference })
}

/// What a file settles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// Key of the line, the bank's reference, why it was returned.
    pub settled: Vec<(i64, String, Option<BankReturnCode>)>,
    pub misfits: Vec<Misfit>,
}

/// Matches the rows with lines that are on their way. `used` are references of the bank that settled lines before;
/// `account` opens a line's account.
pub fn settle<E>(
    rows: &[Read],
    lines: &[Line],
    used: &BTreeSet<String>,
    account: impl Fn(&Line) -> Result<String, E>,
) -> Result<Matched, E> {
    let lines: BTreeMap<&str, &Line> = lines.iter().map(|line| (line.reference.as_str(), line)).collect();
    let mut used = used.clone();
    let (mut seen, mut matched) = (BTreeSet::new(), Matched::default());
    for (row, read) in (1..).zip(rows) {
        let answer = match read {
            Ok(answer) => answer,
            Err(misfit) => {
                matched.misfits.push(misfit.clone());
                continue;
            }
        };
        let line = lines.get(answer.reference.as_str()).copied();
        let own = line.map(&account).transpose()?;
        match fits(answer, line, own.as_deref(), (&seen, &used)) {
            Ok(key) => {
                seen.insert(key);
                used.insert(answer.bank_reference.clone());
                matched.settled.push((key, answer.bank_reference.clone(), answer.returned));
            }
            Err((code, message)) => {
                matched.misfits.push(Misfit { row, reference: answer.reference.clone(), code, message });
            }
        }
    }
    Ok(matched)
}

/// The line that a row settles.
fn fits(
    answer: &Answer,
    line: Option<&Line>,
    account: Option<&str>,
    (seen, used): (&BTreeSet<i64>, &BTreeSet<String>),
) -> Result<i64, (PayrollExceptionCode, String)> {
    use PayrollExceptionCode::{
        BankReferenceUsed, NotSent, ReferenceTwice, UnknownReference, WrongAccount, WrongAmount,
    };
    let Some(line) = line else {
        return Err((UnknownReference, "本批次没有这个明细编号,请核对是否选错批次或文件".to_owned()));
    };
    if seen.contains(&line.id) {
        return Err((ReferenceTwice, "同一明细编号在文件中出现两次,只登记第一次".to_owned()));
    }
    if line.state != PaymentState::Sent {
        return Err((NotSent, "这笔不在途,已有结果的不再变更".to_owned()));
    }
    if line.amount_fen != answer.amount {
        return Err((WrongAmount, format!("金额与送盘不符,应为 {} 元,请与银行核对", line.amount_fen)));
    }
    if account != Some(answer.account.as_str()) {
        return Err((WrongAccount, "账号与送盘不符,请与银行核对".to_owned()));
    }
    if used.contains(&answer.bank_reference) {
        return Err((BankReferenceUsed, "银行流水号已用于另一笔,请与银行核对".to_owned()));
    }
    Ok(line.id)
}
