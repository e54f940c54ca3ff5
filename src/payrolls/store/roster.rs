//! Reads what lines are calculated from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{
    bank_return, enrolment,
    money::Fen,
    payee_account, payment_line, resident,
    vocab::{BankReturnCode, PaymentState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Cond,
};

use super::KEYS;
use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        time::Month,
    },
    payrolls::{
        model::{Beside, Candidate, Enrolment, Line, Returned, Wanted},
        rules::diff::{Fate, RosterLine},
    },
};

/// States of lines that stand for a payment that was made or will be.
pub const LIVE: [PaymentState; 5] =
    [PaymentState::Planned, PaymentState::Held, PaymentState::Sent, PaymentState::Paid, PaymentState::Returned];

/// The entitlements of a programme that cover a month.
fn covering(programme: i64, month: Month) -> Select<enrolment::Entity> {
    use enrolment::Column;
    enrolment::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::StartMonth.lte(month))
        .filter(Cond::any().add(Column::EndMonth.is_null()).add(Column::EndMonth.gte(month)))
}

/// Who is on the roster of a programme and month, by unit; lines of `payroll` itself do not count as paid.
pub async fn candidates<C: ConnectionTrait>(
    db: &C,
    (programme, month): (i64, Month),
    payroll: i64,
) -> Result<Vec<Candidate>, Fault> {
    let select = || covering(programme, month);
    let enrolments = select().order_by_asc(enrolment::Column::UnitId).order_by_asc(enrolment::Column::Id);
    let enrolments = enrolments.all(db).await?;
    let paid = paid(db, programme, &[month], payroll).await?;
    let residents = select().select_only().column(enrolment::Column::ResidentId).into_query();
    let accounts = select().select_only().column(enrolment::Column::PayeeAccountId).into_query();
    let residents = resident::Entity::find_in(&Scope::everything()).filter(resident::Column::Id.in_subquery(residents));
    let accounts =
        payee_account::Entity::find_in(&Scope::everything()).filter(payee_account::Column::Id.in_subquery(accounts));
    assemble(enrolments, (residents.all(db).await?, accounts.all(db).await?), &paid)
}

/// The entitlements with these keys, with the months of `wanted` that are paid already.
pub async fn chosen<C: ConnectionTrait>(
    db: &C,
    programme: i64,
    wanted: &[Wanted],
    payroll: i64,
) -> Result<Vec<Candidate>, Fault> {
    let keys: Vec<i64> = wanted.iter().map(|one| one.enrolment).collect();
    let mut months: Vec<Month> = wanted.iter().map(|one| one.month).collect();
    months.sort_unstable();
    months.dedup();
    let paid = paid(db, programme, &months, payroll).await?;
    let (mut enrolments, mut residents, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
    for some in keys.chunks(KEYS) {
        let own = enrolment::Entity::find_in(&Scope::everything())
            .filter(enrolment::Column::ProgrammeId.eq(programme))
            .filter(enrolment::Column::Id.is_in(some.iter().copied()))
            .all(db)
            .await?;
        residents.extend(people(db, own.iter().map(|one| one.resident_id)).await?);
        accounts.extend(accounts_of(db, own.iter().map(|one| one.payee_account_id)).await?);
        enrolments.extend(own);
    }
    assemble(enrolments, (residents, accounts), &paid)
}

async fn people<C: ConnectionTrait>(db: &C, keys: impl Iterator<Item = i64>) -> Result<Vec<resident::Model>, Fault> {
    Ok(resident::Entity::find_in(&Scope::everything()).filter(resident::Column::Id.is_in(keys)).all(db).await?)
}

async fn accounts_of<C: ConnectionTrait>(
    db: &C,
    keys: impl Iterator<Item = i64>,
) -> Result<Vec<payee_account::Model>, Fault> {
    let all = payee_account::Entity::find_in(&Scope::everything());
    Ok(all.filter(payee_account::Column::Id.is_in(keys)).all(db).await?)
}

type Paid = HashMap<i64, Vec<(Month, String)>>;

/// Live lines of a programme by person, outside one payroll.
async fn paid<C: ConnectionTrait>(db: &C, programme: i64, months: &[Month], payroll: i64) -> Result<Paid, Fault> {
    use payment_line::Column;
    let select = payment_line::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::Month.is_in(months.iter().copied()))
        .filter(Column::State.is_in(LIVE))
        .filter(Column::PayrollId.ne(payroll));
    let rows = select.select_only().columns([Column::PersonId, Column::Month, Column::Reference]);
    let mut paid = Paid::new();
    for (person, month, reference) in rows.into_tuple::<(i64, Month, String)>().all(db).await? {
        paid.entry(person).or_default().push((month, reference));
    }
    Ok(paid)
}

