//! Facts that eligibility is judged by: set-based, one statement per table and few thousand people.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    disability_certificate, enrolment, household, programme, residency, resident, resident_fact, unit, veteran,
    veteran_category, veteran_disability,
    vocab::{EligibilityFact as Fact, EnrolmentState, HouseholdRole, ResidencyKind, UnitKind},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Cond, ExprTrait},
};

use super::to_veterans;
use crate::{
    kernel::{
        fault::Fault,
        money::Fen,
        scope::{FindIn, Reach, Scope, Scoped},
        time::{Month, age_on},
    },
    subsidies::rules::eligibility::{Certificate, Facts, VeteranFacts},
};

/// People in one statement.
const KEYS: usize = 5_000;

/// A record of somebody in a household of those asked about.
struct Member {
    id: i64,
    person: i64,
    household: i64,
    role: HouseholdRole,
    birth: NaiveDate,
}

/// What one chunk of people is judged by.
#[derive(Default)]
struct Parts {
    hukou: BTreeMap<i64, Option<i64>>,
    kinds: BTreeMap<i64, UnitKind>,
    members: Vec<Member>,
    certificates: BTreeMap<i64, Certificate>,
    incomes: BTreeMap<i64, Fen>,
    programmes: BTreeMap<i64, BTreeSet<String>>,
    declared: BTreeMap<i64, BTreeMap<Fact, String>>,
    veterans: BTreeMap<i64, VeteranFacts>,
}

/// What is known in `month` of the residents with these keys who exist within scope. Only what `wanted` asks for is read.
pub async fn facts<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    residents: &[i64],
    month: Month,
    wanted: &BTreeSet<Fact>,
) -> Result<Vec<Facts>, Fault> {
    let mut found = Vec::with_capacity(residents.len());
    for keys in residents.chunks(KEYS) {
        let select = resident::Entity::find_in(scope).filter(resident::Column::Id.is_in(keys.iter().copied()));
        let rows = select.order_by_asc(resident::Column::Id).all(db).await?;
        let parts = parts(db, scope, &rows, month, wanted).await?;
        found.extend(rows.iter().map(|row| parts.facts(row, scope, month)));
    }
    Ok(found)
}

fn bounds(month: Month) -> Result<(NaiveDate, NaiveDate), Fault> {
    month.first_day().zip(month.last_day()).ok_or_else(|| Fault::Defect("no month".to_owned()))
}

async fn parts<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    rows: &[resident::Model],
    month: Month,
    wanted: &BTreeSet<Fact>,
) -> Result<Parts, Fault> {
    use Fact::{
        CertificateGrade, CertificateKind, CertificateValid, DisabledInHousehold, HouseholdProgramme, HukouHere,
        HukouUnitKind, IncomePerHead, KeptByElder, Programme, VeteranCategory, VeteranCause, VeteranGrade,
    };
    let any = |facts: &[Fact]| facts.iter().any(|fact| wanted.contains(fact));
    let persons: Vec<i64> = rows.iter().map(|row| row.person_id).collect();
    let mut parts = Parts::default();
    if any(&[HukouHere, HukouUnitKind]) {
        parts.hukou = hukou(db, rows, month).await?;
        let units = unit::Entity::find_in(&Scope::everything()).all(db).await?;
        parts.kinds = units.into_iter().map(|unit| (unit.id, unit.kind)).collect();
    }
    let papers = any(&[CertificateGrade, CertificateKind, CertificateValid, DisabledInHousehold]);
    if papers || any(&[KeptByElder, HouseholdProgramme]) {
        parts.members = members(db, rows, month).await?;
    }
    if papers {
        parts.certificates = certificates(db, &parts.members, month).await?;
    }
    if any(&[IncomePerHead]) {
        parts.incomes = incomes(db, rows).await?;
    }
    if any(&[Programme, HouseholdProgramme]) {
        let mut drawing = persons.clone();
        drawing.extend(parts.members.iter().map(|member| member.person));
        parts.programmes = programmes(db, scope, &drawing, month).await?;
    }
    if wanted.iter().any(|fact| crate::subsidies::rules::eligibility::is_declared(*fact)) {
        parts.declared = declared(db, &persons, month).await?;
    }
    if any(&[VeteranCategory, VeteranCause, VeteranGrade]) {
        parts.veterans = veterans(db, scope, &persons, month).await?;
    }
    Ok(parts)
}

/// Hukou unit in the month, of those whose residencies are on record.
async fn hukou<C: ConnectionTrait>(
    db: &C,
    rows: &[resident::Model],
    month: Month,
) -> Result<BTreeMap<i64, Option<i64>>, Fault> {
    use residency::Column;
    let (first, last) = bounds(month)?;
    let select = residency::Entity::find_in(&Scope::everything())
        .filter(Column::ResidentId.is_in(rows.iter().map(|row| row.id)))
        .filter(Column::Kind.eq(ResidencyKind::Hukou))
        .order_by_asc(Column::ValidFrom);
    let mut found = BTreeMap::new();
    for row in select.all(db).await? {
        let here = row.valid_from <= last && row.valid_to.is_none_or(|end| end > first);
        let unit: &mut Option<i64> = found.entry(row.resident_id).or_default();
        if here {
            *unit = Some(row.unit_id);
        }
    }
    Ok(found)
}

