//! Writes what a run of the rules found.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::{
    finding, rule_run,
    vocab::{FindingAct, FindingState, RuleDomain},
};
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter};

use super::NewStep;
use crate::{
    findings::model::{Hit, Owner, Subject},
    kernel::{
        app::App,
        fault::Fault,
        money::Fen,
        scope::{FindIn, Scope},
    },
};

/// Rules about what is past and cannot be undone: once it is explained and closed, it stays closed.
const PAST: [&str; 1] = ["S17"];

/// A run: as of when, over which rules and leases, for which campaign.
pub struct Run<'a> {
    pub as_of: NaiveDate,
    pub domain: RuleDomain,
    /// Keys of the rules that were evaluated, by number.
    pub rules: &'a HashMap<String, i64>,
    pub collective: Option<i64>,
    pub campaign: Option<i64>,
    pub actor: &'a str,
    pub links: &'a Links,
}

/// What else a finding about a lease or an asset names; empty for other domains.
#[derive(Debug, Default)]
pub struct Links {
    /// Lease that stands for an asset (who holds it, or held it last).
    pub lease_of_asset: HashMap<i64, i64>,
    pub asset_of_lease: HashMap<i64, i64>,
    /// Day on which a lease was inspected by the campaign; the day of the run for others.
    pub seen_on: HashMap<i64, NaiveDate>,
}

/// What became of the hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: i32,
    pub created: i32,
    pub reopened: i32,
    pub candidates: i32,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.created += other.created;
        self.reopened += other.reopened;
        self.candidates += other.candidates;
    }
}

/// `LEASE:12`.
#[must_use]
pub fn subject_text(subject: Subject) -> String {
    match subject {
        Subject::Lease(id) => format!("LEASE:{id}"),
        Subject::Asset(id) => format!("ASSET:{id}"),
        Subject::Plan(id) => format!("PLAN:{id}"),
        Subject::Payout { line, .. } => format!("PAYOUT:{line}"),
        Subject::Veteran(id) => format!("VETERAN:{id}"),
        Subject::Household { household, .. } => format!("HOUSEHOLD:{household}"),
        Subject::Drawn { person, programme, .. } => format!("DRAWN:{person}:{programme}"),
        Subject::Enrolment { enrolment, .. } => format!("ENROLMENT:{enrolment}"),
        Subject::Person(id) => format!("PERSON:{id}"),
        Subject::Account(id) => format!("ACCOUNT:{id}"),
        Subject::Payment { line, .. } => format!("PAYMENT:{line}"),
        Subject::Payroll(id) => format!("PAYROLL:{id}"),
    }
}

/// Stores new findings, marks known ones as seen, reopens closed ones that match again, and marks open ones
/// that match no more as candidates. The same run again changes nothing.
pub async fn record<C: ConnectionTrait>(
    tx: &C,
    app: &App,
    scope: &Scope,
    run: &Run<'_>,
    hits: &[Hit],
) -> Result<Tally, Fault> {
    let mut known = finding::Entity::find_in(scope).filter(finding::Column::RuleId.is_in(run.rules.values().copied()));
    if let Some(collective) = run.collective {
        known = known.filter(finding::Column::CollectiveId.eq(collective));
    }
    let known = known.all(tx).await?;
    let mut by_key: HashMap<(i64, String, String), finding::Model> = HashMap::new();
    for row in known {
        by_key.insert((row.rule_id, row.subject.clone(), row.evidence_key.clone()), row);
    }
    let mut tally = Tally { hits: i32::try_from(hits.len()).unwrap_or(i32::MAX), ..Tally::default() };
    let mut seen = HashSet::new();
    for hit in hits {
        let Some(rule) = run.rules.get(hit.rule) else { continue };
        let key = (*rule, subject_text(hit.subject), hit.key.clone());
        match by_key.get(&key) {
            None => {
                create(tx, run, *rule, hit).await?;
                tally.created += 1;
            }
            Some(row) => {
                seen.insert(row.id);
                tally.reopened += i32::from(see(tx, run, row, hit).await?);
            }
        }
    }
    for row in by_key.into_values().filter(|row| !seen.contains(&row.id)) {
        let open = !matches!(row.state, FindingState::Closed | FindingState::Waived);
        if open && row.last_seen_on <= run.as_of && row.candidate_since.is_none() {
            let version = row.version + 1;
            let gone = finding::Model { candidate_since: Some(run.as_of), version, ..row };
            gone.into_active_model().reset_all().update(tx).await?;
            tally.candidates += 1;
        }
    }
    remember(tx, app, run, tally).await?;
    Ok(tally)
}

/// What a finding names.
#[derive(Debug, Default)]
struct About {
    lease: Option<i64>,
    asset: Option<i64>,
    plan: Option<i64>,
    payout_line: Option<i64>,
    veteran: Option<i64>,
    resident: Option<i64>,
    enrolment: Option<i64>,
    payment_line: Option<i64>,
    payroll: Option<i64>,
}

