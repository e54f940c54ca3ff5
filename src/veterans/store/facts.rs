//! What the rules look at: every file within scope, one statement per table.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    enrolment, programme, resident, veteran, veteran_benefit, veteran_card, veteran_category, veteran_step,
    vocab::BenefitKind,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Cond, Query},
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Reach, Scope, Scoped},
    },
    veterans::model::{Benefit, Card, Category, Enrolment, Facts, File, Person, Step, Veteran},
};

/// Rows by the key they belong to.
type By<T> = BTreeMap<i64, Vec<T>>;

fn by<T>(rows: Vec<T>, key: impl Fn(&T) -> Option<i64>) -> By<T> {
    let mut found = By::new();
    for row in rows {
        if let Some(key) = key(&row) {
            found.entry(key).or_default().push(row);
        }
    }
    found
}

/// Every file within scope, without services, disabilities and steps; with the household's plaques and their steps.
pub async fn all<C: ConnectionTrait>(db: &C, scope: &Scope, pensions: &[String]) -> Result<Vec<Facts>, Fault> {
    let veterans = veteran::Entity::find_in(scope).order_by_asc(veteran::Column::Id).all(db).await?;
    let persons = persons(db, scope).await?;
    let categories =
        veteran_category::Entity::find_in(scope).order_by_asc(veteran_category::Column::Id).all(db).await?;
    let cards = veteran_card::Entity::find_in(scope).order_by_asc(veteran_card::Column::Id).all(db).await?;
    let benefits = veteran_benefit::Entity::find_in(scope).order_by_asc(veteran_benefit::Column::Id).all(db).await?;
    let plaques = veteran_benefit::Entity::find_in(&everywhere()).filter(of_households(scope)).all(db).await?;
    let (plaques, steps) = (by(plaques, |row: &Benefit| row.household_id), plaque_steps(db, scope).await?);
    let mut parts = Parts {
        categories: by(categories, |row| Some(row.veteran_id)),
        cards: by(cards, |row| Some(row.veteran_id)),
        benefits: by(benefits, |row| Some(row.veteran_id)),
        pensions: by(enrolments(db, scope, pensions).await?, |row| Some(row.person_id)),
    };
    let facts = veterans.into_iter().filter_map(|veteran| {
        let person = *persons.get(&veteran.resident_id)?;
        let plaques = plaques.get(&person.household).cloned().unwrap_or_default();
        let keys: BTreeSet<i64> = plaques.iter().map(|plaque| plaque.id).collect();
        let steps = keys.iter().filter_map(|key| steps.get(key)).flatten().cloned().collect();
        Some(Facts { file: parts.file(veteran, person, steps), plaques })
    });
    Ok(facts.collect())
}

struct Parts {
    categories: By<Category>,
    cards: By<Card>,
    benefits: By<Benefit>,
    pensions: By<Enrolment>,
}

impl Parts {
    fn file(&mut self, veteran: Veteran, person: Person, steps: Vec<Step>) -> File {
        File {
            person,
            categories: self.categories.remove(&veteran.id).unwrap_or_default(),
            disabilities: Vec::new(),
            honours: Vec::new(),
            cards: self.cards.remove(&veteran.id).unwrap_or_default(),
            benefits: self.benefits.remove(&veteran.id).unwrap_or_default(),
            events: Vec::new(),
            steps,
            pensions: self.pensions.remove(&veteran.person_id).unwrap_or_default(),
            station: None,
            street_station: None,
            veteran,
        }
    }
}

/// The residents on the register.
async fn persons<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<BTreeMap<i64, Person>, Fault> {
    use resident::Column;
    let select = resident::Entity::find_in(&Scope::everything())
        .filter(Column::Id.in_subquery(registered(scope, veteran::Column::ResidentId)))
        .select_only()
        .columns([Column::Id, Column::HouseholdId, Column::BirthDate, Column::DiedOn]);
    let rows = select.into_tuple::<(i64, i64, NaiveDate, Option<NaiveDate>)>().all(db).await?;
    let person = |(id, household, birth_date, died_on)| (id, Person { household, birth_date, died_on });
    Ok(rows.into_iter().map(person).collect())
}

fn registered(scope: &Scope, column: veteran::Column) -> sea_orm::sea_query::SelectStatement {
    let mut select = Query::select();
    select.column(column).from(veteran::Entity).cond_where(veteran::Entity::within(scope, "veteran"));
    select
}

/// Entitlements of persons on the register to the programmes with these codes.
async fn enrolments<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    codes: &[String],
) -> Result<Vec<enrolment::Model>, Fault> {
    use enrolment::Column;
    let mut programmes = Query::select();
    programmes
        .column(programme::Column::Id)
        .from(programme::Entity)
        .and_where(programme::Column::Code.is_in(codes.iter().cloned()));
    let of = Cond::all()
        .add(Column::PersonId.in_subquery(registered(scope, veteran::Column::PersonId)))
        .add(Column::ProgrammeId.in_subquery(programmes));
    Ok(enrolment::Entity::find_in(&Scope::everything()).filter(of).order_by_asc(Column::Id).all(db).await?)
}

/// A household may straddle two stations: its plaque is seen wherever it was registered.
fn everywhere() -> Scope {
    Scope { stations: Reach::All, ..Scope::everything() }
}

/// Plaques of the households that have somebody on the register within scope.
fn of_households(scope: &Scope) -> Cond {
    let mut households = Query::select();
    households
        .column(resident::Column::HouseholdId)
        .from(resident::Entity)
        .and_where(resident::Column::Id.in_subquery(registered(scope, veteran::Column::ResidentId)));
    Cond::all()
        .add(veteran_benefit::Column::Kind.eq(BenefitKind::Plaque))
        .add(veteran_benefit::Column::HouseholdId.in_subquery(households))
}

/// Steps of these plaques, by plaque.
async fn plaque_steps<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<By<Step>, Fault> {
    let mut plaques = Query::select();
    plaques.column(veteran_benefit::Column::Id).from(veteran_benefit::Entity).cond_where(of_households(scope));
    let own = veteran_step::Column::BenefitId.in_subquery(plaques);
    let select = veteran_step::Entity::find_in(&everywhere()).filter(own);
    Ok(by(select.order_by_asc(veteran_step::Column::Id).all(db).await?, |row| row.benefit_id))
}
