//! What a lease rests on: decisions, tenders, documents, sublets.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{DocumentKind, MeetingBody, PriceBasis, TenderMethod},
};
use serde::Serialize;
use serde_json::json;

use super::act::{LeaseAct, Reasons, Situation, Target};
use crate::{
    access::policy::Permission,
    assets::model::{Changes, Document, Resolution, Sublet, Tender},
    kernel::problem::Problem,
};

/// The decision a lease rests on.
#[derive(Debug, Clone, Serialize)]
pub struct Resolve {
    pub target: Target,
    pub number: String,
    pub title: String,
    pub body: MeetingBody,
    pub adopted_on: NaiveDate,
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
    pub ratifies: bool,
}

impl LeaseAct for Resolve {
    const NAME: &'static str = "RESOLUTION_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        let ordered = 0 <= self.in_favour && self.in_favour <= self.present && self.present <= self.eligible;
        let late = situation.file.signed_on.is_some_and(|day| day < self.adopted_on) && !self.ratifies;
        reasons
            .need(!self.number.trim().is_empty(), "RESOLUTION_NUMBER", "number", "请给出决议编号")
            .need(!self.title.trim().is_empty(), "RESOLUTION_TITLE", "title", "请给出决议事项")
            .need(ordered && self.eligible > 0, "VOTES", "present", "应到、实到、赞成人数应依次不增,且应到大于零")
            .need(!late, "RESOLUTION_TOO_LATE", "ratifies", "决议晚于合同签订日,只能作为追认登记")
            .not_future(self.adopted_on, situation.today, "adoptedOn");
        reasons.done()?;
        let resolution = Resolution {
            id: 0,
            number: self.number.trim().to_owned(),
            title: self.title.trim().to_owned(),
            body: self.body,
            adopted_on: self.adopted_on,
            eligible: self.eligible,
            present: self.present,
            in_favour: self.in_favour,
            ratifies: self.ratifies,
        };
        let detail = json!({ "resolution": resolution.number, "adoptedOn": self.adopted_on });
        Ok(Changes { resolution: Some(resolution), detail, ..Changes::default() })
    }
}

/// How the lessee and the price were found.
#[derive(Debug, Clone, Serialize)]
pub struct RecordTender {
    pub target: Target,
    pub method: TenderMethod,
    pub held_on: NaiveDate,
    pub platform_number: Option<String>,
    pub floor_price: Option<Fen>,
    pub price_basis: PriceBasis,
    pub price_basis_on: NaiveDate,
    pub exemption_reason: Option<String>,
}

impl LeaseAct for RecordTender {
    const NAME: &'static str = "TENDER_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let open = matches!(self.method, TenderMethod::OpenBid | TenderMethod::Tender);
        let rent = file.terms_on(today).map(|terms| terms.annual_rent);
        let mut reasons = Reasons::default();
        reasons
            .need(
                file.active_on.is_none() || file.tender.is_none(),
                "WRONG_STATE",
                "lease",
                "租赁已交付且有招租记录,不能更换",
            )
            .need(
                !open || self.platform_number.is_some(),
                "PLATFORM_NUMBER",
                "platformNumber",
                "公开招租须给出平台交易编号",
            )
            .need(
                self.floor_price.zip(rent).is_none_or(|(floor, rent)| rent >= floor),
                "BELOW_FLOOR",
                "floorPrice",
                "合同年租金低于招租底价,请核对",
            )
            .need(
                open || self.method == TenderMethod::Renewal || self.exemption_reason.is_some(),
                "EXEMPTION_REASON",
                "exemptionReason",
                "未公开招租须写明豁免理由,报农经批准",
            )
            .not_future(self.held_on, today, "heldOn")
            .not_future(self.price_basis_on, today, "priceBasisOn");
        reasons.done()?;
        let tender = Tender {
            id: 0,
            method: self.method,
            held_on: self.held_on,
            platform_number: self.platform_number.clone(),
            floor_price: self.floor_price,
            price_basis: Some(self.price_basis),
            price_basis_on: Some(self.price_basis_on),
            exemption_reason: self.exemption_reason.clone(),
            exemption_approved_on: None,
        };
        let detail = json!({ "method": self.method, "heldOn": self.held_on });
        Ok(Changes { tender: Some(tender), detail, ..Changes::default() })
    }
}

