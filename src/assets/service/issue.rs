//! Rent bills of many leases at once, each answered by itself.

use chrono::NaiveDate;
use entity::{money::Fen, vocab::BillItem};
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        model::{Bill, Changes, LeaseFile, Terms},
        rules::{
            allocate::{Open, oldest_first},
            lifecycle::plus_days,
            schedule::{Period, rent_on, unbilled},
        },
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        problem::{Failure, Problem},
        write::{Audited, once, perform},
    },
};

/// Most days that bills may be issued ahead of today.
const AHEAD: i64 = 92;

/// Issue every bill due up to a day.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    /// Last due date.
    pub through: NaiveDate,
    /// These leases; all within scope when absent.
    pub leases: Option<Vec<i64>>,
    pub idempotency_key: String,
}

/// What became of one lease.
#[derive(Debug, Clone)]
pub struct Issued {
    pub lease: i64,
    pub bills: i32,
    pub amount: Fen,
    pub problem: Option<Problem>,
}

/// The same as stored with the idempotency key.
type Stored = Vec<(i64, i32, i64, Option<String>)>;

/// Words for what may be wrong with one lease.
fn words(code: &str) -> (&'static str, &'static str) {
    match code {
        "ALREADY_BILLED" => ("ALREADY_BILLED", "截至该日的账期都已出账,同一账期不能重复出账"),
        "NOT_ACTIVE" => ("NOT_ACTIVE", "租赁尚未交付,没有可出账的账期"),
        _ => ("NOT_FOUND", "没有这条记录,请核对标识"),
    }
}

/// Issues the bills; a period is billed once. Answers per lease asked for, or per lease billed.
///
/// # Errors
/// `THROUGH_TOO_FAR`, a reused key, or a fault; then nothing is issued.
pub async fn issue(app: &App, viewer: &Viewer, issue: Issue) -> Result<Vec<Issued>, Failure> {
    const NAME: &str = "RENT_BILLS_ISSUE";
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    let stored: Stored = perform(app, &actor, NAME, viewer.permit(Permission::LeaseWrite), move |app, tx| {
        let (issue, scope, who) = (issue.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let work = async {
                let today = app.clock.today();
                if issue.through > plus_days(today, AHEAD) {
                    let message = format!("至多提前 {AHEAD} 天出账,请把日期改早");
                    return Err(Failure::problem("THROUGH_TOO_FAR", "through", message));
                }
                let files = store::files::leases(tx, &app.vault, &scope, issue.leases.as_deref()).await?;
                let mut done: Stored = Vec::new();
                for file in &files {
                    let changes = bills_of(file, issue.through, today);
                    let sum: i64 = changes.bills.iter().map(|bill| bill.amount.0).sum();
                    let count = i32::try_from(changes.bills.len()).unwrap_or(i32::MAX);
                    if count > 0 {
                        store::write::apply(tx, file, changes, &who.name).await?;
                        done.push((file.id, count, sum, None));
                    } else if issue.leases.is_some() {
                        let code = if file.active_on.is_some() { "ALREADY_BILLED" } else { "NOT_ACTIVE" };
                        done.push((file.id, 0, 0, Some(code.to_owned())));
                    }
                }
                let known: Vec<i64> = files.iter().map(|file| file.id).collect();
                let missing = issue.leases.iter().flatten().filter(|id| !known.contains(id));
                done.extend(missing.map(|id| (*id, 0, 0, Some("NOT_FOUND".to_owned()))));
                let bills: i32 = done.iter().map(|(_, count, ..)| count).sum();
                let detail = json!({ "through": issue.through, "bills": bills });
                Ok(Audited { value: done, act: Act { act: NAME, subject: "rent_bill".to_owned(), detail } })
            };
            once((app, tx), (&who, NAME), (&issue.idempotency_key, &issue), work).await
        })
    })
    .await?;
    let answer = stored.into_iter().enumerate().map(|(index, (lease, bills, amount, code))| Issued {
        lease,
        bills,
        amount: Fen(amount),
        problem: code.map(|code| {
            let (code, message) = words(&code);
            Problem::new(code, &format!("leases.{index}"), message)
        }),
    });
    Ok(answer.collect())
}

/// The bills of a lease due by `through` that are not issued yet, and credit that pays them.
fn bills_of(file: &LeaseFile, through: NaiveDate, today: NaiveDate) -> Changes {
    if file.active_on.is_none() {
        return Changes::default();
    }
    let billed =
        |item: BillItem| file.bills.iter().filter(move |bill| bill.item == item).map(|bill| bill.period_to).max();
    let until = file.left_on(today);
    let periods = unbilled(&file.terms, billed(BillItem::Rent), until);
    let due = periods.into_iter().filter(|period| period.due_on <= through);
    let mut bills: Vec<Bill> = due.map(|period| bill(BillItem::Rent, &period, today)).collect();
    if let Some(terms) = file.terms.last() {
        bills.extend(occupancy(file, terms, billed(BillItem::Occupancy), today));
    }
    let credits = credits(file, &bills, today);
    Changes { bills, credits, ..Changes::default() }
}

fn bill(item: BillItem, period: &Period, today: NaiveDate) -> Bill {
    Bill {
        id: 0,
        item,
        period_from: period.from,
        period_to: period.to,
        due_on: period.due_on,
        issued_on: today,
        amount: period.amount,
        waivers: Vec::new(),
    }
}

/// Who stays on after the end of the term pays for the days at the last rent, billed up to today or to the
/// day the asset was handed back.
fn occupancy(file: &LeaseFile, terms: &Terms, billed: Option<NaiveDate>, today: NaiveDate) -> Option<Bill> {
    let from = plus_days(billed.unwrap_or(terms.end_on), 1);
    let to = file.left_on(today).unwrap_or(today);
    if from > to || terms.end_on >= today {
        return None;
    }
    let days = (to - from).num_days() + 1;
    let rent = i128::from(rent_on(terms, terms.end_on).0);
    let amount = (rent * i128::from(days) * 2 + 365) / (365 * 2);
    let amount = Fen(i64::try_from(amount).unwrap_or(i64::MAX));
    Some(bill(BillItem::Occupancy, &Period { from, to, due_on: to, amount }, today))
}

/// Credit of earlier receipts pays the new bills, oldest first.
fn credits(file: &LeaseFile, bills: &[Bill], today: NaiveDate) -> Vec<(i64, usize, Fen)> {
    let mut left: Vec<Open> = (0_i64..)
        .zip(bills)
        .map(|(position, bill)| Open { bill: position, due_on: bill.due_on, amount: bill.amount })
        .collect();
    let mut credits = Vec::new();
    for receipt in &file.receipts {
        let (parts, _) = oldest_first(receipt.credit_on(today), &left);
        for (position, amount) in parts {
            credits.push((receipt.id, usize::try_from(position).unwrap_or(usize::MAX), amount));
            if let Some(open) = left.iter_mut().find(|open| open.bill == position) {
                open.amount.0 -= amount.0;
            }
        }
    }
    credits
}
