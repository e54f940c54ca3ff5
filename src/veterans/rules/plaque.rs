//! Plaques (光荣之家): whether one hung on a day, by its steps.

use chrono::NaiveDate;
use entity::vocab::VeteranAct;

use crate::veterans::model::{Benefit, Step};

/// Whether the plaque hung, whole, on `day`.
#[must_use]
pub fn hung(plaque: &Benefit, steps: &[Step], day: NaiveDate) -> bool {
    use VeteranAct::{Deliver, End, Replace, Report};
    let own = steps.iter().filter(|step| step.benefit_id == Some(plaque.id) && step.done_on <= day);
    let last = own
        .filter(|step| matches!(step.act, Deliver | Replace | Report | End))
        .max_by_key(|step| (step.done_on, step.id));
    last.is_some_and(|step| matches!(step.act, Deliver | Replace))
}
