//! Drafting and revising a plan.

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{DistributionBasis, PlanAct as Step, PlanSource, PlanState, RecordOrigin, Rounding},
};
use serde::Serialize;
use serde_json::json;

use super::act::{PlanAct, Situation, Target};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Changes, Plan, Unit},
        rules::money::{available, closing, least_reserve},
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
pub(super) fn check(reasons: &mut Reasons, plan: &Plan, unit: &Unit, today: NaiveDate) {
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
