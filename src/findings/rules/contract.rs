//! Rules about the contract: how it came about, what it says, where it is filed.

use chrono::NaiveDate;
use entity::vocab::{AssetKind, DocumentKind, LeaseKind, Severity, TenderMethod};
use serde_json::json;

use super::case::{Case, text, words};
use crate::{
    assets::{
        model::Tender,
        rules::{
            lifecycle::{MAX_TERM_MONTHS, plus_days},
            schedule::{add_months, term_months},
        },
    },
    findings::model::Hit,
};

impl Case<'_> {
    /// Months of the term in force, a part of a month counted as one.
    fn months(&self) -> u32 {
        term_months(self.terms.start_on, self.terms.end_on)
    }

    /// A document of the kind is on file.
    pub(super) fn filed(&self, kind: DocumentKind) -> bool {
        self.lease.documents.iter().any(|document| document.kind == kind && document.dated_on <= self.as_of)
    }

    /// How the lessee was found, once that is over.
    fn tender(&self) -> Option<&Tender> {
        self.lease.tender.as_ref().filter(|tender| tender.held_on <= self.as_of)
    }
}

/// L04: let without open bidding though above the threshold.
pub(super) fn no_public_tender(case: &Case<'_>) -> Option<Hit> {
    let (limits, rent, months) = (case.parameters, case.terms.annual_rent, case.months());
    let large = rent >= limits.tender_rent || months >= limits.tender_months;
    let method = case.tender().map_or(TenderMethod::Unknown, |tender| tender.method);
    let closed = matches!(method, TenderMethod::Negotiated | TenderMethod::Direct | TenderMethod::Unknown);
    let exempt = case.lease.tender.as_ref().is_some_and(|tender| case.known(tender.exemption_approved_on));
    if !case.possessed() || !large || !closed || exempt {
        return None;
    }
    let twice = i128::from(rent.0) >= 2 * i128::from(limits.tender_rent.0);
    let severity = if twice { Severity::High } else { Severity::Medium };
    let how = match method {
        TenderMethod::Negotiated => "采用协议方式出租",
        TenderMethod::Direct => "采用直接发包方式出租",
        _ => "没有招租记录",
    };
    let evidence = json!({
        "annualRent": rent.to_string(),
        "termMonths": months,
        "tenderMethod": method,
        "thresholdRent": limits.tender_rent.to_string(),
        "thresholdMonths": limits.tender_months,
    });
    let explain = format!(
        "年租金{rent}元、租期{months}个月，达到公开招租标准（年租金{}元或租期{}个月），但{how}，也没有经批准的豁免。",
        limits.tender_rent, limits.tender_months
    );
    Some(case.hit("L04", case.start(), severity, evidence, explain))
}

/// L05: the asset is occupied without a written contract.
pub(super) fn no_written_contract(case: &Case<'_>) -> Option<Hit> {
    let active_on = case.lease.active_on.filter(|_| case.possessed())?;
    let (signed, filed) = (case.known(case.lease.signed_on), case.filed(DocumentKind::Contract));
    if signed && filed {
        return None;
    }
    let long = case.months() >= 6 || add_months(active_on, 6) <= case.as_of;
    let severity = if long { Severity::High } else { Severity::Medium };
    let evidence = json!({
        "activeOn": active_on.to_string(),
        "signed": signed,
        "contractOnFile": filed,
        "termMonths": case.months(),
    });
    let lack = if signed { "合同文本没有归档" } else { "至今没有签订书面合同" };
    let explain = format!("承租方自{}起使用该资产，租期{}个月，{lack}。", words(active_on), case.months());
    Some(case.hit("L05", active_on, severity, evidence, explain))
}

