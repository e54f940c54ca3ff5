//! Preferential cards: who gets which, and by when.

use chrono::{Days, NaiveDate};
use entity::vocab::{CardKind, CardState, VeteranAct, VeteranCategory};

use crate::veterans::model::{Card, Policy};

/// The state after `state` on the way to the card, and the step that leads there.
#[must_use]
pub const fn next(state: CardState) -> Option<(CardState, VeteranAct)> {
    match state {
        CardState::Applied => Some((CardState::Accepted, VeteranAct::Accept)),
        CardState::Accepted => Some((CardState::Reviewed, VeteranAct::Review)),
        CardState::Reviewed => Some((CardState::Printed, VeteranAct::Print)),
        CardState::Printed => Some((CardState::Received, VeteranAct::Receive)),
        CardState::Received => Some((CardState::Issued, VeteranAct::Issue)),
        CardState::Issued | CardState::Refused => None,
    }
}

/// The card that a category gives a right to.
#[must_use]
pub const fn kind_of(category: VeteranCategory) -> Option<CardKind> {
    use VeteranCategory::{ActiveFamily, DutyDeathFamily, IllnessDeathFamily, MartyrChild60, MartyrFamily};
    match category {
        MartyrFamily | DutyDeathFamily | IllnessDeathFamily => Some(CardKind::ThreeFamilies),
        // A martyr's grown-up child is looked after by pension and plaque; a soldier in service has no card yet.
        ActiveFamily | MartyrChild60 => None,
        _ => Some(CardKind::Veteran),
    }
}

/// Last day for the step that is due; none when the card is issued or refused.
#[must_use]
pub fn step_due(card: &Card, policy: &Policy) -> Option<NaiveDate> {
    next(card.state)?;
    let days = u64::try_from(policy.step_days(card.state)?).ok()?;
    card.state_since.checked_add_days(Days::new(days))
}

/// Whether the card was applied for by `day` and neither issued nor refused by then.
#[must_use]
pub fn waits(card: &Card, day: NaiveDate) -> bool {
    let refused = card.state == CardState::Refused && card.state_since <= day;
    card.applied_on <= day && card.issued_on.is_none_or(|issued| issued > day) && !refused
}

/// Days since the application, while the card waits.
#[must_use]
pub fn waiting_days(card: &Card, day: NaiveDate) -> Option<i64> {
    waits(card, day).then(|| (day - card.applied_on).num_days())
}
