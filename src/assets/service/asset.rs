//! Acts on assets: registered, inspected, the ledger corrected.

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetClass, AssetKind, AssetStatus, AssetUse, SafetyClass},
};
use serde_json::json;

use super::act::Reasons;
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        model::{AssetFile, Inspection, LedgerEntry},
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        problem::Failure,
        write::{Audited, perform},
    },
};

/// A new asset.
#[derive(Debug, Clone)]
pub struct Register {
    pub collective: i64,
    pub number: String,
    pub class: AssetClass,
    pub kind: AssetKind,
    pub location: String,
    pub area: Area,
    pub certificate: Option<String>,
    pub original_value: Option<Fen>,
    pub safety: SafetyClass,
    pub acquired_on: NaiveDate,
}

/// Registers an asset in the ledger; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn register(app: &App, viewer: &Viewer, new: Register) -> Result<i64, Failure> {
    const NAME: &str = "ASSET_REGISTER";
    let scope = viewer.scope();
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::LeaseWrite), move |app, tx| {
        let (new, scope) = (new.clone(), scope.clone());
        Box::pin(async move {
            let today = app.clock.today();
            let collectives = store::collectives(tx, &scope).await?;
            if !collectives.iter().any(|collective| collective.id == new.collective) {
                return Err(Failure::not_found("collective"));
            }
            let taken = store::write::asset_taken(tx, new.collective, new.number.trim()).await?;
            let mut reasons = Reasons::default();
            reasons
                .need(!new.number.trim().is_empty(), "ASSET_NUMBER", "number", "请给出资产编号")
                .need(!taken, "ASSET_NUMBER_TAKEN", "number", "本村已有这个资产编号,请换一个")
                .need(!new.location.trim().is_empty(), "LOCATION", "location", "请给出坐落")
                .need(new.area.0 > 0, "AREA", "area", "面积应大于零")
                .not_future(new.acquired_on, today, "acquiredOn");
            reasons.done()?;
            let entry = LedgerEntry { id: 0, effective_on: new.acquired_on, area: new.area, status: AssetStatus::Idle };
            let file = AssetFile {
                id: 0,
                collective: new.collective,
                number: new.number.trim().to_owned(),
                class: new.class,
                kind: new.kind,
                location: new.location.trim().to_owned(),
                certificate: new.certificate.clone(),
                original_value: new.original_value,
                safety: new.safety,
                acquired_on: new.acquired_on,
                ledger: vec![entry],
                inspections: Vec::new(),
            };
            let id = store::write::register(tx, &file).await?;
            let detail = json!({ "asset": file.number });
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("asset:{id}"), detail } })
        })
    })
    .await
}

/// What happens to an asset on file.
#[derive(Debug, Clone)]
pub enum AssetEvent {
    /// A visit on site.
    Inspected { on: NaiveDate, area: Option<Area>, usage: Option<AssetUse>, inspector: String },
    /// The ledger is brought in line with reality.
    LedgerCorrected { on: NaiveDate, area: Area, status: AssetStatus },
}

/// Records an event of an asset; answers the asset's key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn record(app: &App, viewer: &Viewer, asset: i64, event: AssetEvent) -> Result<i64, Failure> {
    let name = match event {
        AssetEvent::Inspected { .. } => "INSPECTION_RECORD",
        AssetEvent::LedgerCorrected { .. } => "LEDGER_CORRECT",
    };
    let permitted = match event {
        AssetEvent::Inspected { .. } if viewer.may(Permission::CampaignManage) => Ok(()),
        _ => viewer.permit(Permission::LeaseWrite),
    };
    let scope = viewer.scope();
    perform(app, &viewer.actor(), name, permitted, move |app, tx| {
        let (event, scope) = (event.clone(), scope.clone());
        Box::pin(async move {
            let found = store::files::assets(tx, &scope, Some(&[asset])).await?;
            let file = found.into_iter().next().ok_or_else(|| Failure::not_found("asset"))?;
            let today = app.clock.today();
            let mut reasons = Reasons::default();
            let detail = match event {
                AssetEvent::Inspected { on, area, usage, inspector } => {
                    reasons
                        .not_future(on, today, "inspectedOn")
                        .need(
                            area.is_some() || usage.is_some(),
                            "NOTHING_SEEN",
                            "measuredArea",
                            "请至少给出实测面积或实际用途",
                        )
                        .need(area.is_none_or(|area| area.0 > 0), "AREA", "measuredArea", "面积应大于零")
                        .need(!inspector.trim().is_empty(), "INSPECTOR", "inspector", "请给出检查人");
                    reasons.done()?;
                    let visit =
                        Inspection { id: 0, inspected_on: on, measured_area: area, actual_use: usage, inspector };
                    store::write::inspect(tx, &file, &visit).await?;
                    json!({ "asset": file.number, "inspectedOn": on })
                }
                AssetEvent::LedgerCorrected { on, area, status } => {
                    let later = file.ledger.last().is_none_or(|last| on > last.effective_on);
                    reasons
                        .not_future(on, today, "effectiveOn")
                        .need(later, "DATE_ORDER", "effectiveOn", "生效日应晚于上一条台账")
                        .need(area.0 > 0, "AREA", "area", "面积应大于零");
                    reasons.done()?;
                    let entry = LedgerEntry { id: 0, effective_on: on, area, status };
                    store::write::correct(tx, &file, &entry).await?;
                    json!({ "asset": file.number, "area": area.to_string(), "status": status })
                }
            };
            Ok(Audited { value: file.id, act: Act { act: name, subject: format!("asset:{}", file.id), detail } })
        })
    })
    .await
}
