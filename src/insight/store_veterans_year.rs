//! SQL of a year of veterans: stations, cards, plaques and benefits.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use entity::{
    money::Fen,
    service_point, veteran_benefit, veteran_card, veteran_step,
    vocab::{BenefitKind, BenefitState, CardState, HonourLevel, ServicePointKind, VeteranAct},
};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::{
    store_veterans::{bigint, when},
    veterans_year::{Cards, Merit, VeteranYear},
};
use crate::kernel::{
    fault::Fault,
    filter::{at, exists, holds},
    plan::ROOT,
    scope::{Scope, Scoped},
};

fn rows<E: Scoped>(entity: E, scope: &Scope) -> SelectStatement {
    let mut select = Query::select();
    select.from_as(entity, Alias::new(ROOT)).cond_where(E::within(scope, ROOT));
    select
}

fn count_when(select: &mut SelectStatement, name: &str, condition: Cond, value: SimpleExpr) {
    select.expr_as(Expr::expr(when(condition, value)).count_distinct(), Alias::new(name));
}

async fn one<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<QueryResult, Fault> {
    db.query_one(select).await?.ok_or_else(|| Fault::Defect("a count answers one row".to_owned()))
}

/// Veteran stations open on `day`.
async fn stations<C: ConnectionTrait>(db: &C, scope: &Scope, day: NaiveDate) -> Result<i64, Fault> {
    use service_point::Column;
    let mut select = rows(service_point::Entity, scope);
    select
        .expr_as(at(ROOT, Column::Id).count(), Alias::new("stations"))
        .and_where(at(ROOT, Column::Kind).eq(ServicePointKind::VeteranStation))
        .cond_where(holds(ROOT, Column::OpenedOn, Column::ClosedOn, day));
    Ok(one(db, &select).await?.try_get("", "stations")?)
}

/// Cards on `day`, by their dates: a refusal dates from the day its state does.
async fn cards<C: ConnectionTrait>(db: &C, scope: &Scope, day: NaiveDate, days: i64) -> Result<Cards, Fault> {
    use veteran_card::Column;
    let refused =
        Cond::all().add(at(ROOT, Column::State).eq(CardState::Refused)).add(at(ROOT, Column::StateSince).lte(day));
    let pending = || {
        let later = Cond::any().add(at(ROOT, Column::IssuedOn).is_null()).add(at(ROOT, Column::IssuedOn).gt(day));
        Cond::all().add(later)
    };
    let limit = day.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(day);
    let overdue = pending().add(at(ROOT, Column::AppliedOn).lt(limit));
    let mut select = rows(veteran_card::Entity, scope);
    select.and_where(at(ROOT, Column::AppliedOn).lte(day)).cond_where(refused.not());
    select.expr_as(at(ROOT, Column::Id).count(), Alias::new("applied"));
    count_when(&mut select, "issued", pending().not(), at(ROOT, Column::Id));
    count_when(&mut select, "pending", pending(), at(ROOT, Column::Id));
    count_when(&mut select, "overdue", overdue, at(ROOT, Column::Id));
    let row = one(db, &select).await?;
    let count = |name: &str| row.try_get::<i64>("", name).map(Some);
    let (applied, issued) = (count("applied")?, count("issued")?);
    Ok(Cards { applied, issued, pending: count("pending")?, overdue: count("overdue")? })
}

/// Plaques and pensions that last, on `day`: households with a plaque, those to replace, persons with a pension.
async fn lasting<C: ConnectionTrait>(db: &C, scope: &Scope, day: NaiveDate) -> Result<(i64, i64, i64), Fault> {
    use veteran_benefit::Column;
    let live = |kind: BenefitKind| {
        let state = |state: BenefitState| at(ROOT, Column::State).eq(state);
        Cond::all()
            .add(at(ROOT, Column::Kind).eq(kind))
            .add(state(BenefitState::Refused).not())
            .add(Cond::any().add(at(ROOT, Column::EndedOn).is_null()).add(at(ROOT, Column::EndedOn).gt(day)))
    };
    let delivered = |kind: BenefitKind| live(kind).add(at(ROOT, Column::DeliveredOn).lte(day));
    let (hung, pension) = (delivered(BenefitKind::Plaque), delivered(BenefitKind::Pension));
    let broken = delivered(BenefitKind::Plaque).add(reported(scope, day));
    let mut select = rows(veteran_benefit::Entity, scope);
    select.and_where(at(ROOT, Column::RegisteredOn).lte(day));
    select.and_where(at(ROOT, Column::Kind).is_in([BenefitKind::Plaque, BenefitKind::Pension]));
    count_when(&mut select, "plaques", hung, at(ROOT, Column::HouseholdId));
    count_when(&mut select, "broken", broken, at(ROOT, Column::HouseholdId));
    count_when(&mut select, "pensions", pension, at(ROOT, Column::VeteranId));
    let row = one(db, &select).await?;
    Ok((row.try_get("", "plaques")?, row.try_get("", "broken")?, row.try_get("", "pensions")?))
}