/// Live lines of some programmes and months, with the household they go to.
pub async fn beside<C: ConnectionTrait>(
    db: &C,
    programmes: &BTreeSet<i64>,
    months: &BTreeSet<Month>,
) -> Result<Vec<Beside>, Fault> {
    use payment_line::Column;
    let select = || {
        payment_line::Entity::find_in(&Scope::everything())
            .filter(Column::ProgrammeId.is_in(programmes.iter().copied()))
            .filter(Column::Month.is_in(months.iter().copied()))
            .filter(Column::State.is_in(LIVE))
            .select_only()
    };
    let paid = select().column(Column::ResidentId).into_query();
    let homes = resident::Entity::find_in(&Scope::everything()).filter(resident::Column::Id.in_subquery(paid));
    let homes = homes.select_only().columns([resident::Column::Id, resident::Column::HouseholdId]);
    let homes: HashMap<i64, i64> = homes.into_tuple::<(i64, i64)>().all(db).await?.into_iter().collect();
    let columns =
        [Column::ResidentId, Column::PersonId, Column::ProgrammeId, Column::TierId, Column::Month, Column::AmountFen];
    let rows = select().columns(columns).into_tuple::<(i64, i64, i64, Option<i64>, Month, Fen)>().all(db).await?;
    let line = |(resident, person, programme, tier, month, amount)| {
        let household = *homes.get(&resident)?;
        Some(Beside { household, person, programme, tier, month, amount })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

fn assemble(
    enrolments: Vec<Enrolment>,
    (residents, accounts): (Vec<resident::Model>, Vec<payee_account::Model>),
    paid: &Paid,
) -> Result<Vec<Candidate>, Fault> {
    let residents: HashMap<i64, resident::Model> = residents.into_iter().map(|row| (row.id, row)).collect();
    let accounts: HashMap<i64, payee_account::Model> = accounts.into_iter().map(|row| (row.id, row)).collect();
    let missing = || Fault::Corrupt("an entitlement without its person or account".to_owned());
    let candidate = |enrolment: Enrolment| {
        let person = residents.get(&enrolment.resident_id).ok_or_else(missing)?;
        let account = accounts.get(&enrolment.payee_account_id).ok_or_else(missing)?;
        Ok(Candidate {
            name: person.name.clone(),
            household: person.household_id,
            birth_date: person.birth_date,
            id_number_cipher: person.id_number_cipher.clone(),
            account_cipher: account.number_cipher.clone(),
            paid: paid.get(&enrolment.person_id).cloned().unwrap_or_default(),
            enrolment,
        })
    };
    enrolments.into_iter().map(candidate).collect()
}

/// Returned lines with the account that their entitlement has now.
pub async fn returned<C: ConnectionTrait>(db: &C, scope: &Scope, lines: Vec<Line>) -> Result<Vec<Returned>, Fault> {
    let mut all = Vec::new();
    for some in lines.chunks(KEYS) {
        let keys = some.iter().map(|line| line.id);
        let codes = bank_return::Entity::find_in(scope).filter(bank_return::Column::LineId.is_in(keys)).all(db).await?;
        let codes: BTreeMap<i64, BankReturnCode> = codes.into_iter().map(|row| (row.line_id, row.code)).collect();
        let enrolments = some.iter().filter_map(|line| line.enrolment_id);
        let enrolments =
            enrolment::Entity::find_in(scope).filter(enrolment::Column::Id.is_in(enrolments)).all(db).await?;
        let now: HashMap<i64, i64> = enrolments.into_iter().map(|row| (row.id, row.payee_account_id)).collect();
        let account =
            |line: &Line| line.enrolment_id.and_then(|id| now.get(&id)).copied().unwrap_or(line.payee_account_id);
        let people = people(db, some.iter().map(|line| line.resident_id)).await?;
        let people: HashMap<i64, resident::Model> = people.into_iter().map(|row| (row.id, row)).collect();
        let accounts = accounts_of(db, some.iter().map(account)).await?;
        let accounts: HashMap<i64, payee_account::Model> = accounts.into_iter().map(|row| (row.id, row)).collect();
        for line in some {
            let missing = || Fault::Corrupt("a line without its person or account".to_owned());
            let person = people.get(&line.resident_id).ok_or_else(missing)?;
            let account = accounts.get(&account(line)).ok_or_else(missing)?;
            all.push(Returned {
                code: codes.get(&line.id).copied(),
                name: person.name.clone(),
                id_number_cipher: person.id_number_cipher.clone(),
                account: account.id,
                account_cipher: account.number_cipher.clone(),
                line: line.clone(),
            });
        }
    }
    Ok(all)
}

/// The lines with these keys.
pub async fn lines_by_key<C: ConnectionTrait>(db: &C, scope: &Scope, keys: &[i64]) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    for some in keys.chunks(KEYS) {
        let own = payment_line::Entity::find_in(scope).filter(payment_line::Column::Id.is_in(some.iter().copied()));
        lines.extend(own.order_by_asc(payment_line::Column::Id).all(db).await?);
    }
    Ok(lines)
}

/// Lines of the regular payrolls of a programme and month.
pub async fn roster<C: ConnectionTrait>(db: &C, scope: &Scope, payroll: i64) -> Result<Vec<RosterLine>, Fault> {
    use payment_line::Column;
    let own = payment_line::Entity::find_in(scope).filter(Column::PayrollId.eq(payroll));
    let columns = [Column::ResidentId, Column::TierId, Column::AmountFen, Column::State, Column::ExclusionNote];
    let rows = own.order_by_asc(Column::Id).select_only().columns(columns);
    let rows = rows.into_tuple::<(i64, Option<i64>, Fen, PaymentState, Option<String>)>().all(db).await?;
    let line =
        |(resident, tier, amount, state, exclusion_note)| RosterLine { resident, tier, amount, state, exclusion_note };
    Ok(rows.into_iter().map(line).collect())
}

/// What became of a programme's entitlements that had begun by `month`, by resident and tier.
pub async fn fates<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    (programme, month): (i64, Month),
) -> Result<BTreeMap<(i64, Option<i64>), Fate>, Fault> {
    use enrolment::Column;
    let select = || {
        enrolment::Entity::find_in(scope)
            .filter(Column::ProgrammeId.eq(programme))
            .filter(Column::StartMonth.lte(month))
            .filter(Cond::any().add(Column::EndMonth.is_null()).add(Column::EndMonth.gte(month.plus(-1))))
    };
    let enrolments = select().order_by_asc(Column::StartMonth).order_by_asc(Column::Id).all(db).await?;
    let people = select().select_only().column(Column::ResidentId).into_query();
    let people = resident::Entity::find_in(&Scope::everything()).filter(resident::Column::Id.in_subquery(people));
    let people: HashMap<i64, resident::Model> = people.all(db).await?.into_iter().map(|row| (row.id, row)).collect();
    let fate = |row: Enrolment| {
        let person = people.get(&row.resident_id);
        let fate = Fate {
            state: row.state,
            start: row.start_month,
            end: row.end_month,
            stop_reason: row.stop_reason,
            died_on: person.and_then(|one| one.died_on),
            moved_out_on: person.and_then(|one| one.moved_out_on),
        };
        ((row.resident_id, row.tier_id), fate)
    };
    Ok(enrolments.into_iter().map(fate).collect())
}
