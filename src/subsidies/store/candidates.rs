//! People who may be entitled, found by what every entitled person meets.

use chrono::{Months, NaiveDate};
use entity::{
    disability_certificate, enrolment, household, programme, resident, resident_fact, veteran,
    vocab::{EligibilityFact, EnrolmentState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Cond, ExprTrait, Query, SimpleExpr},
};

use crate::{
    kernel::{
        fault::Fault,
        filter::{at, exists},
        scope::{FindIn, Scope, Scoped},
        time::Month,
    },
    subsidies::rules::eligibility::Relaxed,
};

const ME: &str = "resident";

/// Which people are looked for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// What every entitled person meets.
    pub relaxed: &'a Relaxed,
    /// Alive and registered here on this day.
    pub day: NaiveDate,
    /// Hukou units; all when there are none.
    pub units: &'a [i64],
    /// Only those without an entitlement to this programme.
    pub not_enrolled: Option<i64>,
}

/// Keys of canonical records within scope, in order.
pub async fn candidates<C: ConnectionTrait>(db: &C, scope: &Scope, wanted: &Wanted<'_>) -> Result<Vec<i64>, Fault> {
    use resident::Column;
    let month = Month::of(wanted.day);
    let still = |column: Column| Cond::any().add(column.is_null()).add(column.gt(wanted.day));
    let mut select = resident::Entity::find_in(scope)
        .filter(at(ME, Column::PersonId).eq(at(ME, Column::Id)))
        .filter(still(Column::DiedOn))
        .filter(still(Column::MovedOutOn))
        .filter(condition(wanted.relaxed, month)?);
    if !wanted.units.is_empty() {
        select = select.filter(Column::HukouUnitId.is_in(wanted.units.iter().copied()));
    }
    if let Some(programme) = wanted.not_enrolled {
        let own = Cond::all().add(at("e", enrolment::Column::ProgrammeId).eq(programme)).add(running(month));
        select = select.filter(drawing(own, (ME, Column::PersonId)).not());
    }
    Ok(select.select_only().column(Column::Id).order_by_asc(Column::Id).into_tuple().all(db).await?)
}

/// An entitlement under `e` that lasts in the month.
fn running(month: Month) -> Cond {
    use enrolment::Column;
    Cond::all()
        .add(at("e", Column::StartMonth).lte(month))
        .add(Cond::any().add(at("e", Column::EndMonth).is_null()).add(at("e", Column::EndMonth).gte(month)))
}

/// Somebody draws what meets `condition`, wherever it is kept.
fn drawing(condition: Cond, parent: (&str, resident::Column)) -> SimpleExpr {
    exists::<enrolment::Entity>(&Scope::everything(), "e", enrolment::Column::PersonId, parent, condition)
}

fn condition(relaxed: &Relaxed, month: Month) -> Result<Cond, Fault> {
    let all = Cond::all();
    let everywhere = Scope::everything();
    Ok(match relaxed {
        Relaxed::Everyone => all,
        Relaxed::All(parts) => {
            parts.iter().try_fold(all, |cond, part| Ok::<_, Fault>(cond.add(condition(part, month)?)))?
        }
        Relaxed::Any(parts) => {
            parts.iter().try_fold(Cond::any(), |cond, part| Ok::<_, Fault>(cond.add(condition(part, month)?)))?
        }
        Relaxed::AgeFrom(years) => {
            let born = month.last_day().and_then(|day| day.checked_sub_months(months(*years)));
            all.add(at(ME, resident::Column::BirthDate).lte(born.ok_or_else(no_month)?))
        }
        Relaxed::AgeBelow(years) => {
            let day = month.first_day().and_then(|first| first.pred_opt());
            let born = day.and_then(|day| day.checked_sub_months(months(*years)));
            all.add(at(ME, resident::Column::BirthDate).gt(born.ok_or_else(no_month)?))
        }
        Relaxed::Certified => all.add(certified(month)?),
        Relaxed::Programme(codes) => all.add(drawing(of_codes(codes, month), (ME, resident::Column::PersonId))),
        Relaxed::HouseholdProgramme(codes) => {
            let draws = Cond::all().add(drawing(of_codes(codes, month), ("h", resident::Column::PersonId)));
            let parent = (ME, resident::Column::HouseholdId);
            all.add(exists::<resident::Entity>(&everywhere, "h", resident::Column::HouseholdId, parent, draws))
        }
        Relaxed::Declared(fact) => all.add(said(*fact)),
        Relaxed::Veteran => {
            let parent = (ME, resident::Column::PersonId);
            all.add(exists::<veteran::Entity>(&everywhere, "v", veteran::Column::PersonId, parent, Cond::all()))
        }
        Relaxed::IncomeKnown => {
            let known = Cond::all().add(at("i", household::Column::IncomePerCapitaFen).is_not_null());
            let parent = (ME, resident::Column::HouseholdId);
            all.add(exists::<household::Entity>(&everywhere, "i", household::Column::Id, parent, known))
        }
    })
}

fn months(years: i64) -> Months {
    Months::new(u32::try_from(years.clamp(0, 200)).unwrap_or_default() * 12)
}

fn no_month() -> Fault {
    Fault::Defect("no month".to_owned())
}

/// Some record of the person has a certificate that is valid in the month.
fn certified(month: Month) -> Result<SimpleExpr, Fault> {
    use disability_certificate::Column;
    let (first, last) = month.first_day().zip(month.last_day()).ok_or_else(no_month)?;
    let valid = Cond::all().add(at("c", Column::IssuedOn).lte(last)).add(at("c", Column::ValidUntil).gte(first));
    let everywhere = Scope::everything();
    let parent = ("r", resident::Column::Id);
    let paper = exists::<disability_certificate::Entity>(&everywhere, "c", Column::ResidentId, parent, valid);
    let parent = (ME, resident::Column::PersonId);
    let record = Cond::all().add(paper);
    Ok(exists::<resident::Entity>(&everywhere, "r", resident::Column::PersonId, parent, record))
}

fn said(fact: EligibilityFact) -> SimpleExpr {
    use resident_fact::Column;
    let told = Cond::all().add(at("f", Column::Fact).eq(fact)).add(at("f", Column::WithdrawnOn).is_null());
    let parent = (ME, resident::Column::PersonId);
    exists::<resident_fact::Entity>(&Scope::everything(), "f", Column::PersonId, parent, told)
}

/// An entitlement under `e` to one of the programmes, in the month.
fn of_codes(codes: &[String], month: Month) -> Cond {
    let mut named = Query::select();
    named
        .expr(at("p", programme::Column::Id))
        .from_as(Alias::new("programme"), Alias::new("p"))
        .and_where(at("p", programme::Column::Code).is_in(codes.iter().map(String::as_str)))
        .cond_where(programme::Entity::within(&Scope::everything(), "p"));
    running(month)
        .add(at("e", enrolment::Column::ProgrammeId).in_subquery(named))
        .add(at("e", enrolment::Column::State).ne(EnrolmentState::Suspended))
}
