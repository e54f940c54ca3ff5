//! Writes what an act on a plan changes.

use chrono::NaiveDate;
use entity::{
    distribution_plan, payout_line, plan_objection, plan_step,
    vocab::{PayoutState, PlanAct},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{
    dividends::model::{Answer, Changes, LineChange, Plan, PlanFile},
    kernel::{
        fault::Fault,
        write::{add, add_all},
    },
};

/// Keys in one `IN` list.
const KEYS: usize = 5_000;

/// Stores a new plan with its first step; answers its key.
pub async fn draft<C: ConnectionTrait>(tx: &C, plan: Plan, on: NaiveDate, note: String) -> Result<i64, Fault> {
    let plan = add(tx, plan).await?;
    let actor = plan.drafted_by.clone();
    step(tx, &plan, (PlanAct::Draft, on, &actor), note, None, None).await?;
    Ok(plan.id)
}

/// Writes `changes` of `file` if its version is still the one that was read. Says whether it was.
pub async fn apply<C: ConnectionTrait>(
    tx: &C,
    file: &PlanFile,
    changes: Changes,
    (actor, today): (&str, NaiveDate),
) -> Result<bool, Fault> {
    if !update(tx, &file.plan, &changes.plan).await? {
        return Ok(false);
    }
    if let Some(lines) = changes.lines {
        let old = payout_line::Entity::delete_many().filter(payout_line::Column::PlanId.eq(file.plan.id));
        old.filter(payout_line::Column::State.eq(PayoutState::Planned)).exec(tx).await?;
        add_all(tx, lines).await?;
    }
    for change in &changes.line_changes {
        change_lines(tx, change).await?;
    }
    add_all(tx, changes.parts).await?;
    if let Some(vote) = changes.vote {
        add(tx, vote).await?;
    }
    if let Some(objection) = changes.objection {
        add(tx, objection).await?;
    }
    if let Some(answer) = changes.answer {
        answer_objection(tx, answer, actor, today).await?;
    }
    let hash = changes.plan.content_hash.clone();
    step(tx, &changes.plan, (changes.act, today, actor), changes.note, hash, changes.document).await?;
    Ok(true)
}

/// Compare-and-set on the version.
async fn update<C: ConnectionTrait>(tx: &C, old: &Plan, new: &Plan) -> Result<bool, Fault> {
    let mut row = new.clone().into_active_model().reset_all();
    row.id = NotSet;
    row.version = Set(old.version + 1);
    let done = distribution_plan::Entity::update_many()
        .set(row)
        .filter(distribution_plan::Column::Id.eq(old.id))
        .filter(distribution_plan::Column::Version.eq(old.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A paid or divided line never changes: fewer rows than named is a contradiction, and all is rolled back.
async fn change_lines<C: ConnectionTrait>(tx: &C, change: &LineChange) -> Result<(), Fault> {
    let mut row =
        payout_line::ActiveModel { state: Set(change.state), reason: Set(change.reason), ..Default::default() };
    if let Some(day) = change.sent_on {
        row.sent_on = Set(Some(day));
    }
    if let Some(day) = change.unclaimed_on {
        row.unclaimed_on = Set(Some(day));
    }
    if let Some(day) = change.settled_on {
        row.settled_on = Set(Some(day));
    }
    if let Some(code) = change.return_code {
        row.return_code = Set(Some(code));
    }
    if let Some(document) = &change.document {
        row.document = Set(Some(document.clone()));
    }
    if let Some((account, reference)) = &change.again {
        row.account_cipher = Set(Some(account.clone()));
        row.reference = Set(reference.clone());
    }
    for keys in change.lines.chunks(KEYS) {
        let done = payout_line::Entity::update_many()
            .set(row.clone())
            .filter(payout_line::Column::Id.is_in(keys.iter().copied()))
            .filter(payout_line::Column::State.is_not_in([
                PayoutState::Paid,
                PayoutState::Inherited,
                PayoutState::Withdrawn,
            ]))
            .exec(tx)
            .await?;
        if done.rows_affected != keys.len() as u64 {
            return Err(Fault::Corrupt("a settled payout line was to be changed".to_owned()));
        }
    }
    Ok(())
}

async fn answer_objection<C: ConnectionTrait>(
    tx: &C,
    answer: Answer,
    actor: &str,
    today: NaiveDate,
) -> Result<(), Fault> {
    let row = plan_objection::ActiveModel {
        id: Set(answer.objection),
        resolved_on: Set(Some(today)),
        outcome: Set(Some(answer.outcome)),
        resolved_by: Set(Some(actor.to_owned())),
        answer: Set(Some(answer.text)),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

async fn step<C: ConnectionTrait>(
    tx: &C,
    plan: &Plan,
    (act, done_on, actor): (PlanAct, NaiveDate, &str),
    note: String,
    content_hash: Option<String>,
    document: Option<String>,
) -> Result<(), Fault> {
    let row = plan_step::Model {
        id: 0,
        plan_id: plan.id,
        collective_id: plan.collective_id,
        act,
        done_on,
        actor: actor.to_owned(),
        note,
        content_hash,
        document,
    };
    add(tx, row).await?;
    Ok(())
}
