//! The end of a file, and taking it up again.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, BenefitState, ServiceState};
use serde::Serialize;
use serde_json::json;

use super::act::{Situation, Target, VeteranAct, need_text};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    veterans::{
        model::{Changes, Record, Veteran},
        rules::{card::next, entitlement::live},
    },
};

/// Ends the file: the person died, moved away, or was entered by mistake.
#[derive(Debug, Clone, Serialize)]
pub struct EndFile {
    pub target: Target,
    pub ended_on: NaiveDate,
    pub reason: String,
}

impl VeteranAct for EndFile {
    const NAME: &'static str = "VETERAN_END";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, veteran) = (situation.file, &situation.file.veteran);
        let mut reasons = Reasons::default();
        let done = |state: ServiceState| matches!(state, ServiceState::Closed | ServiceState::Withdrawn);
        let own = file.benefits.iter().filter(|row| row.veteran_id == veteran.id);
        let plaque = own.clone().any(|row| {
            row.kind == BenefitKind::Plaque && !matches!(row.state, BenefitState::Refused | BenefitState::Ended)
        });
        let pending = own.clone().any(|row| {
            row.kind != BenefitKind::Plaque && matches!(row.state, BenefitState::Registered | BenefitState::Approved)
        });
        let card = file.cards.iter().any(|card| next(card.state).is_some());
        let days = file.events.iter().map(|row| row.closed_on.unwrap_or(row.registered_on));
        let days = days.chain(own.clone().map(|row| row.delivered_on.unwrap_or(row.registered_on)));
        let last = days.max().unwrap_or(veteran.registered_on);
        need_text(&mut reasons, &self.reason, "reason");
        reasons
            .not_future(self.ended_on, situation.today, "endedOn")
            .need(self.ended_on >= veteran.registered_on, "BEFORE_REGISTRATION", "endedOn", "终止日不能早于登记日")
            .need(veteran.ended_on.is_none(), "FILE_ENDED", "veteran", "档案已终止")
            .need(self.ended_on >= last, "END_DATE", "endedOn", format!("终止日不能早于最后一次办理的 {last}"))
            .need(!card, "OPEN_CARD", "veteran", "优待证还在办理,请先发放或作不予发放")
            .need(!pending, "OPEN_BENEFITS", "veteran", "还有未落实的优待抚恤事项,请先办结")
            .need(
                file.events.iter().all(|row| done(row.state)),
                "OPEN_SERVICES",
                "veteran",
                "还有未办结的服务,请先办结或撤回",
            )
            .need(!file.pensions.iter().any(live), "LIVE_PENSION", "veteran", "还在享受定期抚恤补助,请先办理停发")
            .need(!plaque, "LIVE_PLAQUE", "veteran", "光荣牌尚未收回,请先办理收回");
        reasons.done()?;
        let veteran = Veteran {
            ended_on: Some(self.ended_on),
            end_reason: Some(self.reason.trim().to_owned()),
            ..veteran.clone()
        };
        Ok(Changes::new(vec![Record::Veteran(veteran)], json!({ "endedOn": self.ended_on })))
    }
}

/// Takes an ended file up again.
#[derive(Debug, Clone, Serialize)]
pub struct Reopen {
    pub target: Target,
    pub reason: String,
}

impl VeteranAct for Reopen {
    const NAME: &'static str = "VETERAN_REOPEN";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let veteran = &situation.file.veteran;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        reasons.need(veteran.ended_on.is_some(), "NOT_ENDED", "veteran", "档案没有终止").need(
            situation.file.person.died_on.is_none(),
            "DEAD",
            "veteran",
            "本人已登记死亡",
        );
        reasons.done()?;
        let veteran = Veteran { ended_on: None, end_reason: None, ..veteran.clone() };
        Ok(Changes::new(vec![Record::Veteran(veteran)], json!({ "reopened": true })))
    }
}
