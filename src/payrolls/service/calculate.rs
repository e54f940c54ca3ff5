//! Calculating a payroll, and locking what was calculated.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use entity::vocab::{PayrollAct as Step, PayrollKind, PayrollState};
use serde::Serialize;
use serde_json::json;

use super::act::{PayrollAct, Situation};
use crate::{
    access::policy::Permission,
    findings::{self, service::RuleTable},
    kernel::{
        app::App,
        db::Executor,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
        time::Month,
    },
    payrolls::{
        model::{Beside, Candidate, Changes, Check, Control, Decision, Line, Payroll, Returned, Wanted},
        rules::{
            calculate::{Case, again, apply, draft},
            content::content_hash,
            restrict::{others, restrict},
        },
        store,
    },
    subsidies::{
        self,
        model::{
            ProgrammeRecord, Programmes,
            facts::{Asked, BeforeLock, LineFact, SubsidyFacts, SubsidyWorld, Window},
        },
        rules::breach::breaches,
    },
};

/// What the lines of a payroll are calculated from.
pub struct Roster {
    pub candidates: Vec<Candidate>,
    /// Which candidate for which month, in the order of the lines.
    pub wanted: Vec<(usize, Month)>,
    /// What is to be paid again, for a follow-up.
    pub returned: Vec<Returned>,
    /// What the rules look at besides the planned lines.
    facts: SubsidyFacts,
    /// What households draw of programmes that do not go together with this one.
    beside: BTreeMap<i64, Vec<Beside>>,
    rules: Arc<RuleTable>,
    programmes: Arc<Programmes>,
    as_of: chrono::NaiveDate,
}

impl Roster {
    async fn new<C: Executor>(
        app: &App,
        tx: &C,
        programme: &ProgrammeRecord,
        (candidates, wanted): (Vec<Candidate>, Vec<(usize, Month)>),
    ) -> Result<Self, Failure> {
        let as_of = app.clock.today();
        let months: BTreeSet<Month> = wanted.iter().map(|(_, month)| *month).collect();
        let facts = match (months.first(), months.last()) {
            (Some(from), Some(to)) => {
                let persons = if candidates.len() > FEW { None } else { Some(persons_of(&candidates)) };
                let window = Window { as_of, from: Some(*from), to: *to, persons };
                subsidies::service::facts(tx, &Scope::everything(), &window).await?
            }
            _ => SubsidyFacts::default(),
        };
        let others: BTreeSet<i64> = others(programme, months.iter().copied()).collect();
        let mut beside: BTreeMap<i64, Vec<Beside>> = BTreeMap::new();
        if !others.is_empty() {
            for line in store::roster::beside(tx, &others, &months).await? {
                beside.entry(line.household).or_default().push(line);
            }
        }
        let rules = findings::service::rule_table(app).await?;
        let programmes = subsidies::service::programmes(app).await?;
        Ok(Self { candidates, wanted, returned: Vec::new(), facts, beside, rules, programmes, as_of })
    }

    /// Everybody on the roster of the payroll's month.
    async fn regular<C: Executor>(
        app: &App,
        tx: &C,
        payroll: &Payroll,
        programme: &ProgrammeRecord,
    ) -> Result<Self, Failure> {
        let asked = (payroll.programme_id, payroll.month);
        let candidates = store::roster::candidates(tx, asked, payroll.id).await?;
        let wanted = (0..candidates.len()).map(|at| (at, payroll.month)).collect();
        Self::new(app, tx, programme, (candidates, wanted)).await
    }

