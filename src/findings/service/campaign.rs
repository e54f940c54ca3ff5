//! Campaigns: opened, every lease in scope inspected once, closed when everything is dealt with.

use chrono::NaiveDate;
use entity::{
    campaign, campaign_result,
    vocab::{CampaignState, RuleDomain},
};
use serde_json::json;

use super::rule_table;
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets,
    findings::store,
    kernel::{
        app::App,
        chain::Act,
        fault::Fault,
        problem::{Failure, Problem, none_of},
        scope::Scope,
        write::{Audited, perform},
    },
};

/// A campaign to open.
#[derive(Debug, Clone)]
pub struct Open {
    pub code: String,
    pub name: String,
    pub year: i32,
    pub found_from: NaiveDate,
    pub found_to: NaiveDate,
    pub snapshot_on: NaiveDate,
    /// Numbers of the rules it looks for.
    pub rules: Vec<String>,
}

/// Opens a campaign over all collectives; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn open(app: &App, viewer: &Viewer, new: Open) -> Result<i64, Failure> {
    const NAME: &str = "CAMPAIGN_OPEN";
    let table = rule_table(app).await?;
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::CampaignManage), move |_, tx| {
        let (new, table) = (new.clone(), table.clone());
        Box::pin(async move {
            let mut problems = Vec::new();
            // A campaign inspects leases; other rules find nothing there.
            let of_leases =
                |number: &String| table.rules.get(number).is_some_and(|rule| rule.domain == RuleDomain::Lease);
            let unknown = !new.rules.iter().all(of_leases);
            let wrong = [
                (new.code.trim().is_empty(), "CAMPAIGN_CODE", "code", "请给出活动编号"),
                (
                    store::campaign(tx, new.code.trim()).await?.is_some(),
                    "CAMPAIGN_CODE_TAKEN",
                    "code",
                    "已有这个活动编号",
                ),
                (new.found_to < new.found_from, "DATE_ORDER", "foundTo", "截止日不能早于开始日"),
                (new.rules.is_empty() || unknown, "RULES", "rules", "请给出规则编号,例如 L01"),
            ];
            problems.extend(
                wrong.into_iter().filter(|(bad, ..)| *bad).map(|(_, code, path, text)| Problem::new(code, path, text)),
            );
            none_of(problems)?;
            let row = campaign::Model {
                id: 0,
                code: new.code.trim().to_owned(),
                name: new.name.trim().to_owned(),
                year: new.year,
                found_from: new.found_from,
                found_to: new.found_to,
                snapshot_on: new.snapshot_on,
                rules: json!(new.rules),
                state: CampaignState::Open,
                closed_on: None,
                version: 1,
            };
            let id = store::open_campaign(tx, row).await?;
            let act = Act { act: NAME, subject: format!("campaign:{id}"), detail: json!({ "code": new.code }) };
            Ok(Audited { value: id, act })
        })
    })
    .await
}

/// Leases that one inspector saw on a day.
#[derive(Debug, Clone)]
pub struct Inspected {
    pub campaign: i64,
    pub leases: Vec<i64>,
    pub inspected_on: NaiveDate,
    pub inspector: String,
}

/// Records that leases were inspected; each lease has one result. Answers the campaign's key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn inspect(app: &App, viewer: &Viewer, seen: Inspected) -> Result<i64, Failure> {
    const NAME: &str = "CAMPAIGN_INSPECT";
    let scope = viewer.scope();
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::FindingRectify), move |app, tx| {
        let (seen, scope) = (seen.clone(), scope.clone());
        Box::pin(async move {
            let row = store::campaign_by_key(tx, seen.campaign).await?.ok_or_else(|| Failure::not_found("campaign"))?;
            let of_leases = assets::service::collectives_of(tx, &scope, &seen.leases).await?;
            let mut problems = Vec::new();
            for (index, lease) in seen.leases.iter().enumerate() {
                if !of_leases.iter().any(|(known, _)| known == lease) {
                    problems.push(Problem::new("NOT_FOUND", &format!("leases.{index}"), "没有这份租赁,请核对标识"));
                }
            }
            let today = app.clock.today();
            let wrong = [
                (row.state == CampaignState::Closed, "WRONG_STATE", "campaign", "活动已结束"),
                (seen.leases.is_empty(), "NOTHING_SEEN", "leases", "请给出检查过的租赁"),
                (seen.inspector.trim().is_empty(), "INSPECTOR", "inspector", "请给出检查人"),
                (seen.inspected_on > today, "FUTURE_DATE", "inspectedOn", "检查日不能晚于今天"),
            ];
            problems.extend(
                wrong.into_iter().filter(|(bad, ..)| *bad).map(|(_, code, path, text)| Problem::new(code, path, text)),
            );
            none_of(problems)?;
            let mut new = 0;
            for (lease_id, collective_id) in of_leases {
                let result = campaign_result::Model {
                    id: 0,
                    campaign_id: row.id,
                    collective_id,
                    lease_id,
                    inspected_on: seen.inspected_on,
                    inspector: seen.inspector.trim().to_owned(),
                };
                new += u32::from(store::add_result(tx, result).await?);
            }
            let detail = json!({ "code": row.code, "results": new });
            Ok(Audited { value: row.id, act: Act { act: NAME, subject: format!("campaign:{}", row.id), detail } })
        })
    })
    .await
}