impl About {
    fn of(subject: Subject, links: &Links) -> Self {
        let nothing = Self::default();
        match subject {
            Subject::Lease(id) => Self { lease: Some(id), asset: links.asset_of_lease.get(&id).copied(), ..nothing },
            Subject::Asset(id) => Self { lease: links.lease_of_asset.get(&id).copied(), asset: Some(id), ..nothing },
            Subject::Plan(plan) => Self { plan: Some(plan), ..nothing },
            Subject::Payout { plan, line } => Self { plan: Some(plan), payout_line: Some(line), ..nothing },
            Subject::Veteran(veteran) | Subject::Household { veteran, .. } => {
                Self { veteran: Some(veteran), ..nothing }
            }
            Subject::Drawn { person, enrolment, .. } => Self { resident: Some(person), enrolment, ..nothing },
            Subject::Enrolment { person, enrolment } => {
                Self { resident: Some(person), enrolment: Some(enrolment), ..nothing }
            }
            Subject::Person(id) => Self { resident: Some(id), ..nothing },
            Subject::Account(_) => nothing,
            Subject::Payment { line, person, enrolment, payroll } => {
                Self { resident: Some(person), enrolment, payment_line: Some(line), payroll: Some(payroll), ..nothing }
            }
            Subject::Payroll(id) => Self { payroll: Some(id), ..nothing },
        }
    }
}

/// Collective, station's unit and paying unit; at most one of them.
const fn owner(owner: Owner) -> (Option<i64>, Option<i64>, Option<i64>) {
    match owner {
        Owner::Collective(collective) => (Some(collective), None, None),
        Owner::Station(unit) => (None, Some(unit), None),
        Owner::Payer(unit) => (None, None, Some(unit)),
        Owner::Street => (None, None, None),
    }
}

async fn create<C: ConnectionTrait>(tx: &C, run: &Run<'_>, rule: i64, hit: &Hit) -> Result<(), Fault> {
    let about = About::of(hit.subject, run.links);
    let (collective_id, unit_id, paying_unit_id) = owner(hit.owner);
    let discovered_on = about.lease.and_then(|id| run.links.seen_on.get(&id)).copied().unwrap_or(run.as_of);
    let row = finding::Model {
        id: 0,
        rule_id: rule,
        collective_id,
        unit_id,
        paying_unit_id,
        subject: subject_text(hit.subject),
        lease_id: about.lease,
        asset_id: about.asset,
        plan_id: about.plan,
        payout_line_id: about.payout_line,
        veteran_id: about.veteran,
        resident_id: about.resident,
        enrolment_id: about.enrolment,
        payment_line_id: about.payment_line,
        payroll_id: about.payroll,
        evidence_key: hit.key.clone(),
        severity: hit.severity,
        amount_fen: hit.amount,
        evidence: hit.evidence.clone(),
        explanation: hit.explain.clone(),
        campaign_id: run.campaign,
        discovered_on,
        first_seen_on: run.as_of,
        last_seen_on: run.as_of,
        candidate_since: None,
        state: FindingState::Discovered,
        owner: None,
        deadline_on: None,
        closed_on: None,
        recovered_fen: Fen(0),
        uplift_fen: Fen(0),
        version: 1,
    };
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    let row = row.insert(tx).await?;
    let step = step(FindingAct::Discover, discovered_on, format!("rule:{}", hit.rule), hit.explain.clone());
    super::add_step(tx, &row, step).await
}

const fn step(act: FindingAct, done_on: NaiveDate, actor: String, note: String) -> NewStep {
    NewStep { act, done_on, actor, note, document: None, deadline_on: None }
}

/// Marks a known finding as seen. Says whether it had been closed before the day and is open again.
async fn see<C: ConnectionTrait>(tx: &C, run: &Run<'_>, row: &finding::Model, hit: &Hit) -> Result<bool, Fault> {
    let mut new = row.clone();
    new.first_seen_on = row.first_seen_on.min(run.as_of);
    let open = !matches!(row.state, FindingState::Closed | FindingState::Waived);
    let explained = row.state == FindingState::Closed && PAST.contains(&hit.rule);
    let reopened = row.state == FindingState::Closed && !explained && row.closed_on.is_some_and(|day| day < run.as_of);
    if run.as_of >= row.last_seen_on && (open || reopened) {
        if let (Owner::Station(unit), Subject::Household { veteran, .. }) = (hit.owner, hit.subject) {
            // Another of the household may stand for it now.
            (new.unit_id, new.veteran_id) = (Some(unit), Some(veteran));
        }
        new.last_seen_on = run.as_of;
        new.severity = hit.severity;
        new.amount_fen = hit.amount;
        new.evidence = hit.evidence.clone();
        new.explanation.clone_from(&hit.explain);
        new.candidate_since = None;
    }
    if reopened {
        (new.state, new.closed_on) = (FindingState::Reopened, None);
    }
    if new != *row {
        new.version += 1;
        let new = new.into_active_model().reset_all().update(tx).await?;
        if reopened {
            let note = format!("销号后规则再次命中:{}", hit.explain);
            super::add_step(tx, &new, step(FindingAct::Reopen, run.as_of, format!("rule:{}", hit.rule), note)).await?;
        }
    }
    Ok(reopened)
}

/// Keeps the first run as of a day.
async fn remember<C: ConnectionTrait>(tx: &C, app: &App, run: &Run<'_>, tally: Tally) -> Result<(), Fault> {
    let mut same = rule_run::Entity::find_in(&Scope::everything())
        .filter(rule_run::Column::Domain.eq(run.domain))
        .filter(rule_run::Column::AsOf.eq(run.as_of));
    same = match run.collective {
        Some(collective) => same.filter(rule_run::Column::CollectiveId.eq(collective)),
        None => same.filter(rule_run::Column::CollectiveId.is_null()),
    };
    if same.one(tx).await?.is_some() {
        return Ok(());
    }
    let row = rule_run::Model {
        id: 0,
        domain: run.domain,
        as_of: run.as_of,
        collective_id: run.collective,
        ran_at: app.clock.now(),
        actor: run.actor.to_owned(),
        hits: tally.hits,
        created: tally.created,
        reopened: tally.reopened,
        candidates: tally.candidates,
    };
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    row.insert(tx).await?;
    Ok(())
}
