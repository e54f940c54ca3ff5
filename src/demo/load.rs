//! Loads the facts into the database: sealed, in one audited transaction, once.

use std::{collections::BTreeMap, sync::Arc};

use entity::{
    account, resident,
    vocab::{HouseholdRole, IdNumberKind, Role},
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel,
};
use serde_json::json;

use super::{
    applications, campaign,
    dividends::{self, rows::DividendRows},
    facts::{self, Facts},
    generate::{DemoError, generate},
    leases::{self, Candidate, LeaseFacts, rows::LeaseRows},
    points,
    rows::Rows,
    scale::replica,
    veterans::{self, rows::VeteranRows},
};
use crate::{
    insight::report,
    kernel::{
        app::App,
        chain::{Act, Actor},
        fault::Fault,
        problem::Failure,
        scope::{FindIn, Scope},
        write::{Audited, BOUND_VALUES, write},
    },
    residents, subsidies,
};

/// Tables whose keys are given, so that their sequences must be set afterwards.
const TABLES: [&str; 56] = [
    "household",
    "resident",
    "residency",
    "life_event",
    "disability_certificate",
    "payee_account",
    "agent_authorisation",
    "application",
    "application_step",
    "enrolment",
    "payroll",
    "payment_line",
    "bank_return",
    "collective",
    "cadre",
    "asset",
    "asset_ledger",
    "inspection",
    "lessee",
    "resolution",
    "tender",
    "lease",
    "lease_terms",
    "rent_step",
    "lease_document",
    "deposit_entry",
    "sublet",
    "rent_bill",
    "rent_waiver",
    "receipt",
    "receipt_allocation",
    "income_recognition",
    "campaign",
    "campaign_result",
    "finding",
    "distributing_unit",
    "member",
    "register_event",
    "membership",
    "holding",
    "distribution_plan",
    "plan_step",
    "plan_vote",
    "payout_line",
    "plan_objection",
    "service_point",
    "service_point_hours",
    "veteran",
    "veteran_category",
    "veteran_disability",
    "veteran_honour",
    "veteran_contact",
    "veteran_card",
    "veteran_benefit",
    "service_event",
    "veteran_step",
];
/// The street is small enough for every account to be named here: name, shown name, role, unit code.
const ACCOUNTS: [(&str, &str, Role, Option<&str>); 14] = [
    ("demo-staff", "街道民政经办(演示)", Role::StreetStaff, None),
    ("demo-staff-2", "街道民政复核(演示)", Role::StreetStaff, None),
    ("demo-staff-3", "街道民政审批(演示)", Role::StreetStaff, None),
    ("demo-community", "龙潭村工作人员(演示)", Role::CommunityWorker, Some("320613018205")),
    ("demo-veterans", "街道退役军人服务站(演示)", Role::VeteranStation, None),
    ("demo-veterans-longtan", "龙潭村退役军人服务站(演示)", Role::VeteranStation, Some("320613018205")),
    ("demo-finance", "财务(演示)", Role::Finance, None),
    ("demo-cooperative", "龙潭村合作社(演示)", Role::Cooperative, Some("320613018205")),
    ("demo-supervisor", "龙潭村合作社监事会(演示)", Role::Cooperative, Some("320613018205")),
    ("demo-cooperative-2", "国庆村合作社(演示)", Role::Cooperative, Some("320613018202")),
    ("demo-agri", "农经(演示)", Role::AgriEconomy, None),
    ("demo-bi", "统计分析(演示)", Role::Bi, None),
    ("demo-auditor", "审计(演示)", Role::Auditor, None),
    ("demo-admin", "系统管理员(演示)", Role::Admin, None),
];

/// Told how many rows of how many are written.
pub trait Progress: Fn(u64, u64) + Send + Sync + 'static {}
impl<F: Fn(u64, u64) + Send + Sync + 'static> Progress for F {}

