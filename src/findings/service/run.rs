//! Running the rules as of a day.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::vocab::RuleDomain;
use serde_json::json;

use super::{RuleTable, rule_table};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{self, service::Files},
    dividends,
    findings::{
        model::{DividendWorld, Hit, LeaseWorld, Owner, VeteranWorld},
        rules::{evaluate, evaluate_dividends, evaluate_subsidies, evaluate_veterans},
        store::{
            self,
            run::{Links, Run, Tally},
        },
    },
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        fault::Fault,
        problem::Failure,
        scope::{Reach, Scope},
        write::{Audited, perform},
    },
    subsidies::{
        self,
        model::facts::{Asked as Lines, SubsidyWorld, Window},
    },
    veterans,
};

/// What to run.
#[derive(Debug, Clone)]
pub struct Order {
    pub as_of: NaiveDate,
    /// Numbers of rules; all (or those of the campaign) when absent.
    pub rules: Option<Vec<String>>,
    /// Code of the campaign the findings belong to.
    pub campaign: Option<String>,
}

/// Domains whose rules can be run on what exists within `scope`.
#[must_use]
pub fn domains(scope: &Scope) -> Vec<RuleDomain> {
    let mut domains = Vec::new();
    if scope.collectives != Reach::Nothing {
        domains.extend([RuleDomain::Lease, RuleDomain::Dividend]);
    }
    if scope.stations != Reach::Nothing {
        domains.push(RuleDomain::Veteran);
    }
    if scope.subsidies != Reach::Nothing {
        domains.push(RuleDomain::Subsidy);
    }
    domains
}

/// Who may manage findings of a domain.
#[must_use]
pub const fn managing(domain: RuleDomain) -> Permission {
    match domain {
        RuleDomain::Subsidy => Permission::SubsidyFindingManage,
        RuleDomain::Lease | RuleDomain::Dividend | RuleDomain::Veteran => Permission::FindingManage,
    }
}

/// Refuses unless the viewer may manage findings of some domain.
///
/// # Errors
/// `FORBIDDEN`.
pub fn permit_managing(viewer: &Viewer) -> Result<(), Failure> {
    if viewer.may(Permission::SubsidyFindingManage) { Ok(()) } else { viewer.permit(Permission::FindingManage) }
}

/// Keys of the rules to run in each domain.
type Chosen = BTreeMap<RuleDomain, HashMap<String, i64>>;

fn chosen(table: &RuleTable, domains: &[RuleDomain], wanted: Option<&[String]>) -> Result<Chosen, Failure> {
    let domain =
        |number: &String| table.rules.get(number).map(|rule| rule.domain).filter(|domain| domains.contains(domain));
    if let Some(wrong) = wanted.and_then(|wanted| wanted.iter().find(|number| domain(number).is_none())) {
        let shown: String = wrong.chars().take(8).filter(char::is_ascii_alphanumeric).collect();
        let remedy = format!(
            "没有可运行的规则 {shown},请用本岗位范围内的规则:租赁 L01 到 L20、E01,分配 D01 到 D08,退役军人 V01 到 V06,补贴 S01 到 S18"
        );
        return Err(Failure::bad_input("rules", remedy));
    }
    let mut chosen = Chosen::new();
    for (number, key) in table.keys() {
        if let Some(domain) = domain(&number)
            && wanted.is_none_or(|wanted| wanted.contains(&number))
        {
            chosen.entry(domain).or_default().insert(number, key);
        }
    }
    Ok(chosen)
}

/// Which rules are asked, about what, as of when.
#[derive(Clone, Copy)]
struct Asked<'a> {
    scope: &'a Scope,
    table: &'a RuleTable,
    rules: &'a HashMap<String, i64>,
    as_of: NaiveDate,
}

/// What the rules of a domain say; with the files that rules of leases were evaluated on.
async fn hits<C: Executor>(
    (app, db): (&App, &C),
    domain: RuleDomain,
    asked: Asked<'_>,
) -> Result<(Vec<Hit>, Option<Files>), Fault> {
    let (hits, files) = match domain {
        RuleDomain::Dividend => (dividend_hits(db, asked).await?, None),
        RuleDomain::Veteran => (veteran_hits((app, db), asked).await?, None),
        RuleDomain::Subsidy => (subsidy_hits((app, db), asked).await?, None),
        RuleDomain::Lease => {
            let files = assets::service::files(db, &app.vault, asked.scope).await?;
            (lease_hits(&files, asked), Some(files))
        }
    };
    Ok((hits.into_iter().filter(|hit| asked.rules.contains_key(hit.rule)).collect(), files))
}

