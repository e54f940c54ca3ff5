//! Getting back what should not have been paid. The line stays paid, and counted.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{PaymentState, RecoveryState},
};
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        problem::{Failure, Reasons},
        scope::Scope,
        write::{Audited, once, perform},
    },
    payrolls::{
        model::{Receipt, Recovery},
        rules::recovery::{outstanding, received},
        store::recovery as store,
    },
};

/// What is done about money to be got back.
#[derive(Debug, Clone, Serialize)]
pub enum Command {
    /// Demands a paid line, or a part of it, back.
    Open { line: i64, amount: Fen, reason: String },
    /// Books what came in.
    Receive { recovery: i64, version: i32, amount: Fen, received_on: NaiveDate, voucher: String },
    /// Gives up the rest, on an approval by another person.
    WriteOff { recovery: i64, version: i32, document: String },
}

impl Command {
    const fn name(&self) -> &'static str {
        match self {
            Self::Open { .. } => "RECOVERY_OPEN",
            Self::Receive { .. } => "RECOVERY_RECEIVE",
            Self::WriteOff { .. } => "RECOVERY_WRITE_OFF",
        }
    }

    const fn permission(&self) -> Permission {
        match self {
            Self::Open { .. } => Permission::PayrollWrite,
            Self::Receive { .. } => Permission::PayrollPay,
            Self::WriteOff { .. } => Permission::PayrollApprove,
        }
    }
}

/// Does a command at most once; answers the recovery's key.
///
/// # Errors
/// What is refused, or a fault.
pub async fn recover(app: &App, viewer: &Viewer, command: Command, key: String) -> Result<i64, Failure> {
    let (actor, scope, name) = (viewer.actor(), viewer.scope(), command.name());
    let who = actor.clone();
    perform(app, &actor, name, viewer.permit(command.permission()), move |app, tx| {
        let (command, actor, scope, key) = (command.clone(), who.clone(), scope.clone(), key.clone());
        Box::pin(async move {
            let work = Box::pin(done(app, tx, (&scope, &actor), &command));
            Box::pin(once((app, tx), (&actor, name), (&key, &command), work)).await
        })
    })
    .await
}

async fn done<C: Executor>(
    app: &App,
    tx: &C,
    (scope, actor): (&Scope, &Actor),
    command: &Command,
) -> Result<Audited<i64>, Failure> {
    let today = app.clock.today();
    let value = match command {
        Command::Open { line, amount, reason } => opened(tx, scope, (*line, *amount, reason), (actor, today)).await?,
        Command::Receive { recovery, version, amount, received_on, voucher } => {
            let old = existing(tx, scope, (*recovery, *version)).await?;
            let receipt = Receipt {
                id: 0,
                recovery_id: old.id,
                received_on: *received_on,
                amount_fen: *amount,
                voucher: voucher.trim().to_owned(),
                actor: actor.name.clone(),
            };
            booked(tx, &old, receipt, today).await?
        }
        Command::WriteOff { recovery, version, document } => {
            let old = existing(tx, scope, (*recovery, *version)).await?;
            written_off(tx, &old, document, (actor, today)).await?
        }
    };
    let detail = json!(command);
    Ok(Audited { value, act: Act { act: command.name(), subject: format!("recovery:{value}"), detail } })
}

async fn existing<C: Executor>(tx: &C, scope: &Scope, (key, version): (i64, i32)) -> Result<Recovery, Failure> {
    let row = store::find(tx, scope, key).await?.ok_or_else(|| Failure::not_found("recovery"))?;
    if row.version == version { Ok(row) } else { Err(Failure::stale()) }
}

async fn opened<C: Executor>(
    tx: &C,
    scope: &Scope,
    (key, amount, reason): (i64, Fen, &str),
    (actor, today): (&Actor, NaiveDate),
) -> Result<i64, Failure> {
    let line = store::line(tx, scope, key).await?.ok_or_else(|| Failure::not_found("payment"))?;
    let before = store::of_line(tx, line.id).await?;
    let mut reasons = Reasons::default();
    reasons
        .need(line.state == PaymentState::Paid, "NOT_PAID", "payment", "只有已到账的明细可以追回")
        .need(before.is_none(), "RECOVERY_EXISTS", "payment", "这笔已有追回记录,请在原记录上办理")
        .need(
            amount.0 > 0 && amount <= line.amount_fen,
            "AMOUNT",
            "amount",
            format!("追回金额应大于零,不超过 {} 元", line.amount_fen),
        )
        .need(!reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明追回原因");
    reasons.done()?;
    let recovery = Recovery {
        id: 0,
        line_id: line.id,
        resident_id: line.resident_id,
        programme_id: line.programme_id,
        unit_id: line.unit_id,
        amount_fen: amount,
        recovered_fen: Fen(0),
        state: RecoveryState::Open,
        reason: reason.trim().to_owned(),
        opened_on: today,
        opened_by: actor.name.clone(),
        closed_on: None,
        approved_by: None,
        document: None,
        version: 1,
    };
    Ok(store::insert(tx, recovery).await?)
}

async fn booked<C: Executor>(tx: &C, old: &Recovery, receipt: Receipt, today: NaiveDate) -> Result<i64, Failure> {
    let rest = outstanding(old);
    let used = store::voucher_used(tx, &receipt.voucher).await?;
    let mut reasons = Reasons::default();
    reasons
        .need(rest.0 > 0, "WRONG_STATE", "recovery", "这笔追回已结清或已核销")
        .need(
            rest.0 <= 0 || (receipt.amount_fen.0 > 0 && receipt.amount_fen <= rest),
            "AMOUNT",
            "amount",
            format!("金额应大于零,不超过未追回的 {rest} 元"),
        )
        .need(!receipt.voucher.is_empty(), "VOUCHER_MISSING", "voucher", "请给出缴款凭证号")
        .need(!used, "VOUCHER_USED", "voucher", "这张凭证已经登记过")
        .need(receipt.received_on >= old.opened_on, "BEFORE_OPENED", "receivedOn", "缴款日期不能早于追回立项日期")
        .not_future(receipt.received_on, today, "receivedOn");
    reasons.done()?;
    let new = received(old, receipt.amount_fen);
    let closed_on = (new.state == RecoveryState::Recovered).then_some(receipt.received_on);
    if !store::update(tx, old, &Recovery { closed_on, ..new }).await? {
        return Err(Failure::stale());
    }
    store::insert_receipt(tx, receipt).await?;
    Ok(old.id)
}

async fn written_off<C: Executor>(
    tx: &C,
    old: &Recovery,
    document: &str,
    (actor, today): (&Actor, NaiveDate),
) -> Result<i64, Failure> {
    let mut reasons = Reasons::default();
    reasons
        .need(outstanding(old).0 > 0, "WRONG_STATE", "recovery", "这笔追回已结清或已核销")
        .need(!document.trim().is_empty(), "DOCUMENT_MISSING", "document", "请给出核销审批的档案号")
        .need(old.opened_by != actor.name, "SAME_PERSON", "recovery", "追回立项的人不能核销,请换人办理");
    reasons.done()?;
    let new = Recovery {
        state: RecoveryState::WrittenOff,
        closed_on: Some(today),
        approved_by: Some(actor.name.clone()),
        document: Some(document.trim().to_owned()),
        ..old.clone()
    };
    if store::update(tx, old, &new).await? { Ok(old.id) } else { Err(Failure::stale()) }
}
