//! What the rules look at: a statement per table for everybody, or one per some thousand persons.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    agent_authorisation, application, bank_result, bank_return, disability_certificate, enrolment, life_event,
    payee_account, payment_line, payroll, recovery, resident,
    vocab::{ApplicationState, EnrolmentState, LifeEventKind, PaymentState, PayrollKind, PayrollState, RecoveryState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    sea_query::{Alias, Cond, ExprTrait, JoinType, Query, SelectStatement},
};

use crate::{
    kernel::{
        fault::Fault,
        filter::at,
        scope::{FindIn, Scope, Scoped},
        time::Month,
    },
    subsidies::model::facts::{
        AccountFact, ApplicationFact, AuthorisationFact, CertificateFact, EnrolmentFact, LineFact, PayrollFact,
        PersonFact, SubsidyFacts, Window,
    },
};

/// Keys in one `IN` list; below the limit of both databases.
const KEYS: usize = 10_000;

/// What is known of few lines, and of payrolls: small tables, read whole.
struct Beside {
    payrolls: BTreeMap<i64, PayrollFact>,
    /// Day of return by line.
    returns: BTreeMap<i64, NaiveDate>,
    /// Day on which the recovery was finished, by line.
    recoveries: BTreeMap<i64, NaiveDate>,
}

/// Everything within scope that the window shows.
pub async fn read<C: ConnectionTrait>(db: &C, scope: &Scope, window: &Window) -> Result<SubsidyFacts, Fault> {
    let mut facts = SubsidyFacts::default();
    let beside = Beside {
        payrolls: payrolls(db, scope).await?,
        returns: returns(db, scope).await?,
        recoveries: recoveries(db).await?,
    };
    match &window.persons {
        None => everybody(db, scope, (window, &beside), &mut facts).await?,
        Some(persons) => some(db, scope, (window, &beside, persons), &mut facts).await?,
    }
    let shown = |one: &PayrollFact| one.month <= window.to && window.from.is_none_or(|from| from <= one.month);
    facts.payrolls = beside.payrolls.into_values().filter(shown).collect();
    forget_later(db, window.as_of, &mut facts.persons).await?;
    Ok(facts)
}

async fn everybody<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    window: (&Window, &Beside),
    facts: &mut SubsidyFacts,
) -> Result<(), Fault> {
    facts.lines = lines(db, scope, window, Cond::all()).await?;
    facts.persons = persons(db, scope, Cond::all()).await?;
    facts.certificates = certificates(db, scope, Cond::all()).await?;
    facts.enrolments = enrolments(db, scope, Cond::all()).await?;
    facts.accounts = accounts(db, scope, Cond::all()).await?;
    facts.authorisations = authorisations(db, scope, Cond::all()).await?;
    facts.applications = applications(db, scope).await?;
    Ok(())
}

/// Lines and files of `persons`, and whoever else is paid to their accounts.
async fn some<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    (window, beside, wanted): (&Window, &Beside, &[i64]),
    facts: &mut SubsidyFacts,
) -> Result<(), Fault> {
    for keys in wanted.chunks(KEYS) {
        let own = resident::Column::PersonId.is_in(keys.iter().copied());
        facts.persons.extend(persons(db, scope, Cond::all().add(own)).await?);
    }
    let records: Vec<i64> = facts.persons.iter().map(|one| one.resident).collect();
    for keys in records.chunks(KEYS) {
        let keys = || keys.iter().copied();
        let own = Cond::all().add(at("l", payment_line::Column::ResidentId).is_in(keys()));
        facts.lines.extend(lines(db, scope, (window, beside), own).await?);
        let own = Cond::all().add(enrolment::Column::ResidentId.is_in(keys()));
        facts.enrolments.extend(enrolments(db, scope, own).await?);
        let own = Cond::all().add(disability_certificate::Column::ResidentId.is_in(keys()));
        facts.certificates.extend(certificates(db, scope, own).await?);
    }
    let used = facts.lines.iter().map(|line| line.account).chain(facts.enrolments.iter().map(|one| one.account));
    let used: Vec<i64> = used.collect::<BTreeSet<i64>>().into_iter().collect();
    for keys in used.chunks(KEYS) {
        let own = payee_account::Column::NumberIndex.in_subquery(numbers(scope, keys));
        facts.accounts.extend(accounts(db, scope, Cond::all().add(own)).await?);
        let own = agent_authorisation::Column::PayeeAccountId.is_in(keys.iter().copied());
        facts.authorisations.extend(authorisations(db, scope, Cond::all().add(own)).await?);
    }
    facts.accounts.sort_by_key(|one| one.id);
    facts.accounts.dedup_by_key(|one| one.id);
    let known: BTreeSet<i64> = records.into_iter().collect();
    others(db, scope, &known, facts).await
}