/// The plaque was reported as damaged or missing by `day`, and not replaced or taken back since by then.
fn reported(scope: &Scope, day: NaiveDate) -> Cond {
    use veteran_step::{Column, Entity};
    let by_then = |alias: &str, acts: &[VeteranAct]| {
        Cond::all().add(at(alias, Column::DoneOn).lte(day)).add(at(alias, Column::Act).is_in(acts.iter().copied()))
    };
    let since = at("later", Column::Id).gt(at("report", Column::Id));
    let mended = by_then("later", &[VeteranAct::Replace, VeteranAct::Deliver, VeteranAct::End]).add(since);
    let parent = ("report", Column::BenefitId);
    let mended = exists::<Entity>(scope, "later", Column::BenefitId, parent, mended);
    let open = by_then("report", &[VeteranAct::Report]).add(mended.not());
    let parent = (ROOT, veteran_benefit::Column::Id);
    Cond::all().add(exists::<Entity>(scope, "report", Column::BenefitId, parent, open))
}

/// Benefits of a kind (and level of honour) in a year.
#[derive(Debug, Clone, Copy, Default)]
struct OfYear {
    cases: i64,
    persons: i64,
    done: i64,
    approved: i64,
    /// Distinct persons of what was approved.
    approved_persons: i64,
    amount: Fen,
}

type Benefits = BTreeMap<(BenefitKind, Option<HonourLevel>), OfYear>;

/// Benefits of `year` that were not refused.
async fn benefits<C: ConnectionTrait>(db: &C, scope: &Scope, year: i32, day: NaiveDate) -> Result<Benefits, Fault> {
    use veteran_benefit::Column;
    let of_year =
        [BenefitKind::MeritReport, BenefitKind::CheckUp, BenefitKind::Recuperation, BenefitKind::Reimbursement];
    let approved = Cond::all()
        .add(at(ROOT, Column::State).is_in([BenefitState::Approved, BenefitState::Delivered]))
        .add(at(ROOT, Column::ApprovedOn).lte(day));
    let done = Cond::all()
        .add(at(ROOT, Column::State).eq(BenefitState::Delivered))
        .add(at(ROOT, Column::DeliveredOn).lte(day));
    let mut select = rows(veteran_benefit::Entity, scope);
    for (name, column) in [("of_kind", Column::Kind), ("of_level", Column::HonourLevel)] {
        select.expr_as(at(ROOT, column), Alias::new(name)).add_group_by([Expr::col(Alias::new(name))]);
    }
    select
        .and_where(at(ROOT, Column::Year).eq(year))
        .and_where(at(ROOT, Column::Kind).is_in(of_year))
        .and_where(at(ROOT, Column::State).ne(BenefitState::Refused))
        .expr_as(at(ROOT, Column::Id).count(), Alias::new("cases"))
        .expr_as(at(ROOT, Column::VeteranId).count_distinct(), Alias::new("persons"))
        .expr_as(bigint(Expr::expr(when(approved.clone(), at(ROOT, Column::AmountFen))).sum()), Alias::new("sum_fen"));
    count_when(&mut select, "done", done, at(ROOT, Column::Id));
    count_when(&mut select, "approved", approved.clone(), at(ROOT, Column::Id));
    count_when(&mut select, "approved_persons", approved, at(ROOT, Column::VeteranId));
    let mut found = BTreeMap::new();
    for row in db.query_all(&select).await? {
        let figures = OfYear {
            cases: row.try_get("", "cases")?,
            persons: row.try_get("", "persons")?,
            done: row.try_get("", "done")?,
            approved: row.try_get("", "approved")?,
            approved_persons: row.try_get("", "approved_persons")?,
            amount: row.try_get("", "sum_fen")?,
        };
        found.insert((row.try_get("", "of_kind")?, row.try_get("", "of_level")?), figures);
    }
    Ok(found)
}

/// The figures of `year` besides the register and its services, as of `day`.
pub async fn year<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    (year, day): (i32, NaiveDate),
    card_days: i64,
) -> Result<VeteranYear, Fault> {
    let (plaques, to_replace, pensions) = lasting(db, scope, day).await?;
    let benefits = benefits(db, scope, year, day).await?;
    let of = |kind: BenefitKind| benefits.get(&(kind, None)).copied().unwrap_or_default();
    let (check_ups, reimbursements) = (of(BenefitKind::CheckUp), of(BenefitKind::Reimbursement));
    let honoured = benefits.iter().filter_map(|((_, level), figures)| level.map(|level| (level, figures)));
    let merits: Vec<Merit> = honoured
        .map(|(level, figures)| Merit { level, count: Some(figures.cases), persons: figures.persons })
        .collect();
    Ok(VeteranYear {
        stations: stations(db, scope, day).await?,
        cards: cards(db, scope, day, card_days).await?,
        plaques: Some(plaques),
        plaques_to_replace: Some(to_replace),
        merit_reports: merits.iter().map(|merit| merit.count).sum(),
        merits,
        check_ups_done: Some(check_ups.done),
        check_ups_eligible: Some(check_ups.cases),
        recuperations: Some(of(BenefitKind::Recuperation).done),
        reimbursements: Some(reimbursements.approved),
        reimbursement_amount: Some(reimbursements.amount),
        reimbursed: reimbursements.approved_persons,
        pensions: Some(pensions),
        ..VeteranYear::default()
    })
}
