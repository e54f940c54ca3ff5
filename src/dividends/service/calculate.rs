//! Calculating a plan: who takes part, what each gets.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{MembershipMode, PayoutState, PlanAct as Step, PlanState, RecordOrigin, Rounding},
};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{PlanAct, Situation, Target, Wants},
    plan::check,
};
use crate::{
    dividends::{
        model::{Changes, Line, Participant, Plan, Roll, Unit},
        rules::{
            allocate::{Allocation, Indivisible, Part, Portion, allocate},
            content::content_hash,
        },
    },
    kernel::problem::{Problem, Reasons},
};

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
    let line = |(one, portion): (&Participant, &Portion)| Line {
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
