//! Supplements: dated versions of the terms.

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetUse, DocumentKind, PayCycle, TermsKind},
};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{LeaseAct, Reasons, Situation, Target},
    draft::check_terms,
};
use crate::{
    assets::model::{Changes, Document, Escalation, Terms},
    kernel::problem::Problem,
};

/// What a supplement changes; what is absent stays as it was.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Amendment {
    /// A new term begins here (renewal by supplement).
    pub start_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    pub area: Option<Area>,
    pub usage: Option<AssetUse>,
    pub annual_rent: Option<Fen>,
    pub escalation: Option<Escalation>,
    pub cycle: Option<PayCycle>,
    pub first_due_on: Option<NaiveDate>,
    pub deposit_due: Option<Fen>,
    pub deposit_clause: Option<String>,
    pub breach_clause: Option<String>,
    pub sublet_clause: Option<String>,
    pub maintenance_clause: Option<String>,
    pub payee_account: Option<String>,
}

/// A supplement to a contract.
#[derive(Debug, Clone, Serialize)]
pub struct Amend {
    pub target: Target,
    pub kind: TermsKind,
    pub effective_from: NaiveDate,
    pub signed_on: NaiveDate,
    pub reference: String,
    pub amendment: Amendment,
}

impl Amend {
    /// The last version with the amendment.
    fn terms(&self, last: &Terms) -> Terms {
        let new = &self.amendment;
        let rent_from = match (new.annual_rent, new.start_on) {
            (_, Some(start)) => start,
            (Some(_), None) => self.effective_from,
            (None, None) => last.rent_from,
        };
        let text = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        Terms {
            id: 0,
            number: last.number + 1,
            kind: self.kind,
            effective_from: self.effective_from,
            signed_on: Some(self.signed_on),
            start_on: new.start_on.unwrap_or(last.start_on),
            end_on: new.end_on.unwrap_or(last.end_on),
            area: new.area.or(last.area),
            usage: new.usage.or(last.usage),
            annual_rent: new.annual_rent.unwrap_or(last.annual_rent),
            rent_from,
            escalation: new.escalation.or(last.escalation),
            cycle: new.cycle.unwrap_or(last.cycle),
            in_advance: last.in_advance,
            first_due_on: new.first_due_on.or(new.start_on).unwrap_or(last.first_due_on),
            rent_free_days: if new.start_on.is_some() { 0 } else { last.rent_free_days },
            deposit_due: new.deposit_due.unwrap_or(last.deposit_due),
            deposit_clause: text(&new.deposit_clause, &last.deposit_clause),
            breach_clause: text(&new.breach_clause, &last.breach_clause),
            sublet_clause: text(&new.sublet_clause, &last.sublet_clause),
            maintenance_clause: text(&new.maintenance_clause, &last.maintenance_clause),
            payee_account: text(&new.payee_account, &last.payee_account),
            signatures: true,
        }
    }
}

impl LeaseAct for Amend {
    const NAME: &'static str = "LEASE_AMEND";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        let live = file.signed_on.is_some() && file.left_on(today).is_none();
        reasons
            .need(live, "WRONG_STATE", "lease", "只有已签订而未终止的合同可以补充变更")
            .not_future(self.signed_on, today, "signedOn")
            .need(self.kind != TermsKind::Original, "AMENDMENT_KIND", "kind", "补充协议不能是原合同")
            .need(!self.reference.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出补充协议档案号");
        let Some(last) = file.terms.last() else { return reasons.done().map(|()| Changes::default()) };
        let later = self.effective_from > last.effective_from;
        reasons.need(later, "DATE_ORDER", "effectiveFrom", "生效日应晚于上一版本的生效日");
        let terms = self.terms(last);
        check_terms(&mut reasons, &terms, situation.asset, today);
        let priced = terms.annual_rent != last.annual_rent
            || terms.cycle != last.cycle
            || terms.escalation != last.escalation
            || terms.start_on != last.start_on
            || terms.end_on != last.end_on;
        let billed = file.bills.iter().any(|bill| bill.period_from >= self.effective_from.max(terms.start_on));
        reasons.need(
            !(priced && billed),
            "PERIOD_BILLED",
            "effectiveFrom",
            "生效日之后已有出账账期,账单不可更改,请从下一未出账账期起变更",
        );
        let shortened = file.bills.iter().any(|bill| bill.period_from > terms.end_on);
        reasons.need(!shortened, "PERIOD_BILLED", "terms.endOn", "新的止租日之后已有出账账期,请先处理账单");
        let restarts = terms.start_on == last.start_on || terms.start_on > last.end_on;
        reasons.need(restarts, "TERM_OVERLAP", "terms.startOn", "新租期应从原租期届满次日或之后开始");
        reasons.done()?;
        let reference = self.reference.trim().to_owned();
        Ok(Changes {
            detail: json!({ "version": terms.number, "effectiveFrom": self.effective_from, "changes": self.amendment }),
            documents: vec![Document { id: 0, kind: DocumentKind::Supplement, reference, dated_on: self.signed_on }],
            terms: Some(terms),
            ..Changes::default()
        })
    }
}
