//! Whom a change would touch, before it is saved.

use std::{collections::BTreeSet, sync::Arc};

use super::change::situation;
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, problem::Failure, time::Month},
    subsidies::{
        model::{Part, ProgrammeRecord},
        rules::{
            change::{applied, effect, first_month, with},
            eligibility::{Relaxed, relax},
            what_if::{Touch, compare},
        },
        service::programmes,
        store::{self, candidates::Wanted},
    },
};

/// A change that is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Code of the programme.
    pub programme: String,
    pub part: Part,
    /// Month to look at; the first one that the change reaches when absent.
    pub month: Option<Month>,
}

/// What came of a trial.
#[derive(Debug, Clone)]
pub struct Tried {
    pub month: Month,
    pub touch: Touch,
    /// Persons who draw both programmes of an exclusion that is tried.
    pub conflicting: i64,
    /// Other programmes whose conditions look at the standard that is tried.
    pub dependents: Vec<Arc<ProgrammeRecord>>,
}

/// Tries a change on the people within scope.
///
/// # Errors
/// A missing permission, what is wrong with the change, or a fault.
pub async fn what_if(app: &App, viewer: &Viewer, trial: &Trial) -> Result<Tried, Failure> {
    viewer.permit(Permission::ProgrammeManage)?;
    let (db, scope) = (app.db.read(), viewer.scope());
    let all = programmes(app).await?;
    let unknown = || Failure::bad_input("programme", "没有这个项目代码,请用 programmes 查询");
    let before = all.named(trial.programme.trim()).ok_or_else(unknown)?;
    let situation = situation(db, before, &all, &trial.part).await?;
    let effect = effect(&trial.part, &situation, (None, ""))?;
    let changed = with(&all, &applied(before, &effect)?);
    let after = changed.get(before.row.id).ok_or_else(unknown)?;
    let month = trial.month.unwrap_or_else(|| first_month(&trial.part));
    let day = month.last_day().ok_or_else(|| Failure::bad_input("month", "月份应写作 \"2023-01\""))?;

    let enrolled = store::enrolled::enrolled(db, &scope, before.row.id, month).await?;
    let mut wanted = BTreeSet::new();
    let mut found: BTreeSet<i64> = enrolled.iter().map(|row| row.person).collect();
    for terms in [before, after].into_iter().filter_map(|programme| programme.terms_in(month)) {
        let relaxed: Relaxed = relax(&terms.expression);
        let wide = Wanted { relaxed: &relaxed, day, units: &[], not_enrolled: None };
        found.extend(store::candidates::candidates(db, &scope, &wide).await?);
        wanted.extend(terms.expression.facts());
    }
    let keys: Vec<i64> = found.into_iter().collect();
    let people = store::circumstances::facts(db, &scope, &keys, month, &wanted).await?;
    let mut touch = compare((before, after), &people, &enrolled, month);
    let mut conflicting = 0;
    if let (Part::Exclusion(new), Some(other)) =
        (&trial.part, trial.part.other().and_then(|code| all.named(code.trim())))
    {
        let pair = (before.row.id, other.row.id);
        touch.touched = store::enrolled::drawing_both(db, &scope, pair, new.level, month).await?;
        conflicting = i64::try_from(touch.touched.len()).unwrap_or(i64::MAX);
    }
    Ok(Tried { month, touch, conflicting, dependents: dependents(&all.0, before, &trial.part, month) })
}

/// Other programmes whose conditions in the month look at the standard that is tried.
fn dependents(
    all: &[Arc<ProgrammeRecord>],
    programme: &ProgrammeRecord,
    part: &Part,
    month: Month,
) -> Vec<Arc<ProgrammeRecord>> {
    if !matches!(part, Part::Standard(_)) {
        return Vec::new();
    }
    let looks = |other: &&Arc<ProgrammeRecord>| {
        let terms = other.terms_in(month);
        let named = terms.is_some_and(|terms| terms.expression.standards().contains(programme.row.code.as_str()));
        named && other.row.id != programme.row.id
    };
    all.iter().filter(looks).cloned().collect()
}
