//! Acts on payouts whose input names accounts and identity numbers: these are sealed and indexed first.

use entity::{money::Fen, vocab::BankReturnCode};

use super::{
    act::{Target, act},
    inherit::{Divide, Heir},
    payout::{BankResult, Confirm, Resend},
    unit::{sealed_account, unspaced},
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
        let account = app.vault.seal(ACCOUNT, &unspaced(&row.account))?;
        Ok(BankResult {
            reference: row.reference.trim().to_owned(),
            account,
            amount: row.amount,
            returned: row.returned,
        })
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
    let Division { line, heirs: given, document, idempotency_key } = division;
    let heir = |(index, given): (usize, HeirGiven)| -> Result<Heir, Failure> {
        let path = |field: &str| format!("heirs.{index}.{field}");
        let account = given.account.as_deref().map(|text| sealed_account(app, text, &path("account"))).transpose()?;
        let blind = given.id_number.as_deref().map(|number| residents::service::index_of_id_number(app, number));
        let wrong = |_| Failure::problem("ID_NUMBER", &path("idNumber"), "身份证号有误,请核对");
        let blind = blind.transpose().map_err(wrong)?;
        Ok(Heir { name: given.name, amount: given.amount, account, index: blind })
    };
    let heirs = given.into_iter().enumerate().map(heir).collect::<Result<Vec<_>, _>>()?;
    act(app, viewer, Divide { target, line, heirs, document, idempotency_key }).await
}

/// Sends a line again; `account` is an heir's.
///
/// # Errors
/// What the act refuses, or a fault.
pub async fn resend(
    app: &App,
    viewer: &Viewer,
    target: Target,
    line: i64,
    (account, idempotency_key): (Option<&str>, String),
) -> Result<Outcome, Failure> {
    let account = account.map(|text| sealed_account(app, text, "account")).transpose()?;
    act(app, viewer, Resend { target, line, account, idempotency_key }).await
}
