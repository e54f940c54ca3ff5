//! Writes what an act on a payroll changes.

use chrono::NaiveDate;
use entity::{
    bank_result, bank_return, payment_line, payroll, payroll_decision, payroll_exception, payroll_step,
    vocab::{PaymentState, PayrollState},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::KEYS;
use crate::{
    kernel::{
        fault::Fault,
        write::{add, add_all},
    },
    payrolls::model::{Changes, Line, LineChange, Payroll, PayrollFile, Step},
};

/// Stores a new payroll with its first step; answers it with its key.
pub async fn open<C: ConnectionTrait>(tx: &C, payroll: Payroll, step: Step) -> Result<Payroll, Fault> {
    let payroll = add(tx, payroll).await?;
    add(tx, Step { payroll_id: payroll.id, ..step }).await?;
    Ok(payroll)
}

/// Gives a payroll that was opened just now its lines: it is calculated.
pub async fn start<C: ConnectionTrait>(tx: &C, payroll: Payroll, lines: Vec<Line>) -> Result<Payroll, Fault> {
    add_all(tx, lines).await?;
    let state = Set(PayrollState::Calculated);
    Ok(payroll::ActiveModel { id: Set(payroll.id), state, ..Default::default() }.update(tx).await?)
}

/// Writes `changes` of `file` if its version is still the one that was read. Says whether it was.
pub async fn apply<C: ConnectionTrait>(
    tx: &C,
    file: &PayrollFile,
    changes: Changes,
    (actor, today): (&str, NaiveDate),
) -> Result<bool, Fault> {
    if !update(tx, &file.payroll, &changes.payroll).await? {
        return Ok(false);
    }
    if let Some((new, old)) = &changes.source
        && !update(tx, old, new).await?
    {
        return Ok(false);
    }
    if let Some(lines) = changes.lines {
        let old = payment_line::Entity::delete_many().filter(payment_line::Column::PayrollId.eq(file.payroll.id));
        let unsent = [PaymentState::Planned, PaymentState::Held, PaymentState::Excluded];
        old.filter(payment_line::Column::State.is_in(unsent)).exec(tx).await?;
        add_all(tx, lines).await?;
    }
    for change in &changes.line_changes {
        change_lines(tx, change).await?;
    }
    add_all::<_, bank_result::ActiveModel, _>(tx, changes.results).await?;
    add_all::<_, bank_return::ActiveModel, _>(tx, changes.returns).await?;
    if let Some(decision) = changes.lifted {
        let row = payroll_decision::ActiveModel {
            id: Set(decision),
            lifted_on: Set(Some(today)),
            lifted_by: Set(Some(actor.to_owned())),
            ..Default::default()
        };
        row.update(tx).await?;
    }
    if let Some(decision) = changes.decision {
        add(tx, decision).await?;
    }
    add_all::<_, payroll_exception::ActiveModel, _>(tx, changes.exceptions).await?;
    if let Some((exception, answer)) = changes.answer {
        let row = payroll_exception::ActiveModel {
            id: Set(exception),
            resolved_on: Set(Some(today)),
            resolved_by: Set(Some(actor.to_owned())),
            answer: Set(Some(answer)),
            ..Default::default()
        };
        row.update(tx).await?;
    }
    let step = Step {
        id: 0,
        payroll_id: file.payroll.id,
        act: changes.act,
        done_on: today,
        actor: actor.to_owned(),
        note: changes.note,
        content_hash: changes.about.or(changes.payroll.content_hash),
    };
    add::<_, payroll_step::ActiveModel, _>(tx, step).await?;
    Ok(true)
}

/// Compare-and-set on the version.
async fn update<C: ConnectionTrait>(tx: &C, old: &Payroll, new: &Payroll) -> Result<bool, Fault> {
    let mut row = new.clone().into_active_model().reset_all();
    row.id = NotSet;
    row.version = Set(old.version + 1);
    let done = payroll::Entity::update_many()
        .set(row)
        .filter(payroll::Column::Id.eq(old.id))
        .filter(payroll::Column::Version.eq(old.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Fewer rows in the state named than were named is a contradiction, and all is rolled back: a paid line never changes.
pub async fn change_lines<C: ConnectionTrait>(tx: &C, change: &LineChange) -> Result<(), Fault> {
    let mut row = payment_line::ActiveModel { state: Set(change.to), ..Default::default() };
    if let Some(note) = &change.note {
        row.exclusion_note = Set(Some(note.clone()));
    }
    if change.releases {
        row.reissue_of = Set(None);
    }
    for keys in change.lines.chunks(KEYS) {
        let done = payment_line::Entity::update_many()
            .set(row.clone())
            .filter(payment_line::Column::Id.is_in(keys.iter().copied()))
            .filter(payment_line::Column::State.eq(change.from))
            .exec(tx)
            .await?;
        if done.rows_affected != keys.len() as u64 {
            return Err(Fault::Corrupt("a line was not in the state it was read in".to_owned()));
        }
    }
    Ok(())
}
