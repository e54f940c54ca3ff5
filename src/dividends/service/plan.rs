//! Drafting, revising and calculating a plan.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{
        DistributionBasis, MembershipMode, PayoutState, PlanAct as Step, PlanSource, PlanState, RecordOrigin, Rounding,
    },
};
use serde::Serialize;
use serde_json::json;

use super::act::{PlanAct, Situation, Target, Wants};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Changes, Line, Plan, Roll, Unit},
        rules::{
            allocate::{Allocation, Indivisible, Part, allocate},
            content::content_hash,
            money::{available, closing, least_reserve},
        },
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        problem::{Failure, Problem, Reasons},
        write::{Audited, perform},
    },
};

/// Month of the year after a plan's by whose end its record date lies.
const LAST_RECORD_MONTH: u32 = 3;

/// The figures a plan is drafted with. What is absent is the unit's own.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    pub record_date: NaiveDate,
    pub net_income: Fen,
    /// What the unit's last plan of this source left over when absent.
    pub opening: Option<Fen>,
    /// Why the opening balance is another than what was left over.
    pub opening_reason: Option<String>,
    pub losses: Fen,
    pub reserve: Fen,
    pub distributable: Fen,
    pub basis: Option<DistributionBasis>,
    pub rounding: Option<Rounding>,
}

/// A plan to draft.
#[derive(Debug, Clone)]
pub struct Draft {
    pub unit: i64,
    pub year: i32,
    pub source: PlanSource,
    pub figures: Figures,
}

/// Drafts a plan; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn draft(app: &App, viewer: &Viewer, draft: Draft) -> Result<i64, Failure> {
    const NAME: &str = "PLAN_DRAFT";
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::DividendWrite), move |app, tx| {
        let (draft, scope, who) = (draft.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let unit = store::read::unit(tx, &scope, draft.unit).await?;
            let unit = unit.ok_or_else(|| Failure::not_found("distributingUnit"))?;
            let before = store::read::last_plan(tx, &scope, unit.id, draft.year, draft.source).await?;
            let plan = drafted(&draft, &unit, before.as_ref(), who);
            let taken = store::read::live_plan(tx, unit.id, draft.year, draft.source).await?.is_some();
            let mut reasons = Reasons::default();
            reasons.need(!taken, "PLAN_EXISTS", "year", "该单位当年这一来源已有方案,请在原方案上办理或先撤销");
            check(&mut reasons, &plan, &unit, app.clock.today());
            check_opening(&mut reasons, &draft.figures, &plan, before.as_ref());
            reasons.done()?;
            let detail = json!({ "unit": unit.number, "year": draft.year, "source": draft.source,
                "opening": plan.opening_fen.to_string() });
            let note = noted("起草方案", &draft.figures);
            let id = store::write::draft(tx, plan, app.clock.today(), note).await?;
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("plan:{id}"), detail } })
        })
    })
    .await
}

/// A step's note, with the reason for another opening balance.
fn noted(what: &str, figures: &Figures) -> String {
    let reason = figures.opening_reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
    reason.map_or_else(|| what.to_owned(), |reason| format!("{what};年初余额调整:{reason}"))
}

/// The opening balance is what the last plan left over, unless somebody says why not: no fen is lost or invented
/// between two years.
fn check_opening(reasons: &mut Reasons, figures: &Figures, plan: &Plan, before: Option<&Plan>) {
    let Some(before) = before else { return };
    let left = closing(before);
    let explained = figures.opening_reason.as_deref().is_some_and(|text| !text.trim().is_empty());
    let message = format!("{} 年方案结余 {left} 元,年初未分配应与之一致;确需调整的请写明原因", before.year);
    reasons.need(plan.opening_fen == left || explained, "OPENING_BALANCE", "figures.opening", message);
}

