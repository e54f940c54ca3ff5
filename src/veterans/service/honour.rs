//! Honours.

use chrono::NaiveDate;
use entity::vocab::HonourLevel;
use serde::Serialize;
use serde_json::json;

use super::act::{Situation, Target, VeteranAct, need_text};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Changes, Honour, Record},
};

/// Adds an honour.
#[derive(Debug, Clone, Serialize)]
pub struct Honoured {
    pub target: Target,
    pub level: HonourLevel,
    pub awarded_on: NaiveDate,
    pub authority: String,
}

impl VeteranAct for Honoured {
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
