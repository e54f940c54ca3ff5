//! Running the rules as of a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;

use super::{RuleTable, rule_table};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{self, service::Files},
    findings::{
        model::{Hit, LeaseWorld},
        rules::evaluate,
        store::{
            self,
            run::{Run, Tally},
        },
    },
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        fault::Fault,
        problem::Failure,
        scope::Scope,
        write::{Audited, perform},
    },
};

/// What to run.
#[derive(Debug, Clone)]
pub struct Order {
    pub as_of: NaiveDate,
    /// Numbers of rules; all lease rules (or those of the campaign) when absent.
    pub rules: Option<Vec<String>>,
    /// Code of the campaign the findings belong to.
    pub campaign: Option<String>,
}

fn chosen(table: &RuleTable, wanted: Option<&[String]>) -> Result<HashMap<String, i64>, Failure> {
    let lease =
        |number: &String| table.rules.get(number).is_some_and(|rule| rule.domain == entity::vocab::RuleDomain::Lease);
    if let Some(wrong) = wanted.and_then(|wanted| wanted.iter().find(|number| !lease(number))) {
        let shown: String = wrong.chars().take(8).filter(char::is_ascii_alphanumeric).collect();
        return Err(Failure::bad_input("rules", format!("没有可运行的规则 {shown},请用 L01 到 L20 或 E01")));
    }
    let keys = table.keys().into_iter().filter(|(number, _)| lease(number));
    Ok(keys.filter(|(number, _)| wanted.is_none_or(|wanted| wanted.contains(number))).collect())
}

fn hits(table: &RuleTable, rules: &HashMap<String, i64>, files: &Files, as_of: NaiveDate) -> Vec<Hit> {
    let world = LeaseWorld {
        as_of,
        parameters: &table.lease_parameters,
        leases: &files.leases,
        assets: &files.assets,
        cadres: &files.cadres,
    };
    evaluate(&world).into_iter().filter(|hit| rules.contains_key(hit.rule)).collect()
}

/// What the rules say as of a day, without writing anything down.
///
/// # Errors
/// A missing permission, an unknown rule, or a fault.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    as_of: NaiveDate,
    rules: Option<&[String]>,
) -> Result<Vec<Hit>, Failure> {
    viewer.permit(Permission::FindingRead)?;
    let table = rule_table(app).await?;
    let rules = chosen(&table, rules)?;
    let files = assets::service::files(app.db.statistics(), &app.vault, &viewer.scope()).await?;
    Ok(hits(&table, &rules, &files, as_of))
}

/// Runs the rules and writes down what they find.
///
/// # Errors
/// A missing permission, an unknown rule or campaign, a day in the future, or a fault.
pub async fn run(app: &App, viewer: &Viewer, order: Order) -> Result<Tally, Failure> {
    const NAME: &str = "FINDINGS_RUN";
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let table = rule_table(app).await?;
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::FindingManage), move |app, tx| {
        let (order, scope, table, who) = (order.clone(), scope.clone(), table.clone(), who.clone());
        Box::pin(async move {
            if order.as_of > app.clock.today() {
                return Err(Failure::problem("FUTURE_DATE", "asOf", "判定日不能晚于今天"));
            }
            let tally = record(app, tx, &scope, &table, &order, &who).await?;
            let detail = json!({ "asOf": order.as_of, "hits": tally.hits, "created": tally.created,
                "reopened": tally.reopened, "candidates": tally.candidates });
            Ok(Audited { value: tally, act: Act { act: NAME, subject: "finding".to_owned(), detail } })
        })
    })
    .await
}

/// Evaluates and writes down, inside the transaction of an act.
///
/// # Errors
/// An unknown rule or campaign, or a fault.
pub async fn record<C: Executor>(
    app: &App,
    tx: &C,
    scope: &Scope,
    table: &RuleTable,
    order: &Order,
    actor: &str,
) -> Result<Tally, Failure> {
    let campaign = match &order.campaign {
        Some(code) => Some(store::campaign(tx, code).await?.ok_or_else(|| Failure::not_found("campaign"))?),
        None => None,
    };
    let of_campaign: Option<Vec<String>> = campaign
        .as_ref()
        .map(|row| serde_json::from_value(row.rules.clone()).map_err(|err| Fault::Corrupt(err.to_string())))
        .transpose()?;
    let rules = chosen(table, order.rules.as_deref().or(of_campaign.as_deref()))?;
    let files = assets::service::files(tx, &app.vault, scope).await?;
    let hits = hits(table, &rules, &files, order.as_of);
    let mut lease_of_asset = HashMap::new();
    for lease in &files.leases {
        let best = !lease_of_asset.contains_key(&lease.asset);
        if best || lease.occupied_on(order.as_of) {
            lease_of_asset.insert(lease.asset, lease.id);
        }
    }
    let asset_of_lease = files.leases.iter().map(|lease| (lease.id, lease.asset)).collect();
    let seen_on = match &campaign {
        Some(row) => store::seen_on(tx, scope, row.id).await?,
        None => HashMap::new(),
    };
    let run = Run {
        as_of: order.as_of,
        rules: &rules,
        collective: None,
        campaign: campaign.map(|row| row.id),
        actor,
        lease_of_asset: &lease_of_asset,
        asset_of_lease: &asset_of_lease,
        seen_on: &seen_on,
    };
    Ok(store::run::record(tx, app, scope, &run, &hits).await?)
}