fn drafted(draft: &Draft, unit: &Unit, before: Option<&Plan>, who: String) -> Plan {
    let figures = &draft.figures;
    Plan {
        id: 0,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        year: draft.year,
        source: draft.source,
        record_date: figures.record_date,
        net_income_fen: figures.net_income,
        opening_fen: figures.opening.unwrap_or_else(|| before.map(closing).unwrap_or_default()),
        losses_fen: figures.losses,
        reserve_fen: figures.reserve,
        distributable_fen: figures.distributable,
        basis: figures.basis.unwrap_or(unit.basis),
        rounding: figures.rounding.unwrap_or(unit.rounding),
        unit_price_fen: None,
        carried_forward_fen: Fen(0),
        withdrawn_fen: Fen(0),
        participants: 0,
        total_shares: 0,
        content_hash: None,
        state: PlanState::Draft,
        drafted_by: who,
        calculated_by: None,
        calculated_on: None,
        publicity_from: None,
        publicity_to: None,
        approved_by: None,
        approved_on: None,
        pay_started_on: None,
        closed_on: None,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}

/// What the figures of any plan must obey.
fn check(reasons: &mut Reasons, plan: &Plan, unit: &Unit, today: NaiveDate) {
    let first = NaiveDate::from_ymd_opt(plan.year, 1, 1);
    let end = NaiveDate::from_ymd_opt(plan.year.saturating_add(1), LAST_RECORD_MONTH, 31);
    let within = first.zip(end).is_some_and(|(first, end)| (first..=end).contains(&plan.record_date));
    reasons
        .not_future(plan.record_date, today, "recordDate")
        .need(plan.year <= today.year(), "YEAR", "year", "年度不能晚于今年")
        .need(within, "RECORD_DATE", "recordDate", "基准日应在年度内,最迟次年 3 月 31 日")
        .need(plan.record_date >= unit.founded_on, "BEFORE_FOUNDING", "recordDate", "基准日不能早于单位成立日");
    let amounts =
        [(plan.losses_fen, "losses"), (plan.reserve_fen, "reserve"), (plan.distributable_fen, "distributable")];
    for (amount, path) in amounts {
        reasons.need(amount.0 >= 0, "AMOUNT", path, "金额不能小于零");
    }
    let (most, least) = (available(plan), least_reserve(plan.net_income_fen, unit.reserve_points));
    let message = format!("可分配不能超过净收益 + 年初未分配 - 弥补亏损 - 公积公益金,即 {most} 元");
    reasons.need(plan.distributable_fen <= most, "OVER_DISTRIBUTED", "distributable", message);
    let message = format!("按章程至少提取公积公益金 {least} 元");
    reasons.need(plan.reserve_fen >= least, "RESERVE_BELOW_ARTICLES", "reserve", message);
}

/// Changes the figures of a plan that was not voted on; what was calculated is void.
#[derive(Debug, Clone, Serialize)]
pub struct Revise {
    pub target: Target,
    pub figures: Figures,
}

impl PlanAct for Revise {
    const NAME: &'static str = "PLAN_REVISE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        let editable = [PlanState::Draft, PlanState::Calculated];
        situation.need_state(
            &mut reasons,
            &editable,
            "只有草案和已测算的方案可以修改;其后须先退回草案并说明原因,表决随之作废",
        );
        let figures = &self.figures;
        let plan = Plan {
            record_date: figures.record_date,
            net_income_fen: figures.net_income,
            opening_fen: figures.opening.unwrap_or(file.plan.opening_fen),
            losses_fen: figures.losses,
            reserve_fen: figures.reserve,
            distributable_fen: figures.distributable,
            basis: figures.basis.unwrap_or(file.plan.basis),
            rounding: figures.rounding.unwrap_or(file.plan.rounding),
            ..uncalculated(&file.plan)
        };
        check(&mut reasons, &plan, &file.unit, situation.today);
        check_opening(&mut reasons, figures, &plan, situation.before);
        reasons.done()?;
        let detail =
            json!({ "distributable": plan.distributable_fen.to_string(), "opening": plan.opening_fen.to_string() });
        let mut changes = Changes::new(plan, Step::Revise, noted("修改方案数字", figures), detail);
        changes.lines = Some(Vec::new());
        Ok(changes)
    }
}

