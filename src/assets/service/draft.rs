//! New contracts: drafted, or renewing an old one.

use chrono::NaiveDate;
use entity::vocab::{AssetStatus, LeaseKind, LeaseState, LesseeKind};
use serde::Serialize;
use serde_json::json;

use super::act::Reasons;
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        model::{AssetFile, LeaseFile, Lessee, Terms},
        rules::{credit_code, lifecycle::MAX_TERM_MONTHS, schedule::term_months},
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        problem::{Failure, Problem},
        write::{Audited, perform},
    },
    residents::identity::IdentityNumber,
};

/// Who is to rent, as given.
#[derive(Debug, Clone, Serialize)]
pub struct NewLessee {
    pub kind: LesseeKind,
    pub name: String,
    pub id_number: Option<String>,
    pub credit_code: Option<String>,
    pub phone: Option<String>,
    pub member: bool,
}

/// A contract to draft.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Asset to let; for a renewal the asset of the old lease.
    pub asset: Option<i64>,
    pub contract_number: String,
    pub kind: LeaseKind,
    /// Absent for a renewal: the same lessee.
    pub lessee: Option<NewLessee>,
    pub terms: Terms,
    /// The lease to renew and the version it was read at.
    pub renews: Option<(i64, i32)>,
}

/// Drafts a contract (or a renewal); answers the new lease's key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn draft(app: &App, viewer: &Viewer, name: &'static str, draft: Draft) -> Result<i64, Failure> {
    let scope = viewer.scope();
    perform(app, &viewer.actor(), name, viewer.permit(Permission::LeaseWrite), move |app, tx| {
        let (draft, scope) = (draft.clone(), scope.clone());
        Box::pin(async move {
            let today = app.clock.today();
            let old = match draft.renews {
                Some((lease, version)) => {
                    let found = store::files::leases(tx, &app.vault, &scope, Some(&[lease])).await?;
                    let old = found.into_iter().next().ok_or_else(|| Failure::not_found("lease"))?;
                    if old.version != version {
                        return Err(Failure::stale());
                    }
                    Some(old)
                }
                None => None,
            };
            let asset = old.as_ref().map(|old| old.asset).or(draft.asset).unwrap_or_default();
            let found = store::files::assets(tx, &scope, Some(&[asset])).await?;
            let asset = found.into_iter().next().ok_or_else(|| Failure::not_found("asset"))?;
            let (lessee, index) = match (&old, &draft.lessee) {
                (Some(old), None) => (old.lessee.clone(), None),
                (_, Some(new)) => lessee_of(new, asset.collective, today)?,
                (None, None) => return Err(Failure::problem("LESSEE_MISSING", "lessee", "请给出承租方")),
            };
            let taken = store::write::contract_taken(tx, asset.collective, &draft.contract_number).await?;
            check(&draft, &asset, old.as_ref(), taken, today)?;
            let file = file_of(&draft, &asset, lessee, old.as_ref(), today);
            let id = store::write::draft(tx, &app.vault, &file, index.as_deref()).await?;
            let detail = json!({ "contract": draft.contract_number, "asset": asset.number });
            Ok(Audited { value: id, act: Act { act: name, subject: format!("lease:{id}"), detail } })
        })
    })
    .await
}

fn check(
    draft: &Draft,
    asset: &AssetFile,
    old: Option<&LeaseFile>,
    taken: bool,
    today: NaiveDate,
) -> Result<(), Vec<Problem>> {
    let terms = &draft.terms;
    let mut reasons = Reasons::default();
    reasons.need(!draft.contract_number.trim().is_empty(), "CONTRACT_NUMBER", "contractNumber", "请给出合同编号").need(
        !taken,
        "CONTRACT_NUMBER_TAKEN",
        "contractNumber",
        "本村已有这个合同编号,请换一个",
    );
    check_terms(&mut reasons, terms, asset, today);
    let status = asset.ledger_on(today).map(|entry| entry.status);
    let lettable = matches!(status, Some(AssetStatus::Idle | AssetStatus::Leased));
    reasons.need(
        lettable,
        "ASSET_NOT_LETTABLE",
        "asset",
        "台账上该资产不可出租(未入账、自用、有争议或已拆除),请先更正台账",
    );
    if let Some(old) = old {
        let state = old.state_on(today);
        let open = matches!(state, LeaseState::Active | LeaseState::Holdover | LeaseState::Vacated);
        reasons.need(open, "WRONG_STATE", "lease", "只有履行中、到期占用或刚腾退的租赁可以续租");
        let after = old.terms_on(today).is_none_or(|last| terms.start_on > last.end_on);
        reasons.need(after, "TERM_OVERLAP", "terms.startOn", "续租应从原合同到期次日或之后开始");
    }
    reasons.done()
}