/// Closes a campaign: every lease has a result and every finding is closed or waived. Answers its key.
///
/// # Errors
/// `NOT_COVERED`, `OPEN_FINDINGS`, or a fault.
pub async fn close(app: &App, viewer: &Viewer, campaign: i64, version: i32) -> Result<i64, Failure> {
    const NAME: &str = "CAMPAIGN_CLOSE";
    let scope = viewer.scope();
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::CampaignManage), move |app, tx| {
        let scope = scope.clone();
        Box::pin(async move {
            let row = store::campaign_by_key(tx, campaign).await?.ok_or_else(|| Failure::not_found("campaign"))?;
            if row.version != version {
                return Err(Failure::stale());
            }
            let in_scope = assets::service::leases_existing(tx, &scope, row.snapshot_on).await?;
            let (seen, open) = store::progress(tx, &scope, row.id).await?;
            let missing = in_scope.iter().filter(|lease| !seen.contains(lease)).count();
            let mut problems = Vec::new();
            if row.state == CampaignState::Closed {
                problems.push(Problem::new("WRONG_STATE", "campaign", "活动已结束"));
            }
            if missing > 0 {
                problems.push(Problem::new("NOT_COVERED", "campaign", format!("还有 {missing} 份租赁没有检查结果")));
            }
            if open > 0 {
                problems.push(Problem::new("OPEN_FINDINGS", "campaign", format!("还有 {open} 个问题未销号")));
            }
            none_of(problems)?;
            store::close_campaign(tx, &row, app.clock.today()).await?;
            let detail = json!({ "code": row.code, "leases": in_scope.len() });
            Ok(Audited { value: row.id, act: Act { act: NAME, subject: format!("campaign:{}", row.id), detail } })
        })
    })
    .await
}

/// Leases with a result and open findings of a campaign, within scope.
///
/// # Errors
/// A fault.
pub async fn progress(app: &App, scope: &Scope, campaign: i64) -> Result<(Vec<i64>, u64), Fault> {
    store::progress(app.db.read(), scope, campaign).await
}

/// Keys and codes of the campaigns of `year`.
///
/// # Errors
/// A fault.
pub async fn of_year(app: &App, year: i32) -> Result<Vec<(i64, String)>, Fault> {
    let rows = store::campaigns_of(app.db.statistics(), year).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// What the campaigns of a year came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct YearFigures {
    pub collectives: i64,
    pub projects: i64,
    pub findings: i64,
    pub closed: i64,
}

/// Collectives and projects inspected, problems found and closed by the campaigns of `year`, within scope.
///
/// # Errors
/// A fault.
pub async fn figures(app: &App, scope: &Scope, year: i32) -> Result<YearFigures, Fault> {
    let (mut collectives, mut figures) = (std::collections::BTreeSet::new(), YearFigures::default());
    for row in store::campaigns_of(app.db.statistics(), year).await? {
        let (results, findings) = store::of_campaign(app.db.statistics(), scope, row.id).await?;
        collectives.extend(results.iter().map(|result| result.collective_id));
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        figures.projects += count(results.len());
        figures.findings += count(findings.len());
        let closed = findings.iter().filter(|finding| finding.state == entity::vocab::FindingState::Closed);
        figures.closed += count(closed.count());
    }
    figures.collectives = i64::try_from(collectives.len()).unwrap_or(i64::MAX);
    Ok(figures)
}