/// The street lets a lease go without public tender.
#[derive(Debug, Clone, Serialize)]
pub struct Exempt {
    pub target: Target,
}

impl LeaseAct for Exempt {
    const NAME: &'static str = "TENDER_EXEMPT";
    const PERMISSION: Permission = Permission::LeaseApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let tender = situation.file.tender.as_ref();
        let mut reasons = Reasons::default();
        reasons
            .need(tender.is_some(), "NO_TENDER", "lease", "没有招租记录,无从豁免")
            .need(
                tender.is_none_or(|tender| tender.exemption_reason.is_some()),
                "EXEMPTION_REASON",
                "lease",
                "招租记录没有写明豁免理由,请先补充",
            )
            .need(
                tender.is_none_or(|tender| tender.exemption_approved_on.is_none()),
                "ALREADY_APPROVED",
                "lease",
                "豁免已批准",
            );
        reasons.done()?;
        let detail = json!({ "approvedOn": situation.today });
        Ok(Changes { exemption_approved_on: Some(situation.today), detail, ..Changes::default() })
    }
}

/// A document, by reference.
#[derive(Debug, Clone, Serialize)]
pub struct Attach {
    pub target: Target,
    pub kind: DocumentKind,
    pub reference: String,
    pub dated_on: NaiveDate,
}

impl LeaseAct for Attach {
    const NAME: &'static str = "DOCUMENT_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        reasons.need(!self.reference.trim().is_empty(), "DOCUMENT_MISSING", "reference", "请给出档案号").not_future(
            self.dated_on,
            situation.today,
            "datedOn",
        );
        reasons.done()?;
        let reference = self.reference.trim().to_owned();
        let detail = json!({ "kind": self.kind, "document": reference });
        let document = Document { id: 0, kind: self.kind, reference, dated_on: self.dated_on };
        Ok(Changes { documents: vec![document], detail, ..Changes::default() })
    }
}

/// A sublet that was seen, or what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct RecordSublet {
    pub target: Target,
    /// The sublet on file that changes; a new one when absent.
    pub sublet: Option<i64>,
    pub subtenant: String,
    pub started_on: NaiveDate,
    pub observed_on: NaiveDate,
    pub consent_on: Option<NaiveDate>,
    pub objection_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
}

impl LeaseAct for RecordSublet {
    const NAME: &'static str = "SUBLET_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let known = |id: i64| situation.file.sublets.iter().any(|sublet| sublet.id == id);
        let days = [self.consent_on, self.objection_on, self.ended_on].into_iter().flatten();
        let mut reasons = Reasons::default();
        reasons
            .need(self.sublet.is_none_or(known), "NOT_FOUND", "sublet", "本租赁没有这条转租记录,请核对标识")
            .need(!self.subtenant.trim().is_empty(), "SUBTENANT", "subtenant", "请给出次承租人")
            .need(
                self.ended_on.is_none_or(|day| day >= self.started_on),
                "DATE_ORDER",
                "endedOn",
                "终止日不能早于开始日",
            )
            .not_future(self.observed_on, situation.today, "observedOn");
        for day in days {
            reasons.not_future(day, situation.today, "");
        }
        reasons.done()?;
        let sublet = Sublet {
            id: self.sublet.unwrap_or_default(),
            subtenant: self.subtenant.trim().to_owned(),
            started_on: self.started_on,
            observed_on: self.observed_on,
            consent_on: self.consent_on,
            objection_on: self.objection_on,
            ended_on: self.ended_on,
        };
        let detail = json!({ "startedOn": self.started_on, "endedOn": self.ended_on });
        Ok(Changes { sublets: vec![sublet], detail, ..Changes::default() })
    }
}
