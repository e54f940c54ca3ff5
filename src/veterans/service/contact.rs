//! Contacts with the person.

use chrono::NaiveDate;
use entity::vocab::ContactChannel;
use serde::Serialize;
use serde_json::json;

use super::act::{Situation, Target, VeteranAct, need_text};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Changes, Contact, Record},
};

/// Adds a contact.
#[derive(Debug, Clone, Serialize)]
pub struct Contacted {
    pub target: Target,
    pub contacted_on: NaiveDate,
    pub channel: ContactChannel,
    /// Who made it.
    pub visitor: String,
    pub content: String,
}

impl VeteranAct for Contacted {
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
