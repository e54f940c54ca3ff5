//! From draft to possession: signed, filed, activated.

use chrono::NaiveDate;
use entity::vocab::{AssetStatus, DocumentKind, TenderMethod};
use serde::Serialize;
use serde_json::json;

use super::act::{LeaseAct, Reasons, Situation, Target};
use crate::{
    assets::{
        model::{Changes, Document},
        rules::{lifecycle::MAX_TERM_MONTHS, schedule::term_months},
    },
    kernel::problem::Problem,
};

/// Both parties sign and seal.
#[derive(Debug, Clone, Serialize)]
pub struct Sign {
    pub target: Target,
    pub signed_on: NaiveDate,
    /// Archive number of the signed contract.
    pub reference: String,
}

impl LeaseAct for Sign {
    const NAME: &'static str = "LEASE_SIGN";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        let unsigned = file.signed_on.is_none() && file.left_on(today).is_none();
        reasons
            .need(unsigned, "WRONG_STATE", "lease", "合同已签订或租赁已终止,不能再签")
            .not_future(self.signed_on, today, "signedOn")
            .need(self.signed_on >= file.drafted_on, "DATE_ORDER", "signedOn", "签订日不能早于拟订日")
            .need(!self.reference.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出合同档案号");
        if let Some(terms) = file.terms.last() {
            let missing: Vec<&str> = [
                (terms.area.is_none(), "面积"),
                (terms.usage.is_none(), "用途"),
                (terms.deposit_clause.is_none(), "押金条款"),
                (terms.breach_clause.is_none(), "违约条款"),
                (terms.sublet_clause.is_none(), "转租条款"),
                (terms.maintenance_clause.is_none(), "维修条款"),
                (terms.payee_account.is_none(), "集体收款账户"),
            ]
            .into_iter()
            .filter_map(|(missing, word)| missing.then_some(word))
            .collect();
            let message = format!("合同要素缺失:{},请补齐后再签", missing.join("、"));
            reasons.need(missing.is_empty(), "MISSING_ELEMENTS", "lease", message);
            let months = term_months(terms.start_on, terms.end_on);
            reasons.need(months <= MAX_TERM_MONTHS, "TERM_TOO_LONG", "lease", "租期不得超过二十年,请缩短");
        }
        reasons.done()?;
        let reference = self.reference.trim().to_owned();
        Ok(Changes {
            signed_on: Some(self.signed_on),
            detail: json!({ "signedOn": self.signed_on, "document": reference }),
            documents: vec![Document { id: 0, kind: DocumentKind::Contract, reference, dated_on: self.signed_on }],
            ..Changes::default()
        })
    }
}

/// Filed with the street's platform.
#[derive(Debug, Clone, Serialize)]
pub struct FileIt {
    pub target: Target,
    pub filed_on: NaiveDate,
}

impl LeaseAct for FileIt {
    const NAME: &'static str = "LEASE_FILE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        let signed = file.signed_on.is_some() && file.filed_on.is_none();
        reasons
            .need(signed, "WRONG_STATE", "lease", "只有已签订而未备案的合同可以备案")
            .not_future(self.filed_on, situation.today, "filedOn")
            .need(
                file.signed_on.is_none_or(|day| self.filed_on >= day),
                "DATE_ORDER",
                "filedOn",
                "备案日不能早于签订日",
            );
        reasons.done()?;
        let detail = json!({ "filedOn": self.filed_on });
        Ok(Changes { filed_on: Some(self.filed_on), detail, ..Changes::default() })
    }
}

/// The lessee takes possession.
#[derive(Debug, Clone, Serialize)]
pub struct Activate {
    pub target: Target,
    pub active_on: NaiveDate,
}

impl LeaseAct for Activate {
    const NAME: &'static str = "LEASE_ACTIVATE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, asset) = (situation.file, situation.asset);
        let mut reasons = Reasons::default();
        let filed = file.filed_on.is_some() && file.active_on.is_none();
        reasons.need(filed, "WRONG_STATE", "lease", "只有已备案而未交付的合同可以交付").not_future(
            self.active_on,
            situation.today,
            "activeOn",
        );
        let after = file.filed_on.is_none_or(|day| self.active_on >= day);
        reasons.need(after, "DATE_ORDER", "activeOn", "交付日不能早于备案日");
        self.decided(situation, &mut reasons);
        self.tendered(situation, &mut reasons);
        let status = asset.ledger_on(self.active_on).map(|entry| entry.status);
        let lettable = matches!(status, Some(AssetStatus::Idle | AssetStatus::Leased));
        reasons.need(lettable, "ASSET_NOT_LETTABLE", "lease", "台账上该资产不可出租,请先更正台账");
        let released = self.takes_over(situation, &mut reasons);
        reasons.done()?;
        let detail = json!({ "activeOn": self.active_on });
        Ok(Changes { active_on: Some(self.active_on), released, detail, ..Changes::default() })
    }
}

impl Activate {
    /// A carried decision that covers the contract.
    fn decided(&self, situation: &Situation<'_>, reasons: &mut Reasons) {
        let file = situation.file;
        let outsider = situation.asset.kind == entity::vocab::AssetKind::Farmland && !file.lessee.member;
        let decided = file.resolution.as_ref().filter(|resolution| resolution.adopted_on <= self.active_on);
        reasons.need(decided.is_some(), "NO_RESOLUTION", "lease", "没有民主决策记录,请先登记村民(代表)会议决议");
        if let Some(resolution) = decided {
            let covers = file.signed_on.is_none_or(|day| resolution.covers(day));
            reasons.need(covers, "RESOLUTION_TOO_LATE", "lease", "决议晚于合同签订日且未注明追认").need(
                resolution.carried(outsider),
                "QUORUM",
                "lease",
                "到会或赞成人数未达法定比例,决议无效",
            );
        }
    }

    /// A tender record or an approved exemption, and a price basis.
    fn tendered(&self, situation: &Situation<'_>, reasons: &mut Reasons) {
        let tender = situation.file.tender.as_ref();
        reasons.need(tender.is_some(), "NO_TENDER", "lease", "没有招租记录,请先登记公开招租或申请豁免");
        let Some(tender) = tender else { return };
        let open = matches!(tender.method, TenderMethod::OpenBid | TenderMethod::Tender | TenderMethod::Renewal);
        let exempt = tender.exemption_approved_on.is_some_and(|day| day <= self.active_on);
        reasons.need(open || exempt, "EXEMPTION_NOT_APPROVED", "lease", "未公开招租且豁免未获农经批准").need(
            tender.price_basis.is_some(),
            "NO_PRICE_BASIS",
            "lease",
            "没有价格依据,请在招租记录中补充",
        );
    }

    /// Nobody else holds the asset, or the lease that this one renews ends with it.
    fn takes_over(&self, situation: &Situation<'_>, reasons: &mut Reasons) -> Option<(i64, NaiveDate)> {
        let file = situation.file;
        let mut released = None;
        for other in situation.others.iter().filter(|other| other.occupied_on(self.active_on)) {
            let ended = other.terms_on(self.active_on).is_some_and(|terms| terms.end_on < self.active_on);
            if ended && file.predecessor == Some(other.id) {
                released = Some((other.id, self.active_on));
            } else {
                reasons.need(false, "ASSET_OCCUPIED", "lease", "该资产上另有履行中的租赁,请先腾退、解除或待其到期");
            }
        }
        released
    }
}