    /// These entitlements for these months.
    ///
    /// # Errors
    /// One of them is not of the programme, or does not cover the month.
    pub async fn chosen<C: Executor>(
        app: &App,
        tx: &C,
        payroll: &Payroll,
        programme: &ProgrammeRecord,
        wanted: &[Wanted],
    ) -> Result<Self, Failure> {
        let candidates = store::roster::chosen(tx, programme.row.id, wanted, payroll.id).await?;
        let places: BTreeMap<i64, usize> = (0..).zip(&candidates).map(|(at, one)| (one.enrolment.id, at)).collect();
        let mut reasons = Reasons::default();
        let mut chosen = Vec::new();
        for (number, one) in wanted.iter().enumerate() {
            let place = places.get(&one.enrolment).copied();
            let enrolment = place.and_then(|at| candidates.get(at)).map(|candidate| &candidate.enrolment);
            let covers = enrolment
                .is_some_and(|row| row.start_month <= one.month && row.end_month.is_none_or(|end| one.month <= end));
            let path = format!("arrears.{number}");
            reasons.need(enrolment.is_some(), "NOT_FOUND", &path, "没有这项本项目的待遇,请核对标识").need(
                enrolment.is_none() || covers,
                "NOT_ENTITLED",
                &path,
                "该月不在待遇的享受期内,不能补发",
            );
            chosen.extend(place.map(|at| (at, one.month)));
        }
        reasons.done()?;
        Self::new(app, tx, programme, (candidates, chosen)).await
    }

    /// What the payroll of a file is calculated from, whatever its kind.
    async fn of<C: Executor>(app: &App, tx: &C, situation: &Situation<'_>) -> Result<Self, Failure> {
        let (file, payroll) = (situation.file, &situation.file.payroll);
        match payroll.kind {
            PayrollKind::Regular => Self::regular(app, tx, payroll, &file.programme).await,
            PayrollKind::FollowUp => {
                let originals: Vec<i64> = file.lines.iter().filter_map(|line| line.reissue_of).collect();
                let originals = store::roster::lines_by_key(tx, &Scope::everything(), &originals).await?;
                let returned = store::roster::returned(tx, &Scope::everything(), originals).await?;
                let nobody = Self::new(app, tx, &file.programme, (Vec::new(), Vec::new())).await?;
                Ok(Self { returned, ..nobody })
            }
            PayrollKind::Arrears | PayrollKind::TopUp => {
                let wanted = |line: &Line| Some(Wanted { enrolment: line.enrolment_id?, month: line.month });
                let wanted: Vec<Wanted> = file.lines.iter().filter_map(wanted).collect();
                Self::chosen(app, tx, payroll, &file.programme, &wanted).await
            }
        }
    }
}

/// Up to so many persons, only their facts are read.
const FEW: usize = 3_000;

fn persons_of(candidates: &[Candidate]) -> Vec<i64> {
    candidates.iter().map(|one| one.enrolment.person_id).collect()
}

/// The lines of a payroll, after the rules were asked.
///
/// # Errors
/// Why they cannot be calculated.
pub fn planned(
    payroll: &Payroll,
    programme: &ProgrammeRecord,
    roster: Roster,
    decisions: &[Decision],
) -> Result<Vec<Line>, Vec<Problem>> {
    if payroll.kind == PayrollKind::FollowUp {
        return again(payroll, &roster.returned);
    }
    let wanted: Vec<(&Candidate, Month)> =
        roster.wanted.iter().filter_map(|(at, month)| Some((roster.candidates.get(*at)?, *month))).collect();
    let mut lines = draft(Case { payroll, programme, wanted: &wanted, decisions })?;
    let households: Vec<i64> = wanted.iter().map(|(candidate, _)| candidate.household).collect();
    restrict(&roster.programmes, &mut lines, &households, &roster.beside);
    let checks = checks(payroll, roster, &lines);
    apply(&mut lines, &checks);
    Ok(lines)
}

