//! What is changed on a file.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use super::{
    act::{Situation, Target, VeteranAct},
    register::{Particulars, check_service},
};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Changes, Record, Veteran},
};

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
