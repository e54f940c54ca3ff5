//! Plaques (光荣之家): whether one hung on a day, by its steps.

use chrono::NaiveDate;
use entity::vocab::VeteranAct;

use crate::veterans::model::{Benefit, Step};

/// Whether the plaque hung, whole, on `day`.
#[must_use]
pub fn hung(plaque: &Benefit, steps: &[Step], day: NaiveDate) -> bool {
    use VeteranAct::{Deliver, End, Replace, Report};
    let last = steps_until(plaque, steps, day)
        .filter(|step| matches!(step.act, Deliver | Replace | Report | End))
        .max_by_key(|step| (step.done_on, step.id));
    last.is_some_and(|step| matches!(step.act, Deliver | Replace))
}

/// Day by `day` on which the plaque was hung last.
#[must_use]
pub fn last_hung(plaque: &Benefit, steps: &[Step], day: NaiveDate) -> Option<NaiveDate> {
    let hanging = |step: &&Step| matches!(step.act, VeteranAct::Deliver | VeteranAct::Replace);
    steps_until(plaque, steps, day).filter(hanging).map(|step| step.done_on).max()
}

fn steps_until<'s>(plaque: &Benefit, steps: &'s [Step], day: NaiveDate) -> impl Iterator<Item = &'s Step> {
    let id = plaque.id;
    steps.iter().filter(move |step| step.benefit_id == Some(id) && step.done_on <= day)
}
