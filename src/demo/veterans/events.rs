//! A service from its registration to where it stands.

use chrono::NaiveDate;
use entity::{
    service_event,
    vocab::{RecordOrigin, ServiceKind, ServiceOutcome, ServiceState},
};

use super::{
    dates::{later, workday},
    member::Member,
    staff::Staff,
};
use crate::{
    demo::{
        calendar::{as_of, plus},
        points,
        random::Random,
    },
    veterans::model::new_event,
};

/// Days after completion on which the follow-up is due.
const FOLLOW_UP: i32 = 15;

/// What is to be served, and how far it came.
pub struct Order<'a> {
    pub member: &'a Member,
    pub kind: ServiceKind,
    pub state: ServiceState,
    pub registered_on: NaiveDate,
    /// Day it was completed, where something else says it.
    pub completed_on: Option<NaiveDate>,
}

impl<'a> Order<'a> {
    /// A service that was closed.
    pub fn closed(member: &'a Member, kind: ServiceKind, registered_on: NaiveDate) -> Self {
        Self { member, kind, state: ServiceState::Closed, registered_on, completed_on: None }
    }
}

/// Whether a service in this state was given.
pub fn completed(state: ServiceState) -> bool {
    matches!(state, ServiceState::Completed | ServiceState::FollowUp | ServiceState::Closed)
}

/// The service without what its kind adds.
pub fn event(order: &Order<'_>, staff: &Staff, rng: &mut Random) -> service_event::Model {
    use ServiceState::{Accepted, Closed, FollowUp, InService, ReferredUp, Registered};
    let (member, state) = (order.member, order.state);
    let done = completed(state);
    let handler = staff.clerk(rng, member.unit);
    let station = if state == ReferredUp { points::STREET_STATION } else { points::station(member.unit) };
    let started_on = later(rng, order.registered_on, 0, 3).min(order.completed_on.unwrap_or(as_of())).min(as_of());
    let longest = if order.kind == ServiceKind::Training { 24 } else { 7 };
    let completed_on = order.completed_on.unwrap_or_else(|| later(rng, started_on, 0, longest).min(as_of()));
    let followed = later(rng, completed_on, 2, 10).min(as_of());
    let closed_on = later(rng, followed, 0, 2).min(as_of());
    let outcome = outcome(order.kind, rng);
    let note = match outcome {
        ServiceOutcome::Resolved => "诉求已解决",
        ServiceOutcome::PartlyResolved => "部分事项已解决,其余按政策说明",
        ServiceOutcome::Unresolved => "不符合政策条件,已当面说明",
    };
    let content = match outcome {
        ServiceOutcome::Resolved => "电话回访,本人满意",
        ServiceOutcome::PartlyResolved => "电话回访,本人基本满意",
        ServiceOutcome::Unresolved => "上门回访,本人表示理解",
    };
    let reached = matches!(state, FollowUp | Closed);
    service_event::Model {
        state,
        station_id: station,
        handler: (!matches!(state, Registered | Accepted | ReferredUp)).then_some(handler),
        started_on: (done || state == InService).then_some(started_on),
        completed_on: done.then_some(completed_on),
        minutes: done.then(|| 15 + 5 * rng.range(0, 18)),
        outcome: done.then_some(outcome),
        outcome_note: done.then(|| note.to_owned()),
        follow_up_due: done.then(|| workday(plus(completed_on, FOLLOW_UP))),
        followed_up_on: reached.then_some(followed),
        follow_up_note: reached.then(|| content.to_owned()),
        closed_on: (state == Closed).then_some(closed_on),
        ..blank(member, order.kind, order.registered_on)
    }
}

fn outcome(kind: ServiceKind, rng: &mut Random) -> ServiceOutcome {
    let (partly, not) = match kind {
        ServiceKind::Consultation => (6, 2),
        ServiceKind::Assistance | ServiceKind::Employment => (9, 3),
        ServiceKind::Training | ServiceKind::Preferential => (1, 0),
    };
    match rng.range(0, 99) {
        dice if dice < not => ServiceOutcome::Unresolved,
        dice if dice < not + partly => ServiceOutcome::PartlyResolved,
        _ => ServiceOutcome::Resolved,
    }
}

fn blank(member: &Member, kind: ServiceKind, registered_on: NaiveDate) -> service_event::Model {
    let event = new_event((member.id, member.unit_id()), kind, registered_on);
    service_event::Model { origin: RecordOrigin::History, ..event }
}