/// What the rules say of the planned lines: the n-th is known to them as line -(n + 1).
fn checks(payroll: &Payroll, roster: Roster, lines: &[Line]) -> Vec<Check> {
    let (mut facts, parameters) = (roster.facts, &roster.rules.subsidy_parameters);
    facts.lines.retain(|line| line.payroll != payroll.id);
    facts.lines.extend((1..).zip(lines).filter(|(_, line)| line.exclusion.is_none()).map(|(number, line)| LineFact {
        id: -number,
        reference: line.reference.clone(),
        person: line.person_id,
        resident: line.resident_id,
        enrolment: line.enrolment_id,
        programme: line.programme_id,
        tier: line.tier_id,
        unit: line.unit_id,
        account: line.payee_account_id,
        payroll: payroll.id,
        kind: payroll.kind,
        month: line.month,
        amount: line.amount_fen,
        state: line.state,
        reissue_of: None,
        paid_on: None,
        returned_on: None,
        recovered_on: None,
    }));
    let world = SubsidyWorld {
        as_of: roster.as_of,
        parameters,
        programmes: &roster.programmes,
        facts: &facts,
        asked: Asked::Planned,
    };
    let mut found = Vec::new();
    for breach in breaches(&world) {
        let blocks = match parameters.before_lock(breach.rule) {
            BeforeLock::Block => true,
            BeforeLock::Warn => false,
            BeforeLock::Nothing => continue,
        };
        let line = breach.line.filter(|id| *id < 0).and_then(|id| usize::try_from(-id - 1).ok());
        found.extend(line.map(|line| Check { line, rule: breach.rule.to_owned(), blocks, explain: breach.explain }));
    }
    found
}

/// Calculates, or calculates again.
#[derive(Debug, Clone, Serialize)]
pub struct Calculate;

impl PayrollAct for Calculate {
    const NAME: &'static str = "PAYROLL_CALCULATE";
    const PERMISSION: Permission = Permission::PayrollWrite;
    type Facts = Roster;

    async fn gather<C: Executor>(&self, app: &App, tx: &C, situation: &Situation<'_>) -> Result<Roster, Failure> {
        Roster::of(app, tx, situation).await
    }

    fn decide(&self, situation: &Situation<'_>, roster: Roster) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_own(&mut reasons);
        let states = [PayrollState::Open, PayrollState::Calculated];
        situation.need_state(&mut reasons, &states, "只有已建立和已计算的批次可以计算;已锁定的请先退回");
        reasons.done()?;
        let lines = planned(&file.payroll, &file.programme, roster, &file.decisions)?;
        let control = Control::of(lines.iter().filter(|line| crate::payrolls::model::payable(line)));
        let left = lines.len() - usize::try_from(control.count).unwrap_or_default();
        let payroll = Payroll { state: PayrollState::Calculated, ..file.payroll.clone() };
        let note = format!("应发 {} 笔 {} 元,剔除或暂缓 {left} 笔", control.count, control.sum);
        let detail = json!({ "count": control.count, "sum": control.sum.to_string(), "left": left });
        let mut changes = Changes::new(payroll, Step::Calculate, note, detail);
        changes.lines = Some(lines);
        Ok(changes)
    }
}

/// Locks what was calculated, if the facts still say the same. From then on registry edits change nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Lock;

impl PayrollAct for Lock {
    const NAME: &'static str = "PAYROLL_LOCK";
    const PERMISSION: Permission = Permission::PayrollWrite;
    type Facts = Roster;

    async fn gather<C: Executor>(&self, app: &App, tx: &C, situation: &Situation<'_>) -> Result<Roster, Failure> {
        Roster::of(app, tx, situation).await
    }

    fn decide(&self, situation: &Situation<'_>, roster: Roster) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PayrollState::Calculated], "只有已计算的批次可以锁定");
        reasons.done()?;
        let now = planned(&file.payroll, &file.programme, roster, &file.decisions)?;
        let hash = content_hash(&file.payroll, &file.lines);
        let control = file.control();
        reasons.need(control.count > 0, "NOTHING_TO_PAY", "payroll", "没有应发的明细,请核对名册或取消批次").need(
            hash == content_hash(&file.payroll, &now),
            "FACTS_CHANGED",
            "payroll",
            "计算之后名册、标准或居民信息有变化,请重新计算后再锁定",
        );
        reasons.done()?;
        let payroll = Payroll {
            state: PayrollState::Locked,
            declared_count: control.count,
            declared_fen: control.sum,
            content_hash: Some(hash),
            ..file.payroll.clone()
        };
        let note = format!("锁定 {} 笔 {} 元", control.count, control.sum);
        let detail = json!({ "count": control.count, "sum": control.sum.to_string() });
        Ok(Changes::new(payroll, Step::Lock, note, detail))
    }
}