/// Loads the demo data set, `scale` times as many people and lines. Answers whether anything was
/// loaded: a database that holds residents is left as it is.
///
/// # Errors
/// A fault; then nothing is loaded.
pub async fn load(app: &App, scale: u32, progress: impl Progress) -> Result<bool, Failure> {
    if resident::Entity::find_in(&Scope::everything()).one(app.db.read()).await.map_err(Fault::from)?.is_some() {
        return Ok(false);
    }
    let broken = |err: DemoError| Fault::Corrupt(err.to_string());
    let mut base = generate().map_err(broken)?;
    let served = veterans::generate(&mut base).map_err(broken)?;
    let (base, served, progress) = (Arc::new(base), Arc::new(served), Arc::new(progress));
    write(app, &Actor::system(), move |app, tx| {
        let (base, served, progress) = (Arc::clone(&base), Arc::clone(&served), Arc::clone(&progress));
        Box::pin(async move {
            let units = residents::service::units(app).await?;
            let leases = leases::generate(&candidates(&base));
            let keys: BTreeMap<&str, i64> = units.0.iter().map(|unit| (unit.code.as_str(), unit.id)).collect();
            let unit_keys: Vec<i64> = units.0.iter().map(|unit| unit.id).collect();
            let collectives = leases.collectives.iter();
            let collectives = collectives.filter_map(|row| Some((*unit_keys.get(row.unit)?, row.id))).collect();
            insert_accounts(tx, &keys, &collectives).await?;
            let rows = Rows {
                vault: &app.vault,
                today: app.clock.today(),
                units: units.0.iter().map(|unit| unit.id).collect(),
                programmes: subsidies::service::programmes(app).await?,
            };
            let mut writer = Writer { tx, progress: &*progress, done: 0, all: u64::from(scale) * size(&base) };
            writer.facts(&rows, &base).await?;
            let lease_rows = LeaseRows::of(&leases, &unit_keys, &app.vault, 0)?;
            let mut steps = i64::try_from(lease_rows.steps.len()).unwrap_or_default();
            writer.all += u64::from(scale) * lease_rows.size();
            writer.leases(lease_rows).await?;
            let shares = dividends::generate(&dividends::persons(&base), &leases.collectives);
            let shares = shares.map_err(|err| Fault::Corrupt(err.to_string()))?;
            let dividend_rows = DividendRows::of(&shares, &app.vault)?;
            writer.all += u64::from(scale) * dividend_rows.size();
            writer.dividends(dividend_rows).await?;
            let points = points::generate();
            writer.all += points.size();
            writer.stored(rows.points(&points)).await?;
            writer.stored(points.hours).await?;
            let veteran_rows = VeteranRows::of(&served, &rows)?;
            writer.all += u64::from(scale) * veteran_rows.size();
            writer.veterans(veteran_rows).await?;
            campaign::load(app, tx, &leases).await?;
            let indicators = report::reference::indicators(&Actor::system().name, app.clock.now())?;
            report::store::append_all(tx, indicators).await?;
            for k in 1..scale {
                writer.facts(&rows, &replica(&base, k)).await?;
                let times = |count: usize| i64::try_from(count).unwrap_or(0) * i64::from(k);
                let (residents, households) = (times(base.residents.len()), times(base.households.len()));
                let copy = LeaseFacts {
                    collectives: Vec::new(),
                    cadres: Vec::new(),
                    ..leases::copy(&leases, k, residents, households)
                };
                let copy = LeaseRows::of(&copy, &unit_keys, &app.vault, steps)?;
                steps += i64::try_from(copy.steps.len()).unwrap_or_default();
                writer.leases(copy).await?;
                writer.dividends(DividendRows::of(&dividends::copy(&shares, k, residents), &app.vault)?).await?;
                let enrolments = times(base.enrolments.len());
                let copy = veterans::copy(&served, k, residents, households, enrolments);
                writer.veterans(VeteranRows::of(&copy, &rows)?).await?;
            }
            set_sequences(tx).await?;
            subsidies::service::rollup::refresh_all(tx).await?;
            let detail = json!({ "scale": scale, "rows": writer.done });
            Ok(Audited { value: (), act: Act { act: "DEMO_LOADED", subject: "demo".to_owned(), detail } })
        })
    })
    .await?;
    Ok(true)
}

fn size(facts: &Facts) -> u64 {
    let counts = [
        facts.households.len(),
        facts.residents.len(),
        facts.residencies.len(),
        facts.life_events.len(),
        facts.certificates.len(),
        facts.accounts.len(),
        facts.authorisations.len(),
        facts.applications.len(),
        facts.applications.iter().map(|fact| applications::path(fact.state).len()).sum(),
        facts.enrolments.len(),
        facts.payrolls.len(),
        facts.lines.len(),
        facts.returns.len(),
    ];
    counts.into_iter().sum::<usize>() as u64
}

struct Writer<'a, P: Progress> {
    tx: &'a DatabaseTransaction,
    progress: &'a P,
    done: u64,
    all: u64,
}