/// Whether an element of the contract is missing.
type Missing = fn(&Case<'_>) -> bool;

/// What people call a required element, and whether it is missing.
pub(super) fn element(name: &str) -> Option<(&'static str, Missing)> {
    Some(match name {
        "lesseeName" => ("承租方名称", |case| case.lease.lessee.name.trim().is_empty()),
        "lesseeIdNo" => ("承租方证件号码", |case| {
            blank(case.lease.lessee.id_number.as_ref()) && blank(case.lease.lessee.credit_code.as_ref())
        }),
        "assetLocation" => ("资产坐落", |case| case.asset.is_some_and(|asset| asset.location.trim().is_empty())),
        "areaM2" => ("租赁面积", |case| case.terms.area.is_none()),
        "usage" => ("租赁用途", |case| case.terms.usage.is_none()),
        "startDate" => ("起租日期", |_| false),
        "endDate" => ("到期日期", |_| false),
        "annualRentFen" => ("年租金", |_| false),
        "payCycle" => ("付款周期", |_| false),
        "firstDueDate" => ("首期付款日", |_| false),
        "depositClause" => ("押金条款", |case| blank(case.terms.deposit_clause.as_ref())),
        "breachClause" => ("违约责任条款", |case| blank(case.terms.breach_clause.as_ref())),
        "subletClause" => ("转租条款", |case| blank(case.terms.sublet_clause.as_ref())),
        "maintenanceClause" => ("维修责任条款", |case| blank(case.terms.maintenance_clause.as_ref())),
        "signatures" => ("双方签章", |case| !case.terms.signatures),
        "payeeAccount" => ("集体收款账户", |case| blank(case.terms.payee_account.as_ref())),
        _ => return None,
    })
}

fn blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// L06: the contract lacks required elements.
pub(super) fn missing_elements(case: &Case<'_>) -> Option<Hit> {
    let required = case.parameters.required_fields.iter().filter(|_| case.possessed());
    let known = required.filter_map(|name| element(name).map(|(label, missing)| (name, label, missing)));
    let missing: Vec<_> = known.filter(|(_, _, missing)| missing(case)).collect();
    let names: Vec<&str> = missing.iter().map(|(name, ..)| name.as_str()).collect();
    let labels: Vec<&str> = missing.iter().map(|(_, label, _)| *label).collect();
    let severity = match names.len() {
        0 => return None,
        1 | 2 if !names.contains(&"areaM2") => Severity::Low,
        _ => Severity::Medium,
    };
    let evidence = json!({ "missing": names, "required": case.parameters.required_fields.len() });
    let explain = format!("合同缺少{}项要素：{}。", labels.len(), labels.join("、"));
    Some(case.hit("L06", case.terms.effective_from, severity, evidence, explain))
}

/// L07: the term is longer than the law or the policy allows.
pub(super) fn term_too_long(case: &Case<'_>) -> Option<Hit> {
    let kind = case.lease.kind;
    let months = case.months();
    let policy = match kind {
        LeaseKind::House => Some(case.parameters.house_months),
        LeaseKind::Site => Some(case.parameters.site_months),
        LeaseKind::LandContract | LeaseKind::Pond | LeaseKind::Roof => None,
    };
    let unlawful = months > MAX_TERM_MONTHS;
    let against = policy.filter(|most| months > *most && !case.filed(DocumentKind::TermApproval));
    if !case.possessed() || kind == LeaseKind::LandContract || !(unlawful || against.is_some()) {
        return None;
    }
    let (severity, most) =
        if unlawful { (Severity::High, MAX_TERM_MONTHS) } else { (Severity::Medium, against.unwrap_or_default()) };
    let (start, end) = (case.terms.start_on, case.terms.end_on);
    let evidence = json!({
        "startOn": start.to_string(),
        "endOn": end.to_string(),
        "termMonths": months,
        "mostMonths": most,
    });
    let why =
        if unlawful { "超过法律规定的最长租期" } else { "没有特别批准，超过规定的最长租期" };
    let explain = format!("租期从{}到{}，共{months}个月，{why}{most}个月。", words(start), words(end));
    Some(case.hit("L07", start, severity, evidence, explain))
}

/// L13: the members did not decide, decided too late, or were too few.
pub(super) fn no_democratic_decision(case: &Case<'_>) -> Option<Hit> {
    let farmland = case.asset.is_some_and(|asset| asset.kind == AssetKind::Farmland);
    let outsider = farmland && !case.lease.lessee.member;
    let resolution = case.lease.resolution.as_ref().filter(|resolution| resolution.adopted_on <= case.as_of);
    let signed_on = case.lease.signed_on.filter(|_| case.known(case.lease.signed_on));
    let what = match resolution {
        _ if !case.possessed() => return None,
        None => "没有民主决议".to_owned(),
        Some(decided) if signed_on.is_some_and(|day| !decided.covers(day)) => {
            format!("决议于{}通过，晚于合同签订，且不是追认", words(decided.adopted_on))
        }
        Some(decided) if !decided.carried(outsider) => format!(
            "决议应到{}人、实到{}人、同意{}人，未达到法定人数",
            decided.eligible, decided.present, decided.in_favour
        ),
        Some(_) => return None,
    };
    let severity = if outsider { Severity::High } else { Severity::Medium };
    let evidence = json!({
        "adoptedOn": text(resolution.map(|decided| decided.adopted_on)),
        "signedOn": text(signed_on),
        "eligible": resolution.map(|decided| decided.eligible),
        "present": resolution.map(|decided| decided.present),
        "inFavour": resolution.map(|decided| decided.in_favour),
        "farmlandToOutsider": outsider,
    });
    let whom =
        if outsider { "耕地发包给本集体以外的承租方，须三分之二以上同意；" } else { "" };
    let explain = format!("{whom}出租集体资产{what}。");
    Some(case.hit("L13", case.start(), severity, evidence, explain))
}

/// L15: a long term at a rent that never rises.
pub(super) fn no_escalation(case: &Case<'_>) -> Option<Hit> {
    let (months, most) = (case.months(), case.parameters.escalation_months);
    if !case.possessed() || months <= most || case.terms.escalation.is_some() {
        return None;
    }
    let start = case.terms.start_on;
    let evidence = json!({ "startOn": start.to_string(), "termMonths": months, "mostMonths": most });
    let explain = format!("租期{months}个月，超过{most}个月，合同没有约定租金递增。");
    Some(case.hit("L15", start, Severity::Low, evidence, explain))
}

/// L16: the contract was not filed in time.
pub(super) fn not_filed(case: &Case<'_>) -> Option<Hit> {
    let signed_on = case.lease.signed_on.filter(|_| case.possessed())?;
    let days = case.parameters.filing_days;
    if case.known(case.lease.filed_on) || case.as_of <= plus_days(signed_on, days) {
        return None;
    }
    let evidence = json!({ "signedOn": signed_on.to_string(), "filingDays": days });
    let explain = format!("合同于{}签订，超过{days}天仍未备案。", words(signed_on));
    Some(case.hit("L16", signed_on, Severity::Low, evidence, explain))
}

/// L18: a cadre or close kin of one rents without open bidding.
pub(super) fn related_party(case: &Case<'_>) -> Option<Hit> {
    let in_office =
        |from: NaiveDate, to: Option<NaiveDate>| from <= case.as_of && to.is_none_or(|day| case.as_of < day);
    let cadre = case.cadres.iter().find(|cadre| in_office(cadre.valid_from, cadre.valid_to))?;
    let method = case.tender().map(|tender| tender.method);
    if !case.possessed() || method == Some(TenderMethod::OpenBid) {
        return None;
    }
    let evidence = json!({
        "relation": cadre.relation,
        "post": cadre.post,
        "since": cadre.valid_from.to_string(),
        "tenderMethod": method,
    });
    let who = if cadre.relation == entity::vocab::CadreRelation::Own { "本人" } else { "的近亲属" };
    let explain = format!("承租方是{}{who}，该资产没有通过公开竞价出租。", cadre.post);
    Some(case.hit("L18", case.start(), Severity::High, evidence, explain))
}