fn lease_hits(files: &Files, asked: Asked<'_>) -> Vec<Hit> {
    evaluate(&LeaseWorld {
        as_of: asked.as_of,
        parameters: &asked.table.lease_parameters,
        leases: &files.leases,
        assets: &files.assets,
        cadres: &files.cadres,
    })
}

async fn dividend_hits<C: Executor>(db: &C, asked: Asked<'_>) -> Result<Vec<Hit>, Fault> {
    let plans = dividends::service::facts::plans(db, asked.scope).await?;
    let parameters = &asked.table.dividend_parameters;
    Ok(evaluate_dividends(&DividendWorld { as_of: asked.as_of, parameters, plans: &plans }))
}

async fn veteran_hits<C: Executor>((app, db): (&App, &C), asked: Asked<'_>) -> Result<Vec<Hit>, Fault> {
    let (policy, programmes) = (veterans::service::policy(app).await?, subsidies::service::programmes(app).await?);
    let files = veterans::service::facts(db, asked.scope, &policy).await?;
    let (parameters, files) = (&asked.table.veteran_parameters, files.as_slice());
    let world = VeteranWorld { as_of: asked.as_of, parameters, policy: &policy, programmes: &programmes, files };
    Ok(evaluate_veterans(&world))
}

/// The rules see the whole street: who is paid twice may be paid by two units. A viewer is told their own part.
async fn subsidy_hits<C: Executor>((app, db): (&App, &C), asked: Asked<'_>) -> Result<Vec<Hit>, Fault> {
    let programmes = subsidies::service::programmes(app).await?;
    let facts = subsidies::service::facts(db, &Scope::everything(), &Window::until(asked.as_of)).await?;
    let world = SubsidyWorld {
        as_of: asked.as_of,
        asked: Lines::Paid,
        parameters: &asked.table.subsidy_parameters,
        programmes: &programmes,
        facts: &facts,
    };
    let own = |hit: &Hit| match hit.owner {
        Owner::Payer(unit) => asked.scope.subsidies.holds(unit),
        _ => asked.scope.subsidies == Reach::All,
    };
    Ok(evaluate_subsidies(&world).into_iter().filter(own).collect())
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
    let (db, scope) = (app.db.statistics(), viewer.scope());
    let mut all = Vec::new();
    for (domain, rules) in chosen(&table, &domains(&scope), rules)? {
        let asked = Asked { scope: &scope, table: &table, rules: &rules, as_of };
        all.extend(hits((app, db), domain, asked).await?.0);
    }
    Ok(all)
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
    let managed: Vec<RuleDomain> = domains(&scope).into_iter().filter(|domain| viewer.may(managing(*domain))).collect();
    perform(app, &actor, NAME, permit_managing(viewer), move |app, tx| {
        let (order, scope, table, who) = (order.clone(), scope.clone(), table.clone(), who.clone());
        let managed = managed.clone();
        Box::pin(async move {
            if order.as_of > app.clock.today() {
                return Err(Failure::problem("FUTURE_DATE", "asOf", "判定日不能晚于今天"));
            }
            let tally = record((app, tx), (&scope, &managed), &table, &order, &who).await?;
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
    (app, tx): (&App, &C),
    (scope, domains): (&Scope, &[RuleDomain]),
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
    let mut tally = Tally::default();
    for (domain, rules) in chosen(table, domains, order.rules.as_deref().or(of_campaign.as_deref()))? {
        let asked = Asked { scope, table, rules: &rules, as_of: order.as_of };
        let (hits, files) = hits((app, tx), domain, asked).await?;
        let links = match files {
            Some(files) => links(tx, scope, &files, (order.as_of, campaign.as_ref())).await?,
            None => Links::default(),
        };
        let run = Run {
            as_of: order.as_of,
            domain,
            rules: &rules,
            collective: None,
            campaign: campaign.as_ref().map(|row| row.id),
            actor,
            links: &links,
        };
        tally += store::run::record(tx, app, scope, &run, &hits).await?;
    }
    Ok(tally)
}

/// What else findings about these leases and assets name.
async fn links<C: Executor>(
    tx: &C,
    scope: &Scope,
    files: &Files,
    (as_of, campaign): (NaiveDate, Option<&entity::campaign::Model>),
) -> Result<Links, Fault> {
    let mut lease_of_asset = HashMap::new();
    for lease in &files.leases {
        if !lease_of_asset.contains_key(&lease.asset) || lease.occupied_on(as_of) {
            lease_of_asset.insert(lease.asset, lease.id);
        }
    }
    let seen_on = match campaign {
        Some(row) => store::seen_on(tx, scope, row.id).await?,
        None => HashMap::new(),
    };
    let asset_of_lease = files.leases.iter().map(|lease| (lease.id, lease.asset)).collect();
    Ok(Links { lease_of_asset, asset_of_lease, seen_on })
}
