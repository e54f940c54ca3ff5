//! The steps of a plan and the vote on it.

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{DistributingUnitKind, MeetingBody, PlanAct, PlanState},
};

use super::{dates::Timeline, plans::OFFICE, registers::Book};
use crate::{
    demo::random::Random,
    dividends::model::{Plan, Step, Vote},
};

/// Who checks.
const SUPERVISORS: &str = "监事会";

/// Number of the resolution on a plan.
fn resolution(plan: &Plan, book: &Book<'_>) -> String {
    format!("FP-{}-{}", plan.year, book.figures.unit_no)
}

/// A carried vote: two thirds and more are there, far more than half of them in favour.
pub fn vote(rng: &mut Random, id: i64, plan: &Plan, timeline: &Timeline, book: &Book<'_>) -> Vote {
    let eligible = plan.participants * 3 / 5;
    let present = (eligible * rng.range(72, 94) + 99) / 100;
    let body = match book.unit.kind {
        DistributingUnitKind::VillageCoop => MeetingBody::MembersAssembly,
        DistributingUnitKind::VillagerGroup | DistributingUnitKind::ShareGroup => MeetingBody::GroupAssembly,
    };
    Vote {
        id,
        plan_id: plan.id,
        collective_id: plan.collective_id,
        resolution: resolution(plan, book),
        body,
        held_on: timeline.voted,
        eligible,
        present,
        in_favour: (present * rng.range(78, 100) + 99) / 100,
        content_hash: String::new(),
        recorded_by: book.owner.name.clone(),
    }
}

/// All steps of a plan with ids from `first` on; the last is there if the plan is closed.
pub fn steps(first: i64, plan: &Plan, timeline: &Timeline, book: &Book<'_>, unclaimed: &[Fen]) -> Vec<Step> {
    let owner = book.owner.name.as_str();
    let sum = plan.distributable_fen;
    let rest = match unclaimed {
        [] => String::new(),
        lines => {
            let held = Fen(lines.iter().map(|amount| amount.0).sum());
            format!(",未领取 {} 笔、{held} 元挂账", lines.len())
        }
    };
    let count = plan.participants;
    let mut acts: Vec<(PlanAct, NaiveDate, &str, String)> = vec![
        (PlanAct::Draft, timeline.drafted, owner, format!("{}年度收益分配草案", plan.year)),
        (PlanAct::Calculate, timeline.calculated, owner, format!("{count} 人参与,可分配 {sum} 元")),
        (PlanAct::Check, timeline.checked, SUPERVISORS, "账目与名册核对无误".to_owned()),
        (PlanAct::Review, timeline.reviewed, OFFICE, "同意提交表决".to_owned()),
        (PlanAct::Vote, timeline.voted, owner, format!("会议表决通过,决议 {}", resolution(plan, book))),
        (PlanAct::Publish, timeline.published, owner, format!("公示至 {},每户可查", timeline.public_until)),
        (PlanAct::Approve, timeline.approved, OFFICE, "公示期满,同意发放".to_owned()),
        (PlanAct::Pay, timeline.paid, owner, "发放明细送银行".to_owned()),
        (PlanAct::Confirm, timeline.confirmed, owner, "银行回盘核对完毕".to_owned()),
        (PlanAct::Settle, timeline.confirmed, owner, format!("发放完毕{rest}")),
    ];
    if plan.state == PlanState::Closed {
        acts.push((PlanAct::Close, timeline.closed, OFFICE, "资料齐全,办结备案".to_owned()));
    }
    let step = |(id, (act, done_on, actor, note)): (i64, (PlanAct, NaiveDate, &str, String))| Step {
        id,
        plan_id: plan.id,
        collective_id: plan.collective_id,
        act,
        done_on,
        actor: actor.to_owned(),
        note,
        // Bound to the content later.
        content_hash: matches!(act, PlanAct::Vote | PlanAct::Publish | PlanAct::Approve).then(String::new),
        document: document(act, done_on, plan, book),
    };
    (first..).zip(acts).map(step).collect()
}

/// Archive number of what a step leaves behind.
fn document(act: PlanAct, done_on: NaiveDate, plan: &Plan, book: &Book<'_>) -> Option<String> {
    match act {
        PlanAct::Vote => Some(resolution(plan, book)),
        PlanAct::Publish => Some(format!("GS-{}-{}", plan.year, book.figures.unit_no)),
        PlanAct::Close => Some(format!("BA-{}-{}", done_on.year(), book.figures.unit_no)),
        _ => None,
    }
}
