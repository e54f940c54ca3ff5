//! A service from registration until it is being rendered.

use chrono::NaiveDate;
use entity::vocab::{ServiceKind, ServiceState, VeteranAct as Step};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{Situation, Target, VeteranAct, need_text},
    detail::{self, Detail},
};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    veterans::model::{Changes, Event, Record, new_event},
};

/// The service that the act is on, in one of `states`.
///
/// # Errors
/// It is not there, or in another state.
pub(super) fn in_state<'s>(
    situation: &'s Situation<'_>,
    states: &[ServiceState],
    remedy: &str,
) -> Result<&'s Event, Vec<Problem>> {
    let missing = || vec![Problem::new("NOT_FOUND", "serviceEvent", "没有这条记录,请核对标识")];
    let event = situation.event.ok_or_else(missing)?;
    if states.contains(&event.state) {
        Ok(event)
    } else {
        Err(vec![Problem::new("WRONG_STATE", "serviceEvent", remedy)])
    }
}

/// `event` as a step makes it.
pub(super) fn stepped(event: Event, from: ServiceState, act: Step, note: impl Into<String>) -> Changes {
    let detail = json!({ "kind": event.kind, "from": from, "to": event.state });
    Changes::new(vec![Record::Event(Box::new(event))], detail).step(act, note)
}

/// Registers a service.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    pub target: Target,
    pub kind: ServiceKind,
    pub registered_on: NaiveDate,
    pub summary: String,
    pub detail: Option<Detail>,
    /// At the street's station instead of the unit's own.
    pub at_street: bool,
}

impl VeteranAct for Register {
    const NAME: &'static str = "SERVICE_REGISTER";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, veteran) = (situation.file, &situation.file.veteran);
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, self.registered_on, "registeredOn");
        need_text(&mut reasons, &self.summary, "summary");
        let station = if self.at_street { file.street_station } else { file.station };
        let fits = self.detail.as_ref().is_none_or(|detail| detail.kind() == self.kind);
        reasons.need(station.is_some(), "NO_STATION", "atStreet", "没有开放的服务站,请先设立或改在街道站办理").need(
            fits,
            "WRONG_DETAIL",
            "detail",
            "明细与服务类别不符",
        );
        let blank = Event {
            station_id: station.unwrap_or_default(),
            summary: self.summary.trim().to_owned(),
            ..new_event((veteran.id, veteran.unit_id), self.kind, self.registered_on)
        };
        let event = self.detail.as_ref().map_or_else(|| blank.clone(), |detail| detail.on(&blank));
        detail::check(&mut reasons, &event, situation.today);
        reasons.done()?;
        Ok(stepped(event, ServiceState::Registered, Step::Register, self.summary.trim()).on(self.registered_on))
    }
}

/// Accepts a registered service.
#[derive(Debug, Clone, Serialize)]
pub struct Accept {
    pub target: Target,
}

impl VeteranAct for Accept {
    const NAME: &'static str = "SERVICE_ACCEPT";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::Registered], "只有已登记的服务可以受理")?;
        let new = Event { state: ServiceState::Accepted, ..event.clone() };
        Ok(stepped(new, event.state, Step::Accept, "受理"))
    }
}

/// Gives the service to somebody, or to somebody else.
#[derive(Debug, Clone, Serialize)]
pub struct Assign {
    pub target: Target,
    pub handler: String,
}

impl VeteranAct for Assign {
    const NAME: &'static str = "SERVICE_ASSIGN";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let states = [ServiceState::Accepted, ServiceState::Assigned, ServiceState::InService];
        let event = in_state(situation, &states, "受理后、完成前才能派单或改派")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.handler, "handler");
        reasons.done()?;
        let state = if event.state == ServiceState::Accepted { ServiceState::Assigned } else { event.state };
        let new = Event { state, handler: Some(self.handler.trim().to_owned()), ..event.clone() };
        Ok(stepped(new, event.state, Step::Assign, format!("派给{}", self.handler.trim())))
    }
}

/// Begins to serve.
#[derive(Debug, Clone, Serialize)]
pub struct Start {
    pub target: Target,
    pub started_on: NaiveDate,
}

impl VeteranAct for Start {
    const NAME: &'static str = "SERVICE_START";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::Assigned], "派单后才能开始服务")?;
        let mut reasons = Reasons::default();
        reasons.not_future(self.started_on, situation.today, "startedOn").need(
            self.started_on >= event.registered_on,
            "START_DATE",
            "startedOn",
            "开始日不能早于登记日",
        );
        reasons.done()?;
        let new = Event { state: ServiceState::InService, started_on: Some(self.started_on), ..event.clone() };
        Ok(stepped(new, event.state, Step::Start, "开始服务").on(self.started_on))
    }
}

/// Hands the service to the street's station.
#[derive(Debug, Clone, Serialize)]
pub struct Refer {
    pub target: Target,
    pub reason: String,
}

impl VeteranAct for Refer {
    const NAME: &'static str = "SERVICE_REFER";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::InService], "服务中的才能上报街道站")?;
        let street = situation.file.street_station;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        reasons.need(street.is_some(), "NO_STATION", "serviceEvent", "没有开放的街道站").need(
            street != Some(event.station_id),
            "AT_STREET",
            "serviceEvent",
            "已在街道站办理,无需上报",
        );
        reasons.done()?;
        let station_id = street.unwrap_or(event.station_id);
        let new = Event { state: ServiceState::ReferredUp, station_id, ..event.clone() };
        Ok(stepped(new, event.state, Step::Refer, self.reason.trim()))
    }
}

/// The street's station hands it back with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Return {
    pub target: Target,
    pub note: String,
}

impl VeteranAct for Return {
    const NAME: &'static str = "SERVICE_RETURN";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::ReferredUp], "没有上报的服务无需交回")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.note, "note");
        reasons.need(situation.file.station.is_some(), "NO_STATION", "serviceEvent", "本单位没有开放的服务站可交回");
        reasons.done()?;
        let station_id = situation.file.station.unwrap_or(event.station_id);
        let new = Event { state: ServiceState::InService, station_id, ..event.clone() };
        Ok(stepped(new, event.state, Step::Return, self.note.trim()))
    }
}

/// Takes back a service that is not to be rendered; it does not count.
#[derive(Debug, Clone, Serialize)]
pub struct Withdraw {
    pub target: Target,
    pub reason: String,
}

impl VeteranAct for Withdraw {
    const NAME: &'static str = "SERVICE_WITHDRAW";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        use ServiceState::{Accepted, Assigned, InService, ReferredUp, Registered};
        let states = [Registered, Accepted, Assigned, InService, ReferredUp];
        let event = in_state(situation, &states, "已完成的服务不能撤回")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        let reason = self.reason.trim().to_owned();
        let new = Event { state: ServiceState::Withdrawn, reason: Some(reason.clone()), ..event.clone() };
        Ok(stepped(new, event.state, Step::Withdraw, reason))
    }
}