/// Every record in the households of these residents, and every other record of the same persons. A household counts
/// whole, whoever asks.
async fn members<C: ConnectionTrait>(db: &C, rows: &[resident::Model], month: Month) -> Result<Vec<Member>, Fault> {
    use resident::Column;
    let (first, _) = bounds(month)?;
    let still = |column: Column| Cond::any().add(column.is_null()).add(column.gte(first));
    let households: BTreeSet<i64> = rows.iter().map(|row| row.household_id).collect();
    let persons: BTreeSet<i64> = rows.iter().map(|row| row.person_id).collect();
    let there = Cond::all().add(Column::HouseholdId.is_in(households)).add(still(Column::DiedOn));
    let of = Cond::any().add(there.add(still(Column::MovedOutOn))).add(Column::PersonId.is_in(persons));
    let select = resident::Entity::find_in(&Scope::everything()).filter(of).select_only().columns([
        Column::Id,
        Column::PersonId,
        Column::HouseholdId,
        Column::HouseholdRole,
        Column::BirthDate,
    ]);
    let rows = select.into_tuple::<(i64, i64, i64, HouseholdRole, NaiveDate)>().all(db).await?;
    let member = |(id, person, household, role, birth)| Member { id, person, household, role, birth };
    Ok(rows.into_iter().map(member).collect())
}

/// The newest certificate of each person that is valid in the month.
async fn certificates<C: ConnectionTrait>(
    db: &C,
    members: &[Member],
    month: Month,
) -> Result<BTreeMap<i64, Certificate>, Fault> {
    use disability_certificate::Column;
    let (first, last) = bounds(month)?;
    let persons: BTreeMap<i64, i64> = members.iter().map(|member| (member.id, member.person)).collect();
    let mut found = BTreeMap::new();
    let keys: Vec<i64> = persons.keys().copied().collect();
    for keys in keys.chunks(KEYS) {
        let select = disability_certificate::Entity::find_in(&Scope::everything())
            .filter(Column::ResidentId.is_in(keys.iter().copied()))
            .filter(Column::IssuedOn.lte(last))
            .filter(Column::ValidUntil.gte(first))
            .order_by_asc(Column::IssuedOn);
        for row in select.all(db).await? {
            let person = persons.get(&row.resident_id).copied().unwrap_or(row.resident_id);
            found.insert(person, Certificate { kind: row.kind, grade: row.grade });
        }
    }
    Ok(found)
}

async fn incomes<C: ConnectionTrait>(db: &C, rows: &[resident::Model]) -> Result<BTreeMap<i64, Fen>, Fault> {
    use household::Column;
    let keys: BTreeSet<i64> = rows.iter().map(|row| row.household_id).collect();
    let select = household::Entity::find_in(&Scope::everything())
        .filter(Column::Id.is_in(keys))
        .filter(Column::IncomePerCapitaFen.is_not_null())
        .select_only()
        .columns([Column::Id, Column::IncomePerCapitaFen]);
    Ok(select.into_tuple::<(i64, Fen)>().all(db).await?.into_iter().collect())
}

/// Codes of the programmes that persons draw in the month. Pensions of veterans count as far as the asker may see them.
async fn programmes<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    persons: &[i64],
    month: Month,
) -> Result<BTreeMap<i64, BTreeSet<String>>, Fault> {
    use enrolment::Column;
    let everything = Scope::everything();
    let codes = programme::Entity::find_in(&everything).select_only();
    let codes = codes.columns([programme::Column::Id, programme::Column::Code]);
    let codes: BTreeMap<i64, String> = codes.into_tuple::<(i64, String)>().all(db).await?.into_iter().collect();
    let seen =
        Cond::any().add(to_veterans(&everything, "enrolment").not()).add(enrolment::Entity::within(scope, "enrolment"));
    let mut found: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for keys in persons.chunks(KEYS) {
        let select = enrolment::Entity::find_in(&everything)
            .filter(Column::PersonId.is_in(keys.iter().copied()))
            .filter(entitled(month))
            .filter(Column::State.ne(EnrolmentState::Suspended))
            .filter(seen.clone())
            .select_only()
            .columns([Column::PersonId, Column::ProgrammeId]);
        for (person, programme) in select.into_tuple::<(i64, i64)>().all(db).await? {
            found.entry(person).or_default().extend(codes.get(&programme).cloned());
        }
    }
    Ok(found)
}