impl<P: Progress> Writer<'_, P> {
    async fn facts(&mut self, rows: &Rows<'_>, facts: &Facts) -> Result<(), Fault> {
        let person: BTreeMap<i64, i64> = facts.residents.iter().map(|row| (row.id, row.person)).collect();
        self.insert(&facts.households, |fact| Ok(rows.household(fact))).await?;
        self.insert(&facts.residents, |fact| rows.resident(fact)).await?;
        self.insert(&facts.residencies, |fact| Ok(rows.residency(fact))).await?;
        self.insert(&facts.life_events, |fact| Ok(Rows::life_event(fact))).await?;
        self.insert(&facts.certificates, |fact| rows.certificate(fact)).await?;
        self.insert(&facts.accounts, |fact| rows.account(fact)).await?;
        self.insert(&facts.authorisations, |fact| Ok(Rows::authorisation(fact))).await?;
        self.insert(&facts.applications, |fact| rows.application(fact)).await?;
        self.stored(rows.application_steps(&facts.applications)).await?;
        self.insert(&facts.enrolments, |fact| rows.enrolment(fact, &person)).await?;
        self.insert(&facts.payrolls, |fact| rows.payroll(fact)).await?;
        self.insert(&facts.lines, |fact| rows.line(fact, &person)).await?;
        self.insert(&facts.returns, |fact| Ok(Rows::bank_return(fact))).await
    }

    async fn leases(&mut self, rows: LeaseRows) -> Result<(), Fault> {
        self.stored(rows.collectives).await?;
        self.stored(rows.cadres).await?;
        self.stored(rows.assets).await?;
        self.stored(rows.ledger).await?;
        self.stored(rows.inspections).await?;
        self.stored(rows.lessees).await?;
        self.stored(rows.resolutions).await?;
        self.stored(rows.tenders).await?;
        self.stored(rows.leases).await?;
        self.stored(rows.terms).await?;
        self.stored(rows.steps).await?;
        self.stored(rows.documents).await?;
        self.stored(rows.deposits).await?;
        self.stored(rows.sublets).await?;
        self.stored(rows.bills).await?;
        self.stored(rows.receipts).await?;
        self.stored(rows.allocations).await?;
        self.stored(rows.recognitions).await
    }

    async fn dividends(&mut self, rows: DividendRows) -> Result<(), Fault> {
        self.stored(rows.units).await?;
        self.stored(rows.members).await?;
        self.stored(rows.events).await?;
        self.stored(rows.memberships).await?;
        self.stored(rows.holdings).await?;
        self.stored(rows.plans).await?;
        self.stored(rows.steps).await?;
        self.stored(rows.votes).await?;
        self.stored(rows.lines).await?;
        self.stored(rows.objections).await
    }

    async fn veterans(&mut self, rows: VeteranRows) -> Result<(), Fault> {
        self.stored(rows.veterans).await?;
        self.stored(rows.categories).await?;
        self.stored(rows.disabilities).await?;
        self.stored(rows.honours).await?;
        self.stored(rows.contacts).await?;
        self.stored(rows.cards).await?;
        self.stored(rows.benefits).await?;
        self.stored(rows.events).await?;
        self.stored(rows.steps).await
    }

    async fn stored<M, A>(&mut self, rows: Vec<M>) -> Result<(), Fault>
    where
        M: IntoActiveModel<A> + Clone,
        A: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        self.insert(&rows, |row| Ok(row.clone())).await
    }

    async fn insert<F, M, A>(&mut self, facts: &[F], row: impl Fn(&F) -> Result<M, Fault>) -> Result<(), Fault>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        use sea_orm::Iterable;
        let columns = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column::iter().count();
        for batch in facts.chunks(BOUND_VALUES / columns.max(1)) {
            let rows = batch.iter().map(|fact| row(fact).map(|row| row.into_active_model().reset_all()));
            let rows = rows.collect::<Result<Vec<A>, Fault>>()?;
            <A as ActiveModelTrait>::Entity::insert_many(rows).exec_without_returning(self.tx).await?;
            self.done += batch.len() as u64;
            (self.progress)(self.done, self.all);
        }
        Ok(())
    }
}

/// Grown-ups who live here, as lessees to be.
fn candidates(facts: &Facts) -> Vec<Candidate> {
    let here = |row: &&facts::Resident| {
        row.person == row.id
            && row.died_on.is_none()
            && row.moved_out_on.is_none()
            && row.id_number_kind == IdNumberKind::Standard
    };
    let candidate = |row: &facts::Resident| Candidate {
        resident: row.id,
        household: row.household,
        name: row.name.clone(),
        id_number: row.id_number.clone(),
        phone: row.phone.clone(),
        unit: row.hukou_unit,
        head: row.household_role == HouseholdRole::Head,
    };
    facts.residents.iter().filter(here).map(candidate).collect()
}

async fn insert_accounts<C: ConnectionTrait>(
    tx: &C,
    units: &BTreeMap<&str, i64>,
    collectives: &BTreeMap<i64, i64>,
) -> Result<(), Fault> {
    let rows = ACCOUNTS.map(|(name, display_name, role, unit)| {
        let unit = unit.and_then(|code| units.get(code)).copied();
        let collective = unit.filter(|_| role == Role::Cooperative).and_then(|unit| collectives.get(&unit)).copied();
        account::ActiveModel {
            id: NotSet,
            name: Set(name.to_owned()),
            display_name: Set(display_name.to_owned()),
            role: Set(role),
            unit_id: Set(unit),
            collective_id: Set(collective),
            disabled: Set(false),
        }
    });
    account::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// PostgreSQL's identity sequences do not see given keys.
async fn set_sequences<C: ConnectionTrait>(tx: &C) -> Result<(), Fault> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for table in TABLES {
        let sql = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))");
        tx.execute_unprepared(&sql).await?;
    }
    Ok(())
}