/// The plan as a draft again.
pub(super) fn uncalculated(plan: &Plan) -> Plan {
    Plan {
        state: PlanState::Draft,
        unit_price_fen: None,
        carried_forward_fen: Fen(0),
        participants: 0,
        total_shares: 0,
        content_hash: None,
        calculated_by: None,
        calculated_on: None,
        publicity_from: None,
        publicity_to: None,
        ..plan.clone()
    }
}

/// Calculates the lines from the register on the record date.
#[derive(Debug, Clone, Serialize)]
pub struct Calculate {
    pub target: Target,
}

impl PlanAct for Calculate {
    const NAME: &'static str = "PLAN_CALCULATE";
    const WANTS: Wants = Wants::ROLL;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, roll) = (situation.file, situation.roll);
        let mut reasons = Reasons::default();
        let states = [PlanState::Draft, PlanState::Calculated];
        situation.need_state(&mut reasons, &states, "只有草案和已测算的方案可以测算");
        check(&mut reasons, &file.plan, &file.unit, situation.today);
        check_roll(&mut reasons, roll, &file.unit, file.plan.record_date);
        reasons.done()?;
        let divided = divide(file.plan.distributable_fen, file.plan.rounding, roll)?;
        let (mut plan, lines) = calculated(&file.plan, roll, &divided);
        plan.calculated_by = Some(situation.actor.name.clone());
        plan.calculated_on = Some(situation.today);
        plan.content_hash = Some(content_hash(&plan, &lines));
        let detail =
            json!({ "participants": plan.participants, "carriedForward": plan.carried_forward_fen.to_string() });
        let note = format!("{} 名成员,每份 {} 元", plan.participants, plan.unit_price_fen.unwrap_or_default());
        let mut changes = Changes::new(plan, Step::Calculate, note, detail);
        changes.lines = Some(lines);
        Ok(changes)
    }
}

/// Nobody twice; nobody dead where membership follows the population.
pub(super) fn check_roll(reasons: &mut Reasons, roll: &Roll, unit: &Unit, record_date: NaiveDate) {
    let mut seen: BTreeMap<i64, i32> = BTreeMap::new();
    let (mut twice, mut dead) = (Vec::new(), Vec::new());
    for one in &roll.participants {
        if let Some(other) = seen.insert(one.member.person_id, one.member.number) {
            twice.push(format!("{}与{}", other, one.member.number));
        }
        let died = roll.died_on.get(&one.member.person_id).is_some_and(|day| *day < record_date);
        if died && unit.membership_mode == MembershipMode::Dynamic {
            dead.push(one.member.number.to_string());
        }
    }
    let message = format!("同一人在名册中有两个成员编号({}),请先更正名册", first_few(&twice));
    reasons.need(twice.is_empty(), "PERSON_TWICE", "plan", message);
    let message = format!("成员 {} 已于基准日前死亡,动态管理的单位请先登记退出", first_few(&dead));
    reasons.need(dead.is_empty(), "DEAD_MEMBER", "plan", message);
}

fn first_few(names: &[String]) -> String {
    let more = if names.len() > 5 { format!("等 {} 处", names.len()) } else { String::new() };
    format!("{}{more}", names.iter().take(5).cloned().collect::<Vec<_>>().join("、"))
}

/// Divides a sum among who is on the roll; what falls to the unit's own shares is carried forward.
///
/// # Errors
/// `NO_MEMBERS` or `AMOUNT`.
pub(super) fn divide(total: Fen, rounding: Rounding, roll: &Roll) -> Result<Allocation, Vec<Problem>> {
    let members = roll.participants.iter().map(|one| Part { number: one.member.number, weight: one.weight });
    let own = (roll.collective_shares > 0).then_some(Part { number: i32::MAX, weight: roll.collective_shares });
    let parts: Vec<Part> = members.chain(own).collect();
    let nobody = || {
        vec![Problem::new(
            "NO_MEMBERS",
            "recordDate",
            "基准日名册上没有可参与分配的成员,有款无人可分,请核对名册和基准日",
        )]
    };
    if roll.participants.is_empty() && total.0 > 0 {
        return Err(nobody());
    }
    let mut divided = allocate(total, &parts, rounding).map_err(|why| match why {
        Indivisible::NoParticipants => nobody(),
        Indivisible::OutOfRange => vec![Problem::new("AMOUNT", "distributable", "金额或股数超出可计算范围,请核对")],
    })?;
    if own.is_some()
        && let Some(portion) = divided.portions.pop()
    {
        divided.carried_forward.0 += portion.amount.0;
    }
    Ok(divided)
}