/// The month is one of the entitlement.
#[must_use]
pub fn entitled(month: Month) -> Cond {
    use enrolment::Column;
    let open = Cond::any().add(Column::EndMonth.is_null()).add(Column::EndMonth.gte(month));
    Cond::all().add(Column::StartMonth.lte(month)).add(open)
}

/// Declared facts in force in the month; of several the one that began last.
async fn declared<C: ConnectionTrait>(
    db: &C,
    persons: &[i64],
    month: Month,
) -> Result<BTreeMap<i64, BTreeMap<Fact, String>>, Fault> {
    use resident_fact::Column;
    let (first, last) = bounds(month)?;
    let select = resident_fact::Entity::find_in(&Scope::everything())
        .filter(Column::PersonId.is_in(persons.iter().copied()))
        .filter(Column::WithdrawnOn.is_null())
        .filter(Column::ValidFrom.lte(last))
        .filter(Cond::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gt(first)))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id);
    let mut found: BTreeMap<i64, BTreeMap<Fact, String>> = BTreeMap::new();
    for row in select.all(db).await? {
        found.entry(row.person_id).or_default().insert(row.fact, row.value);
    }
    Ok(found)
}

/// What the register of veterans says in the month, of the files within scope.
async fn veterans<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    persons: &[i64],
    month: Month,
) -> Result<BTreeMap<i64, VeteranFacts>, Fault> {
    let (first, last) = bounds(month)?;
    let select = veteran::Entity::find_in(scope).filter(veteran::Column::PersonId.is_in(persons.iter().copied()));
    let select = select.select_only().columns([veteran::Column::Id, veteran::Column::PersonId]);
    let files: BTreeMap<i64, i64> = select.into_tuple::<(i64, i64)>().all(db).await?.into_iter().collect();
    let mut found: BTreeMap<i64, VeteranFacts> =
        files.values().map(|person| (*person, VeteranFacts::default())).collect();
    let lasts = |from: NaiveDate, to: Option<NaiveDate>| from <= last && to.is_none_or(|end| end > first);
    let own = veteran_category::Column::VeteranId.is_in(files.keys().copied());
    for row in veteran_category::Entity::find_in(scope).filter(own).all(db).await? {
        let file = files.get(&row.veteran_id).and_then(|person| found.get_mut(person));
        if let Some(file) = file.filter(|_| lasts(row.valid_from, row.valid_to)) {
            file.categories.insert(row.category);
        }
    }
    let own = veteran_disability::Column::VeteranId.is_in(files.keys().copied());
    let select = veteran_disability::Entity::find_in(scope).filter(own);
    for row in select.order_by_asc(veteran_disability::Column::ValidFrom).all(db).await? {
        let file = files.get(&row.veteran_id).and_then(|person| found.get_mut(person));
        if let Some(file) = file.filter(|_| lasts(row.valid_from, row.valid_to)) {
            file.disability = Some((row.grade, row.cause));
        }
    }
    Ok(found)
}

impl Parts {
    fn facts(&self, row: &resident::Model, scope: &Scope, month: Month) -> Facts {
        let unit = self.hukou.get(&row.id).copied().unwrap_or(Some(row.hukou_unit_id));
        let household = || self.members.iter().filter(|member| member.household == row.household_id);
        let persons: BTreeSet<i64> = household().map(|member| member.person).chain([row.person_id]).collect();
        let drawn = |person: &i64| self.programmes.get(person).into_iter().flatten().cloned();
        let veteran = self.veterans.get(&row.person_id).cloned();
        let disabled = persons.iter().filter(|person| self.certificates.contains_key(person)).count();
        let elder = |role: &[HouseholdRole]| {
            let old = |birth| month.last_day().is_some_and(|day| age_on(birth, day) >= 60);
            household().any(|member| role.contains(&member.role) && old(member.birth) && member.id != row.id)
        };
        Facts {
            resident: row.id,
            person: row.person_id,
            month,
            birth_date: row.birth_date,
            sex: row.sex,
            died_on: row.died_on,
            moved_out_on: row.moved_out_on,
            hukou_unit_kind: unit.and_then(|unit| self.kinds.get(&unit).copied()),
            hukou_kind: row.hukou_kind,
            certificate: self.certificates.get(&row.person_id).copied(),
            income: self.incomes.get(&row.household_id).copied(),
            disabled_in_household: i64::try_from(disabled).unwrap_or(i64::MAX),
            elder_parent: match row.household_role {
                HouseholdRole::Child => elder(&[HouseholdRole::Head, HouseholdRole::Spouse]),
                HouseholdRole::Head => elder(&[HouseholdRole::Parent]),
                _ => false,
            },
            programmes: drawn(&row.person_id).collect(),
            household_programmes: persons.iter().flat_map(drawn).collect(),
            // Where every file is seen, a person without one is known to be no veteran.
            veteran: veteran.or_else(|| (scope.stations == Reach::All).then(VeteranFacts::default)),
            declared: self.declared.get(&row.person_id).cloned().unwrap_or_default(),
        }
    }
}
