//! Who is entitled, and why.

use chrono::NaiveDate;
use entity::vocab::{EligibilityFact, EligibilityVerdict};

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, db::Executor, fault::Fault, problem::Failure, scope::Scope, time::Month},
    subsidies::{
        model::{Expression, ProgrammeRecord},
        rules::eligibility::{Outcome, Truth, explain, relax, truth},
        store::{self, candidates::Wanted},
    },
};

/// What was decided about one resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub resident: i64,
    /// Canonical record.
    pub person: i64,
    /// For whichever tier.
    pub any: Outcome,
    /// For each tier, in order.
    pub tiers: Vec<(i64, Outcome)>,
}

impl Judgement {
    /// The outcome for a tier, or for whichever when none is asked.
    #[must_use]
    pub fn of(&self, tier: Option<i64>) -> &Outcome {
        let found = tier.and_then(|tier| self.tiers.iter().find(|(id, _)| *id == tier));
        found.map_or(&self.any, |(_, outcome)| outcome)
    }

    /// The first tier the resident is entitled to.
    #[must_use]
    pub fn tier(&self) -> Option<i64> {
        let found = self.tiers.iter().find(|(_, outcome)| outcome.verdict == EligibilityVerdict::Eligible);
        found.map(|(tier, _)| *tier)
    }
}

/// Judges residents within scope by what the programme asks for in the month of `as_of`, in few statements for all. Who
/// does not exist within scope is missing from the answer; without conditions in that month nothing can be decided.
///
/// # Errors
/// A fault.
pub async fn judge<C: Executor>(
    db: &C,
    scope: &Scope,
    programme: &ProgrammeRecord,
    residents: &[i64],
    as_of: NaiveDate,
) -> Result<Vec<Judgement>, Fault> {
    let month = Month::of(as_of);
    let expression = programme.terms_in(month).map(|terms| &terms.expression);
    let wanted = expression.map(Expression::facts).unwrap_or_default();
    let facts = store::circumstances::facts(db, scope, residents, month, &wanted).await?;
    let undecided = || Outcome { verdict: EligibilityVerdict::Unknown, reasons: Vec::new(), missing: Vec::new() };
    let judged = facts.iter().map(|facts| {
        let outcome = |tier: Option<&str>| {
            expression.map_or_else(undecided, |expression| explain(expression, tier, facts, &programme.peers))
        };
        let tiers = programme.tiers.iter().map(|tier| (tier.id, outcome(Some(programme.short(tier)))));
        Judgement { resident: facts.resident, person: facts.person, any: outcome(None), tiers: tiers.collect() }
    });
    Ok(judged.collect())
}

/// Keys of the people within scope who are entitled on `as_of`, alive and registered here that day; `not_enrolled` leaves
/// out those who draw it.
///
/// # Errors
/// A fault.
pub async fn eligible<C: Executor>(
    db: &C,
    scope: &Scope,
    programme: &ProgrammeRecord,
    as_of: NaiveDate,
    (units, not_enrolled): (&[i64], bool),
) -> Result<Vec<i64>, Fault> {
    let month = Month::of(as_of);
    let Some(terms) = programme.terms_in(month) else { return Ok(Vec::new()) };
    let relaxed = relax(&terms.expression);
    let not_enrolled = not_enrolled.then_some(programme.row.id);
    let wanted = Wanted { relaxed: &relaxed, day: as_of, units, not_enrolled };
    let keys = store::candidates::candidates(db, scope, &wanted).await?;
    let facts = store::circumstances::facts(db, scope, &keys, month, &terms.expression.facts()).await?;
    let entitled = facts.iter().filter(|facts| truth(&terms.expression, None, facts, &programme.peers) == Truth::True);
    Ok(entitled.map(|facts| facts.resident).collect())
}

/// Keys of the people who are entitled and do not draw it, for a viewer who may see why.
///
/// # Errors
/// A missing permission or a fault.
pub async fn eligible_not_enrolled(
    app: &App,
    viewer: &Viewer,
    programme: &ProgrammeRecord,
    as_of: NaiveDate,
    units: &[i64],
) -> Result<Vec<i64>, Failure> {
    permit(viewer, programme, Month::of(as_of))?;
    Ok(eligible(app.db.read(), &viewer.scope(), programme, as_of, (units, true)).await?)
}

/// Refuses unless the viewer may see what the verdict would tell: health where certificates or care decide, the register of
/// veterans where it does.
///
/// # Errors
/// `FORBIDDEN`.
pub fn permit(viewer: &Viewer, programme: &ProgrammeRecord, month: Month) -> Result<(), Failure> {
    use EligibilityFact::{VeteranCategory, VeteranCause, VeteranGrade};
    viewer.permit(Permission::EnrolmentRead)?;
    viewer.permit(Permission::ResidentRead)?;
    let facts = programme.terms_in(month).map(|terms| terms.expression.facts()).unwrap_or_default();
    if facts.iter().any(|fact| HEALTH.contains(fact)) {
        viewer.permit(Permission::HealthRead)?;
    }
    if facts.contains(&VeteranCategory) {
        viewer.permit(Permission::VeteranRead)?;
    }
    if facts.contains(&VeteranCause) || facts.contains(&VeteranGrade) {
        viewer.permit(Permission::VeteranDetailRead)?;
    }
    Ok(())
}

/// Facts that tell of somebody's health.
const HEALTH: [EligibilityFact; 11] = [
    EligibilityFact::CertificateValid,
    EligibilityFact::CertificateGrade,
    EligibilityFact::CertificateKind,
    EligibilityFact::DisabledInHousehold,
    EligibilityFact::NoLabourCapacity,
    EligibilityFact::CareLevel,
    EligibilityFact::NeedsLongTermCare,
    EligibilityFact::WorkInjuryCare,
    EligibilityFact::SoldierCare,
    EligibilityFact::CareNeed,
    EligibilityFact::OnlyChild,
];