/// The plan with its calculated figures, and its lines.
fn calculated(plan: &Plan, roll: &Roll, divided: &Allocation) -> (Plan, Vec<Line>) {
    let line =
        |(one, portion): (&crate::dividends::model::Participant, &crate::dividends::rules::allocate::Portion)| Line {
            id: 0,
            collective_id: plan.collective_id,
            distributing_unit_id: plan.distributing_unit_id,
            plan_id: plan.id,
            year: plan.year,
            parent_id: None,
            member_id: one.member.id,
            resident_id: Some(one.member.resident_id),
            person_id: Some(one.member.person_id),
            number: one.member.number,
            name: one.member.name.clone(),
            shares: one.weight,
            amount_fen: portion.amount,
            extra_fen: portion.extra,
            account_cipher: one.member.account_cipher.clone(),
            state: PayoutState::Planned,
            reason: None,
            reference: format!("FH{}-{}-{}", plan.year, plan.id, one.member.number),
            sent_on: None,
            return_code: None,
            unclaimed_on: None,
            settled_on: None,
            document: None,
            origin: RecordOrigin::Platform,
        };
    let lines: Vec<Line> = roll.participants.iter().zip(&divided.portions).map(line).collect();
    let plan = Plan {
        state: PlanState::Calculated,
        unit_price_fen: Some(divided.unit_price),
        carried_forward_fen: divided.carried_forward,
        participants: i32::try_from(lines.len()).unwrap_or(i32::MAX),
        total_shares: divided.total_weight,
        publicity_from: None,
        publicity_to: None,
        ..plan.clone()
    };
    (plan, lines)
}

#[cfg(test)]
mod tests {
    use entity::{
        money::Fen,
        vocab::{RecordOrigin, Rounding},
    };
    use proptest::prelude::*;

    use super::divide;
    use crate::dividends::model::{Member, Participant, Roll};

    fn participant((number, weight): (i32, i64)) -> Participant {
        let member = Member {
            id: i64::from(number),
            collective_id: 1,
            distributing_unit_id: 1,
            number,
            resident_id: i64::from(number),
            person_id: i64::from(number),
            name: "t".to_owned(),
            account_cipher: None,
            origin: RecordOrigin::Platform,
        };
        Participant { member, weight }
    }

    proptest! {
        /// What members get and what is carried forward, the unit's own shares included, is what is distributed; the
        /// unit's own shares never cost a member more than they weigh.
        #[test]
        fn collective_shares_are_carried_forward(
            total in 0..10_000_000_000_i64,
            weights in prop::collection::vec(1..400_i64, 1..80),
            own in 0..5_000_i64,
            forward in any::<bool>(),
        ) {
            let rounding = if forward { Rounding::CarryForward } else { Rounding::LargestRemainder };
            let participants: Vec<Participant> = (1..).zip(weights.iter().copied()).map(participant).collect();
            let roll = Roll { participants, collective_shares: own, ..Roll::default() };
            let divided = divide(Fen(total), rounding, &roll).expect("divides");
            prop_assert_eq!(divided.portions.len(), weights.len());
            let paid: i64 = divided.portions.iter().map(|portion| portion.amount.0).sum();
            prop_assert_eq!(paid + divided.carried_forward.0, total);
            let all = i128::from(weights.iter().sum::<i64>() + own);
            for (weight, portion) in weights.iter().zip(&divided.portions) {
                let exact = i128::from(total) * i128::from(*weight) / all;
                prop_assert!(i128::from(portion.amount.0) <= exact + 1);
            }
        }
    }
}
