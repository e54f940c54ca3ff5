//! Acts on payouts whose input names accounts and identity numbers: sealed and looked up first.

use entity::{money::Fen, vocab::BankReturnCode};

use super::{
    act::{Target, act},
    payout::{BankResult, Confirm, Divide, Heir},
    unit::sealed_account,
};
use crate::{
    access::viewer::Viewer,
    dividends::model::{ACCOUNT, Outcome},
    kernel::{app::App, problem::Failure},
    residents,
};

/// One row of the bank's answer, as given.
#[derive(Debug, Clone)]
pub struct Row {
    pub reference: String,
    pub account: String,
    pub amount: Fen,
    pub returned: Option<BankReturnCode>,
}

/// Takes the bank's answer.
///
/// # Errors
/// What the act refuses, or a fault.
pub async fn confirm(
    app: &App,
    viewer: &Viewer,
    target: Target,
    rows: Vec<Row>,
    idempotency_key: String,
) -> Result<Outcome, Failure> {
    let result = |row: Row| -> Result<BankResult, Failure> {
        let digits: String = row.account.chars().filter(|character| !character.is_whitespace()).collect();
        let account = app.vault.seal(ACCOUNT, &digits)?;
        Ok(BankResult { reference: row.reference.trim().to_owned(), account, amount: row.amount, returned: row.returned })
    };
    let results = rows.into_iter().map(result).collect::<Result<Vec<_>, _>>()?;
    act(app, viewer, Confirm { target, results, idempotency_key }).await
}

/// One heir, as given.
#[derive(Debug, Clone)]
pub struct HeirGiven {
    pub name: String,
    pub amount: Fen,
    pub account: Option<String>,
    pub id_number: Option<String>,
}

/// What is divided among whom, on which documents.
#[derive(Debug, Clone)]
pub struct Division {
    pub line: i64,
    pub heirs: Vec<HeirGiven>,
    pub document: String,
    pub idempotency_key: String,
}

/// Divides a line among heirs.
///
/// # Errors
/// What the act refuses, or a fault.
pub async fn divide(app: &App, viewer: &Viewer, target: Target, division: Division) -> Result<Outcome, Failure> {
    let mut heirs = Vec::new();
    let Division { line, heirs: given, document, idempotency_key } = division;
    for (index, given) in given.into_iter().enumerate() {
        let path = format!("heirs.{index}.account");
        let account = given.account.as_deref().map(|text| sealed_account(app, text, &path)).transpose()?;
        let resident = match &given.id_number {
            Some(number) => Some(known(app, number, &given.name, index).await?),
            None => None,
        };
        heirs.push(Heir { name: given.name, amount: given.amount, account, resident });
    }
    act(app, viewer, Divide { target, line, heirs, document, idempotency_key }).await
}

/// The heir in the register of residents; number and name must agree.
async fn known(app: &App, number: &str, name: &str, index: usize) -> Result<(i64, i64), Failure> {
    let path = format!("heirs.{index}.idNumber");
    let found = match residents::service::index_of_id_number(app, number) {
        Ok(blind) => residents::service::record_of(app.db.read(), &blind).await?,
        Err(_) => return Err(Failure::problem("ID_NUMBER", &path, "身份证号有误,请核对")),
    };
    let found = found.filter(|row| row.name == name.trim());
    let unknown = || Failure::problem("NOT_REGISTERED", &path, "居民库中没有证件号与姓名一致的居民,请核对,或不填证件号");
    found.map(|row| (row.id, row.person_id)).ok_or_else(unknown)
}
