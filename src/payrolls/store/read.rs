//! Reads payrolls.

use std::{collections::BTreeSet, sync::Arc};

use entity::{
    bank_format, bank_result,
    money::Fen,
    payment_line, payroll, payroll_decision, payroll_exception, payroll_step,
    vocab::{PaymentState, PayrollAct, PayrollKind, PayrollState},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait};

use super::KEYS;
use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        time::Month,
    },
    payrolls::model::{BankFormat, Control, Line, Payroll, PayrollFile, Step},
    subsidies::model::Programmes,
};

/// The payroll with this key.
pub async fn payroll<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<Payroll>, Fault> {
    Ok(payroll::Entity::find_in(scope).filter(payroll::Column::Id.eq(id)).one(db).await?)
}

/// Everything on one payroll.
pub async fn file<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: i64,
    programmes: &Programmes,
) -> Result<Option<PayrollFile>, Fault> {
    let Some(payroll) = payroll(db, scope, id).await? else { return Ok(None) };
    let programme = programmes.get(payroll.programme_id).map(Arc::clone);
    let programme = programme.ok_or_else(|| Fault::Corrupt("a payroll of no programme".to_owned()))?;
    let lines = lines(db, scope, id).await?;
    let decisions = payroll_decision::Entity::find_in(scope)
        .filter(payroll_decision::Column::PayrollId.eq(id))
        .filter(payroll_decision::Column::LiftedOn.is_null())
        .all(db)
        .await?;
    let open_exceptions = payroll_exception::Entity::find_in(scope)
        .filter(payroll_exception::Column::PayrollId.eq(id))
        .filter(payroll_exception::Column::ResolvedOn.is_null())
        .order_by_asc(payroll_exception::Column::Id)
        .all(db)
        .await?;
    Ok(Some(PayrollFile { steps: steps(db, scope, id).await?, payroll, programme, lines, decisions, open_exceptions }))
}

/// The lines of a payroll in the order they were calculated in.
pub async fn lines<C: ConnectionTrait>(db: &C, scope: &Scope, payroll: i64) -> Result<Vec<Line>, Fault> {
    let own = payment_line::Entity::find_in(scope).filter(payment_line::Column::PayrollId.eq(payroll));
    Ok(own.order_by_asc(payment_line::Column::Id).all(db).await?)
}

async fn steps<C: ConnectionTrait>(db: &C, scope: &Scope, payroll: i64) -> Result<Vec<Step>, Fault> {
    let own = payroll_step::Entity::find_in(scope).filter(payroll_step::Column::PayrollId.eq(payroll));
    Ok(own.order_by_asc(payroll_step::Column::Id).all(db).await?)
}

/// The regular payroll of a programme and month that was not cancelled.
pub async fn regular<C: ConnectionTrait>(db: &C, programme: i64, month: Month) -> Result<Option<Payroll>, Fault> {
    use payroll::Column;
    let select = payroll::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::Month.eq(month))
        .filter(Column::Kind.eq(PayrollKind::Regular))
        .filter(Column::State.ne(PayrollState::Cancelled));
    Ok(select.one(db).await?)
}

/// The format with this code.
pub async fn format<C: ConnectionTrait>(db: &C, code: &str) -> Result<Option<BankFormat>, Fault> {
    let all = bank_format::Entity::find_in(&Scope::everything());
    Ok(all.filter(bank_format::Column::Code.eq(code)).one(db).await?)
}

/// All formats.
pub async fn formats<C: ConnectionTrait>(db: &C) -> Result<Vec<BankFormat>, Fault> {
    let all = bank_format::Entity::find_in(&Scope::everything());
    Ok(all.order_by_asc(bank_format::Column::Code).all(db).await?)
}

/// Which of these references of the bank settled a line before.
pub async fn used_references<C: ConnectionTrait>(db: &C, references: &[&str]) -> Result<BTreeSet<String>, Fault> {
    let mut used = BTreeSet::new();
    for some in references.chunks(KEYS) {
        let known = bank_result::Entity::find_in(&Scope::everything())
            .filter(bank_result::Column::BankReference.is_in(some.iter().copied()));
        let known = known.select_only().column(bank_result::Column::BankReference).into_tuple::<String>();
        used.extend(known.all(db).await?);
    }
    Ok(used)
}

/// Whether the payroll took an answer with this digest before.
pub async fn reconciled_with<C: ConnectionTrait>(db: &C, payroll: i64, digest: &str) -> Result<bool, Fault> {
    use payroll_step::Column;
    let select = payroll_step::Entity::find_in(&Scope::everything())
        .filter(Column::PayrollId.eq(payroll))
        .filter(Column::Act.eq(PayrollAct::Reconcile))
        .filter(Column::ContentHash.eq(digest));
    Ok(select.one(db).await?.is_some())
}

/// Number and sum of a payroll's lines by state.
pub async fn totals<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    payroll: i64,
) -> Result<Vec<(PaymentState, Control)>, Fault> {
    use payment_line::Column;
    let own = payment_line::Entity::find_in(scope).filter(Column::PayrollId.eq(payroll)).select_only();
    let sum = Column::AmountFen.sum().cast_as("BIGINT");
    let grouped = own.column(Column::State).column_as(Column::Id.count(), "count").column_as(sum, "sum");
    let rows = grouped.group_by(Column::State).order_by_asc(Column::State);
    let rows = rows.into_tuple::<(PaymentState, i64, i64)>().all(db).await?;
    let total =
        |(state, count, sum)| (state, Control { count: i32::try_from(count).unwrap_or(i32::MAX), sum: Fen(sum) });
    Ok(rows.into_iter().map(total).collect())
}