/// What any terms must obey.
pub fn check_terms(reasons: &mut Reasons, terms: &Terms, asset: &AssetFile, today: NaiveDate) {
    let ordered = terms.start_on <= terms.end_on;
    reasons.need(ordered, "TERM_ORDER", "terms.endOn", "止租日不能早于起租日");
    let months = if ordered { term_months(terms.start_on, terms.end_on) } else { 0 };
    reasons
        .need(
            months <= MAX_TERM_MONTHS,
            "TERM_TOO_LONG",
            "terms.endOn",
            "租期不得超过二十年(民法典第七百零五条),请缩短",
        )
        .need(terms.annual_rent.0 > 0, "RENT", "terms.annualRent", "年租金应大于零")
        .need(terms.deposit_due.0 >= 0, "DEPOSIT", "terms.depositDue", "押金不能为负")
        .need(
            (0..=3660).contains(&terms.rent_free_days),
            "RENT_FREE_DAYS",
            "terms.rentFreeDays",
            "免租天数应在 0 到 3660 之间",
        )
        .need(
            terms.escalation.is_none_or(|escalation| (1..=240).contains(&escalation.every_months)),
            "ESCALATION",
            "terms.escalation",
            "递增周期应在 1 到 240 个月之间",
        );
    let free = crate::assets::rules::schedule::free_of_rent(terms);
    reasons.need(free < terms.annual_rent, "RENT_FREE_DAYS", "terms.rentFreeDays", "免租期不得长于一年");
    let due = terms.first_due_on;
    let near = (due - terms.start_on).num_days();
    reasons.need((-366..=366).contains(&near), "FIRST_DUE", "terms.firstDueOn", "首期应付日应在起租日前后一年之内");
    let area = asset.ledger_on(today).map(|entry| entry.area);
    let fits = terms.area.zip(area).is_none_or(|(leased, owned)| leased <= owned);
    reasons.need(fits, "AREA_EXCEEDED", "terms.area", "租赁面积不能大于台账面积,请核对或先更正台账");
}

/// The lessee with checked numbers, and the key to index the identity number by.
fn lessee_of(new: &NewLessee, collective: i64, today: NaiveDate) -> Result<(Lessee, Option<String>), Vec<Problem>> {
    let mut reasons = Reasons::default();
    reasons.need(!new.name.trim().is_empty(), "LESSEE_NAME", "lessee.name", "请给出承租方名称");
    let number = new.id_number.as_deref().map(|raw| IdentityNumber::parse(raw, today));
    if let Some(Err(err)) = &number {
        reasons.need(false, "ID_NUMBER", "lessee.idNumber", err.to_string());
    }
    let code = new.credit_code.as_deref().map(credit_code::parse);
    let wrong = matches!(code, Some(None));
    reasons.need(!wrong, "CREDIT_CODE", "lessee.creditCode", "统一社会信用代码应为 18 位且校验正确,请核对");
    let person = matches!(new.kind, LesseeKind::Person | LesseeKind::Household);
    let named = if person { new.id_number.is_some() } else { new.credit_code.is_some() };
    reasons.need(named, "LESSEE_NUMBER", "lessee", "个人和家庭须给身份证号,其他承租方须给统一社会信用代码");
    reasons.done()?;
    let number = number.and_then(Result::ok).map(|number| number.canonical().to_owned());
    let lessee = Lessee {
        id: 0,
        collective,
        kind: new.kind,
        name: new.name.trim().to_owned(),
        id_number: number.clone(),
        credit_code: code.flatten(),
        phone: new.phone.clone(),
        resident: None,
        household: None,
        member: new.member,
    };
    Ok((lessee, number))
}

fn file_of(draft: &Draft, asset: &AssetFile, lessee: Lessee, old: Option<&LeaseFile>, today: NaiveDate) -> LeaseFile {
    LeaseFile {
        id: 0,
        collective: asset.collective,
        asset: asset.id,
        lessee,
        contract_number: draft.contract_number.trim().to_owned(),
        kind: old.map_or(draft.kind, |old| old.kind),
        predecessor: old.map(|old| old.id),
        drafted_on: today,
        signed_on: None,
        filed_on: None,
        active_on: None,
        vacated_on: None,
        terminated_on: None,
        renewed_on: None,
        settled_on: None,
        version: 1,
        terms: vec![draft.terms.clone()],
        resolution: None,
        tender: None,
        documents: Vec::new(),
        deposits: Vec::new(),
        bills: Vec::new(),
        receipts: Vec::new(),
        sublets: Vec::new(),
    }
}