/// Blind indexes of these accounts' numbers.
fn numbers(scope: &Scope, keys: &[i64]) -> SelectStatement {
    let mut select = Query::select();
    select
        .column((Alias::new("n"), payee_account::Column::NumberIndex))
        .from_as(payee_account::Entity, Alias::new("n"))
        .cond_where(payee_account::Entity::within(scope, "n"))
        .and_where(at("n", payee_account::Column::Id).is_in(keys.iter().copied()));
    select
}

/// Entitlements of other persons that are paid to the same accounts, and who they are.
async fn others<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    known: &BTreeSet<i64>,
    facts: &mut SubsidyFacts,
) -> Result<(), Fault> {
    let keys: Vec<i64> = facts.accounts.iter().map(|one| one.id).collect();
    let mut strangers = BTreeSet::new();
    for keys in keys.chunks(KEYS) {
        let live = Cond::all()
            .add(enrolment::Column::PayeeAccountId.is_in(keys.iter().copied()))
            .add(enrolment::Column::State.ne(EnrolmentState::Stopped));
        let found = enrolments(db, scope, live).await?;
        let foreign = found.into_iter().filter(|one| !known.contains(&one.resident));
        for one in foreign {
            strangers.insert(one.resident);
            facts.enrolments.push(one);
        }
    }
    let strangers: Vec<i64> = strangers.into_iter().collect();
    for keys in strangers.chunks(KEYS) {
        let own = Cond::all().add(resident::Column::Id.is_in(keys.iter().copied()));
        facts.persons.extend(persons(db, scope, own).await?);
    }
    Ok(())
}

async fn lines<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    (window, beside): (&Window, &Beside),
    whose: Cond,
) -> Result<Vec<LineFact>, Fault> {
    use payment_line::Column;
    let mut select = Query::select();
    for column in [
        Column::Id,
        Column::Reference,
        Column::PersonId,
        Column::ResidentId,
        Column::EnrolmentId,
        Column::ProgrammeId,
        Column::TierId,
        Column::UnitId,
        Column::PayeeAccountId,
        Column::PayrollId,
        Column::Month,
        Column::AmountFen,
        Column::State,
        Column::ReissueOf,
    ] {
        select.column((Alias::new("l"), column));
    }
    let result = at("t", bank_result::Column::LineId).eq(at("l", Column::Id));
    select
        .column((Alias::new("t"), bank_result::Column::SettledOn))
        .from_as(payment_line::Entity, Alias::new("l"))
        .join_as(JoinType::LeftJoin, bank_result::Entity, Alias::new("t"), result)
        .cond_where(payment_line::Entity::within(scope, "l"))
        .cond_where(whose)
        .and_where(at("l", Column::Month).lte(window.to))
        .and_where(at("l", Column::State).is_not_in([PaymentState::Excluded, PaymentState::Cancelled]));
    if let Some(from) = window.from {
        select.and_where(at("l", Column::Month).gte(from));
    }
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| line(row, beside)).collect()
}

