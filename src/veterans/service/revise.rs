//! What is changed on, added to, and ended of a file.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, BenefitState, ContactChannel, HonourLevel, ServiceState};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{Situation, Target, VeteranAct},
    register::{Particulars, check_service},
};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    veterans::{
        model::{Changes, Contact, Honour, Record, Veteran},
        rules::{card::next, entitlement::live},
    },
};

/// Longest free text.
pub(super) const TEXT: usize = 500;

/// Adds a reason unless `text` is given and not too long.
pub(super) fn need_text(reasons: &mut Reasons, text: &str, path: &str) {
    let given = (1..=TEXT).contains(&text.trim().chars().count());
    reasons.need(given, "TEXT", path, format!("请填写,不超过 {TEXT} 个字"));
}

/// Changes particulars; what is absent stays.
#[derive(Debug, Clone, Serialize)]
pub struct Revise {
    pub target: Target,
    pub particulars: Particulars,
}

impl VeteranAct for Revise {
    const NAME: &'static str = "VETERAN_REVISE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (old, new) = (&situation.file.veteran, &self.particulars);
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "veteran");
        let veteran = Veteran {
            enlist_on: new.enlist_on.or(old.enlist_on),
            discharge_on: new.discharge_on.or(old.discharge_on),
            service_unit_cipher: new.service_unit.clone().or_else(|| old.service_unit_cipher.clone()),
            rank: new.rank.clone().or_else(|| old.rank.clone()),
            employment: new.employment.unwrap_or(old.employment),
            health: new.health.or(old.health),
            housing: new.housing.or(old.housing),
            hardship: new.hardship.unwrap_or(old.hardship),
            party_member: new.party_member.unwrap_or(old.party_member),
            contact_class: new.contact_class.unwrap_or(old.contact_class),
            ..old.clone()
        };
        let birth = situation.file.person.birth_date;
        check_service(&mut reasons, veteran.enlist_on, veteran.discharge_on, birth, situation.today);
        reasons.need(veteran != *old, "NOTHING", "", "没有要变更的内容");
        reasons.done()?;
        let detail = json!({ "contactClass": veteran.contact_class, "employment": veteran.employment });
        Ok(Changes::new(vec![Record::Veteran(veteran)], detail))
    }
}

/// Sets up the archive (建档立卡).
#[derive(Debug, Clone, Serialize)]
pub struct Archive {
    pub target: Target,
    pub archive_on: NaiveDate,
}

impl VeteranAct for Archive {
    const NAME: &'static str = "VETERAN_ARCHIVE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let veteran = &situation.file.veteran;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, self.archive_on, "archiveOn");
        reasons.need(veteran.archive_on.is_none(), "ALREADY_ARCHIVED", "veteran", "档案已经建立");
        reasons.done()?;
        let veteran = Veteran { archive_on: Some(self.archive_on), ..veteran.clone() };
        Ok(Changes::new(vec![Record::Veteran(veteran)], json!({ "archiveOn": self.archive_on })))
    }
}

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

/// Adds an honour.
#[derive(Debug, Clone, Serialize)]
pub struct AddHonour {
    pub target: Target,
    pub level: HonourLevel,
    pub awarded_on: NaiveDate,
    pub authority: String,
}

impl VeteranAct for AddHonour {
    const NAME: &'static str = "HONOUR_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let veteran = &situation.file.veteran;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "veteran");
        need_text(&mut reasons, &self.authority, "authority");
        let after = veteran.enlist_on.is_none_or(|day| self.awarded_on >= day);
        let same = |row: &Honour| row.level == self.level && row.awarded_on == self.awarded_on;
        let known = situation.file.honours.iter().any(same);
        reasons
            .not_future(self.awarded_on, situation.today, "awardedOn")
            .need(!known, "HONOUR_EXISTS", "awardedOn", "同一天的同一等级已经登记")
            .need(after, "AWARD_DATE", "awardedOn", "授奖日不能早于入伍日");
        reasons.done()?;
        let honour = Honour {
            id: 0,
            veteran_id: veteran.id,
            unit_id: veteran.unit_id,
            level: self.level,
            awarded_on: self.awarded_on,
            authority: self.authority.trim().to_owned(),
        };
        let detail = json!({ "level": self.level, "awardedOn": self.awarded_on });
        Ok(Changes::new(vec![Record::Veteran(veteran.clone()), Record::Honour(honour)], detail))
    }
}

/// Adds a contact.
#[derive(Debug, Clone, Serialize)]
pub struct AddContact {
    pub target: Target,
    pub contacted_on: NaiveDate,
    pub channel: ContactChannel,
    /// Who made it.
    pub visitor: String,
    pub content: String,
}

impl VeteranAct for AddContact {
    const NAME: &'static str = "CONTACT_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let veteran = &situation.file.veteran;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, self.contacted_on, "contactedOn");
        need_text(&mut reasons, &self.visitor, "visitor");
        need_text(&mut reasons, &self.content, "content");
        reasons.done()?;
        let contact = Contact {
            id: 0,
            veteran_id: veteran.id,
            unit_id: veteran.unit_id,
            contacted_on: self.contacted_on,
            channel: self.channel,
            visitor: self.visitor.trim().to_owned(),
            content: self.content.trim().to_owned(),
            recorded_by: situation.actor.name.clone(),
        };
        let detail = json!({ "contactedOn": self.contacted_on, "channel": self.channel });
        Ok(Changes::new(vec![Record::Contact(contact)], detail))
    }
}
