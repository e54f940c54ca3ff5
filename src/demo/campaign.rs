//! The campaign of 2022 and the alerts of its last day, found by the rules themselves.

use chrono::{Days, NaiveDate};
use entity::{campaign, campaign_result, vocab::CampaignState};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::leases::{LeaseFacts, Loop};
use crate::{
    findings::{
        rules::workflow::{Step, days_to_rectify, take},
        service::{rule_table, run},
        store::{self, NewStep},
    },
    kernel::{app::App, fault::Fault, problem::Failure, scope::Scope},
};

const CODE: &str = "ZCPH-2022";
/// Who hands findings out and who verifies them.
const OFFICE: &str = "街道农经站";
const VERIFIER: &str = "街道资产核验组";

fn day(month: u32, number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, number).unwrap_or_default()
}

/// Opens the campaign, inspects every lease, finds its problems as of 2022-04-30, deals with them as the facts
/// say, closes it, and runs the rules as of 2022-12-31.
pub async fn load(app: &App, tx: &DatabaseTransaction, facts: &LeaseFacts) -> Result<(), Failure> {
    let scope = Scope::everything();
    let numbers: Vec<String> = (1..=14).map(|number| format!("L{number:02}")).collect();
    let row = campaign::Model {
        id: 0,
        code: CODE.to_owned(),
        name: "资产盘活年自查自纠".to_owned(),
        year: 2022,
        found_from: day(3, 15),
        found_to: day(4, 30),
        snapshot_on: day(4, 30),
        rules: json!(numbers),
        state: CampaignState::Open,
        closed_on: None,
        version: 1,
    };
    let id = store::open_campaign(tx, row).await?;
    for (lease_id, inspected_on, inspector) in &facts.campaign.results {
        let lease = facts.leases.iter().find(|lease| lease.id == *lease_id);
        let result = campaign_result::Model {
            id: 0,
            campaign_id: id,
            collective_id: lease.map_or(0, |lease| lease.collective),
            lease_id: *lease_id,
            inspected_on: *inspected_on,
            inspector: inspector.clone(),
        };
        store::add_result(tx, result).await?;
    }
    let table = rule_table(app).await?;
    let order =
        |as_of, campaign: Option<&str>| run::Order { as_of, rules: None, campaign: campaign.map(str::to_owned) };
    let domains = run::domains(&scope);
    let everywhere = (&scope, domains.as_slice());
    let found = run::record((app, tx), everywhere, &table, &order(day(4, 30), Some(CODE)), OFFICE).await?;
    if usize::try_from(found.created) != Ok(facts.campaign.loops.len()) {
        return Err(Fault::Corrupt(format!("demo: the rules found {} problems", found.created)).into());
    }
    let keys = table.keys();
    let findings = store::findings(tx, &scope, None).await?;
    for done in &facts.campaign.loops {
        let rule = keys.get(done.rule).copied();
        let known = findings.iter().find(|row| Some(row.rule_id) == rule && row.lease_id == Some(done.lease));
        let known = known.ok_or_else(|| Fault::Corrupt(format!("demo: no finding {} on {}", done.rule, done.lease)))?;
        let collective = facts.collectives.iter().find(|collective| Some(collective.id) == known.collective_id);
        deal(tx, &scope, known.id, done, collective.map_or("", |collective| &collective.name)).await?;
    }
    if let Some(row) = store::campaign_by_key(tx, id).await? {
        store::close_campaign(tx, &row, day(12, 9)).await?;
    }
    run::record((app, tx), everywhere, &table, &order(day(12, 31), None), OFFICE).await?;
    Ok(())
}

/// Takes the steps of one finding.
async fn deal(tx: &DatabaseTransaction, scope: &Scope, id: i64, done: &Loop, owner: &str) -> Result<(), Failure> {
    let severity = store::finding(tx, scope, id).await?.map(|(row, _)| row.severity);
    let days = severity.map_or(0, days_to_rectify);
    let deadline = done.assigned_on.checked_add_days(Days::new(days)).unwrap_or(done.assigned_on);
    let mut steps = vec![
        (done.assigned_on, OFFICE, Step::Assign { owner: owner.to_owned(), deadline_on: None }),
        (done.started_on, owner, Step::Start { measure: done.measure.clone() }),
    ];
    if done.closed_on > deadline {
        let until = done.closed_on.checked_add_days(Days::new(7)).unwrap_or(done.closed_on);
        let reason = "涉及合同变更与民主程序,经批准延期".to_owned();
        let on = deadline.min(done.submitted_on).max(done.started_on);
        steps.push((on, OFFICE, Step::Extend { deadline_on: until, reason }));
    }
    let submit = Step::Submit {
        note: done.measure.clone(),
        document: format!("ZG-2022-{id:03}"),
        recovered: done.recovered,
        uplift: done.uplift,
    };
    steps.push((done.submitted_on, owner, submit));
    steps.push((done.closed_on, VERIFIER, Step::Close { note: "现场与台账核验一致,同意销号".to_owned() }));
    for (on, actor, step) in steps {
        let found = store::finding(tx, scope, id).await?;
        let (row, history) = found.ok_or_else(|| Fault::Corrupt("demo: finding is gone".to_owned()))?;
        let taken = take(&row, &history, &step, actor, on)?;
        let step = NewStep {
            act: taken.act,
            done_on: on,
            actor: actor.to_owned(),
            note: taken.note,
            document: taken.document,
            deadline_on: taken.deadline_on,
        };
        store::add_step(tx, &row, step).await?;
        store::update(tx, taken.finding, row.version).await?;
    }
    Ok(())
}