fn line(row: &QueryResult, beside: &Beside) -> Result<LineFact, Fault> {
    let (id, payroll): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(9)?);
    let state: PaymentState = row.try_get_by_index(12)?;
    let settled: Option<NaiveDate> = row.try_get_by_index(14)?;
    let batch = beside.payrolls.get(&payroll);
    let paid = settled.or(batch.and_then(|one| one.paid_on)).filter(|_| state == PaymentState::Paid);
    Ok(LineFact {
        id,
        reference: row.try_get_by_index(1)?,
        person: row.try_get_by_index(2)?,
        resident: row.try_get_by_index(3)?,
        enrolment: row.try_get_by_index(4)?,
        programme: row.try_get_by_index(5)?,
        tier: row.try_get_by_index(6)?,
        unit: row.try_get_by_index(7)?,
        account: row.try_get_by_index(8)?,
        payroll,
        month: row.try_get_by_index::<Month>(10)?,
        amount: row.try_get_by_index(11)?,
        state,
        reissue_of: row.try_get_by_index(13)?,
        kind: batch.map_or(PayrollKind::Regular, |one| one.kind),
        paid_on: paid,
        returned_on: beside.returns.get(&id).copied(),
        recovered_on: beside.recoveries.get(&id).copied(),
    })
}

async fn persons<C: ConnectionTrait>(db: &C, scope: &Scope, which: Cond) -> Result<Vec<PersonFact>, Fault> {
    use resident::Column;
    let select = resident::Entity::find_in(scope).filter(which).order_by_asc(Column::Id).select_only().columns([
        Column::Id,
        Column::PersonId,
        Column::HouseholdId,
        Column::Name,
        Column::BirthDate,
        Column::DiedOn,
        Column::MovedOutOn,
        Column::IdNumberKind,
        Column::HukouUnitId,
    ]);
    let rows = select.into_tuple().all(db).await?.into_iter();
    let person =
        |(resident, person, household, name, birth_date, died_on, moved_out_on, id_number_kind, hukou_unit)| {
            PersonFact {
                resident,
                person,
                household,
                name,
                birth_date,
                died_on,
                moved_out_on,
                id_number_kind,
                hukou_unit,
            }
        };
    Ok(rows.map(person).collect())
}

/// Deaths and departures that the office learned of after the day are not known on it.
async fn forget_later<C: ConnectionTrait>(db: &C, day: NaiveDate, persons: &mut [PersonFact]) -> Result<(), Fault> {
    use life_event::Column;
    let select = life_event::Entity::find_in(&Scope::everything())
        .filter(Column::RecordedOn.gt(day))
        .filter(Column::Kind.is_in([LifeEventKind::Death, LifeEventKind::MovedOut]))
        .select_only()
        .columns([Column::ResidentId, Column::Kind]);
    let later: BTreeSet<(i64, LifeEventKind)> = select.into_tuple().all(db).await?.into_iter().collect();
    for person in persons {
        let known = |on: &NaiveDate, kind| *on <= day && !later.contains(&(person.resident, kind));
        person.died_on = person.died_on.filter(|on| known(on, LifeEventKind::Death));
        person.moved_out_on = person.moved_out_on.filter(|on| known(on, LifeEventKind::MovedOut));
    }
    Ok(())
}

async fn certificates<C: ConnectionTrait>(db: &C, scope: &Scope, which: Cond) -> Result<Vec<CertificateFact>, Fault> {
    use disability_certificate::Column;
    let select = disability_certificate::Entity::find_in(scope).filter(which).order_by_asc(Column::Id);
    let select = select.select_only().columns([
        Column::ResidentId,
        Column::Kind,
        Column::Grade,
        Column::IssuedOn,
        Column::ValidUntil,
    ]);
    let fact = |(resident, kind, grade, issued_on, valid_until)| CertificateFact {
        resident,
        kind,
        grade,
        issued_on,
        valid_until,
    };
    Ok(select.into_tuple().all(db).await?.into_iter().map(fact).collect())
}

