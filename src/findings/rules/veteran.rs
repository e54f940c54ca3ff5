//! Rules about veterans: on file, card in time, plaque hung, check-up done, what is due is drawn and nothing twice.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use entity::vocab::{BenefitKind, Severity};
use serde_json::{Value as Json, json};

use super::case::words;
use crate::{
    findings::model::{Hit, Owner, Subject, VeteranWorld},
    veterans::{
        model::{Enrolment, Facts, File},
        rules::{
            card::waits,
            entitlement::{covers, entitled, entitling, since},
            plaque::{hung, last_hung},
        },
    },
};

/// The programme that nobody draws beside another regular pension.
const OLD_AGE: &str = "YF06";

/// A file as of a day.
struct Case<'a> {
    world: &'a VeteranWorld<'a>,
    facts: &'a Facts,
}

/// Everything the rules of veterans have to say as of the day, by rule, subject and key.
#[must_use]
pub fn evaluate_veterans(world: &VeteranWorld<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for facts in world.files.iter().filter(|facts| facts.file.active_on(world.as_of)) {
        let case = Case { world, facts };
        let found = [
            case.no_archive(),
            case.card_pending(),
            case.plaque_missing(),
            case.check_up_missed(),
            case.benefit_gap(),
            case.two_pensions(),
        ];
        hits.extend(found.into_iter().flatten());
    }
    hits.sort_by(|one, other| super::order(one).cmp(&super::order(other)));
    // A plaque is the household's: however many of it are on the register, one problem.
    let mut seen = BTreeSet::new();
    hits.retain(|hit| match hit.subject {
        Subject::Household { household, .. } => seen.insert((hit.rule, household)),
        _ => true,
    });
    hits
}

impl Case<'_> {
    const fn file(&self) -> &File {
        &self.facts.file
    }

    fn hit(&self, rule: &'static str, key: String, severity: Severity, evidence: Json, explain: String) -> Hit {
        let veteran = &self.file().veteran;
        let (owner, subject) = (Owner::Station(veteran.unit_id), Subject::Veteran(veteran.id));
        Hit { rule, owner, subject, key, severity, amount: None, evidence, explain }
    }

    fn entitled(&self, kind: BenefitKind) -> bool {
        entitled(self.world.policy, self.file(), kind, self.world.as_of)
    }

    /// V01: no archive was set up.
    fn no_archive(&self) -> Option<Hit> {
        let veteran = &self.file().veteran;
        if veteran.archive_on.is_some_and(|day| day <= self.world.as_of) {
            return None;
        }
        let registered = veteran.registered_on;
        let explain = format!("{}登记，尚未建档立卡。", words(registered));
        let evidence = json!({ "registeredOn": registered.to_string() });
        Some(self.hit("V01", registered.to_string(), Severity::Low, evidence, explain))
    }

    /// V02: the card was applied for long ago and is not issued.
    fn card_pending(&self) -> Option<Hit> {
        let days = self.world.parameters.card_days;
        let limit = self.world.as_of.checked_sub_days(Days::new(days.unsigned_abs()))?;
        let late = |card: &&entity::veteran_card::Model| waits(card, self.world.as_of) && card.applied_on < limit;
        let card = self.file().cards.iter().find(late)?;
        let waited = (self.world.as_of - card.applied_on).num_days();
        let evidence = json!({ "appliedOn": card.applied_on.to_string(), "days": waited });
        let explain = format!("优待证{}申请，已{waited}天未发放，超过{days}天。", words(card.applied_on));
        Some(self.hit("V02", card.applied_on.to_string(), Severity::Low, evidence, explain))
    }

    /// V03: no plaque hangs at the household's.
    fn plaque_missing(&self) -> Option<Hit> {
        let (file, day) = (self.file(), self.world.as_of);
        if !self.entitled(BenefitKind::Plaque) || self.facts.plaques.iter().any(|plaque| hung(plaque, &file.steps, day))
        {
            return None;
        }
        let last: Option<NaiveDate> =
            self.facts.plaques.iter().filter_map(|plaque| last_hung(plaque, &file.steps, day)).max();
        let evidence = json!({ "lastHungOn": last.map(|day| day.to_string()) });
        let explain = last.map_or_else(
            || "符合悬挂光荣牌条件的家庭没有悬挂。".to_owned(),
            |last| format!("光荣牌{}悬挂，现破损或遗失，待更换。", words(last)),
        );
        let key = last.map_or_else(|| "NEVER".to_owned(), |last| last.to_string());
        let hit = self.hit("V03", key, Severity::Low, evidence, explain);
        let subject = Subject::Household { veteran: file.veteran.id, household: file.person.household };
        Some(Hit { subject, ..hit })
    }

    /// V04: entitled to a check-up that was not done this year.
    fn check_up_missed(&self) -> Option<Hit> {
        let (file, day) = (self.file(), self.world.as_of);
        let done = file.benefits.iter().any(|benefit| {
            let delivered = benefit.delivered_on.is_some_and(|on| on <= day && on.year() == day.year());
            benefit.kind == BenefitKind::CheckUp && delivered
        });
        if !self.entitled(BenefitKind::CheckUp) || done {
            return None;
        }
        let explain = format!("{}年尚未免费体检。", day.year());
        let evidence = json!({ "year": day.year() });
        Some(self.hit("V04", day.year().to_string(), Severity::Info, evidence, explain))
    }

    /// V05: the category implies a pension, and none is drawn.
    fn benefit_gap(&self) -> Option<Hit> {
        let (file, day) = (self.file(), self.world.as_of);
        let rows = entitling(self.world.policy, BenefitKind::Pension, &file.categories, (file.person.birth_date, day));
        let row = rows.first()?;
        if file.pensions.iter().any(|pension| covers(pension, day)) {
            return None;
        }
        let programme = row.programme.clone().unwrap_or_default();
        let since = since(&file.categories, row.category, day);
        let evidence =
            json!({ "category": row.category, "programme": programme, "since": since.map(|day| day.to_string()) });
        let explain = format!("按类别应享受定期抚恤补助（{programme}，{}），未在享。", row.source);
        let key = format!("{programme}:{}", since.map(|day| day.to_string()).unwrap_or_default());
        Some(self.hit("V05", key, Severity::Medium, evidence, explain))
    }

    /// V06: the old-age allowance beside another regular pension.
    fn two_pensions(&self) -> Option<Hit> {
        let day = self.world.as_of;
        let code =
            |pension: &Enrolment| self.world.programmes.get(pension.programme_id).map(|one| one.row.code.as_str());
        let drawn: Vec<&Enrolment> = self.file().pensions.iter().filter(|pension| covers(pension, day)).collect();
        let old_age = drawn.iter().find(|pension| code(pension) == Some(OLD_AGE))?;
        let other = drawn.iter().find(|pension| code(pension) != Some(OLD_AGE))?;
        let since = old_age.start_month.max(other.start_month);
        let programme = code(other).unwrap_or_default();
        let evidence = json!({ "programmes": [OLD_AGE, programme], "since": since.to_string() });
        let explain = format!("自{since}起同时享受{OLD_AGE}和{programme}，老年生活补助只发给未享受定期抚恤的人员。");
        Some(self.hit("V06", since.to_string(), Severity::High, evidence, explain))
    }
}