async fn enrolments<C: ConnectionTrait>(db: &C, scope: &Scope, which: Cond) -> Result<Vec<EnrolmentFact>, Fault> {
    let rows = enrolment::Entity::find_in(scope).filter(which).order_by_asc(enrolment::Column::Id).all(db).await?;
    let fact = |row: enrolment::Model| EnrolmentFact {
        id: row.id,
        person: row.person_id,
        resident: row.resident_id,
        programme: row.programme_id,
        tier: row.tier_id,
        unit: row.unit_id,
        state: row.state,
        start_month: row.start_month,
        end_month: row.end_month,
        account: row.payee_account_id,
        next_review_on: row.next_review_on,
    };
    Ok(rows.into_iter().map(fact).collect())
}

async fn accounts<C: ConnectionTrait>(db: &C, scope: &Scope, which: Cond) -> Result<Vec<AccountFact>, Fault> {
    use payee_account::Column;
    let select = payee_account::Entity::find_in(scope).filter(which).order_by_asc(Column::Id);
    let select = select.select_only().columns([Column::Id, Column::NumberIndex, Column::HolderName, Column::Kind]);
    let fact = |(id, number, holder, kind)| AccountFact { id, number, holder, kind };
    Ok(select.into_tuple().all(db).await?.into_iter().map(fact).collect())
}

async fn authorisations<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    which: Cond,
) -> Result<Vec<AuthorisationFact>, Fault> {
    let rows = agent_authorisation::Entity::find_in(scope).filter(which);
    let rows = rows.order_by_asc(agent_authorisation::Column::Id).all(db).await?;
    let fact = |row: agent_authorisation::Model| AuthorisationFact {
        account: row.payee_account_id,
        resident: row.resident_id,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    };
    Ok(rows.into_iter().map(fact).collect())
}

async fn payrolls<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<BTreeMap<i64, PayrollFact>, Fault> {
    use payroll::Column;
    let select = payroll::Entity::find_in(scope).filter(Column::State.ne(PayrollState::Cancelled));
    let fact = |row: payroll::Model| {
        let fact = PayrollFact {
            id: row.id,
            programme: row.programme_id,
            month: row.month,
            kind: row.kind,
            state: row.state,
            paid_on: row.paid_on,
            amount: row.declared_fen,
            lines: row.declared_count,
        };
        (row.id, fact)
    };
    Ok(select.all(db).await?.into_iter().map(fact).collect())
}

async fn returns<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    use bank_return::Column;
    let select = bank_return::Entity::find_in(scope).select_only().columns([Column::LineId, Column::ReturnedOn]);
    Ok(select.into_tuple().all(db).await?.into_iter().collect())
}

/// Recoveries are written down by whoever runs payrolls; here only the day on which one was finished is asked for.
async fn recoveries<C: ConnectionTrait>(db: &C) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    use recovery::Column;
    let finished = [RecoveryState::Recovered, RecoveryState::WrittenOff];
    let mut select = Query::select();
    select
        .columns([Column::LineId, Column::ClosedOn])
        .from(recovery::Entity)
        .and_where(Column::State.is_in(finished))
        .and_where(Column::ClosedOn.is_not_null());
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

async fn applications<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<ApplicationFact>, Fault> {
    use application::Column;
    let over = [ApplicationState::Confirmed, ApplicationState::Rejected, ApplicationState::Withdrawn];
    let rows = application::Entity::find_in(scope).filter(Column::State.is_not_in(over));
    let select = rows.order_by_asc(Column::Id).select_only();
    let select = select.columns([Column::ResidentId, Column::ProgrammeId, Column::AppliedOn]);
    let fact = |(resident, programme, applied_on)| ApplicationFact { resident, programme, applied_on };
    Ok(select.into_tuple().all(db).await?.into_iter().map(fact).collect())
}
