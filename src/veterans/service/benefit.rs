//! Benefits: registered, approved where the street decides, delivered or refused.

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{BenefitKind, BenefitState, HonourLevel, VeteranAct as Step},
};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{Situation, Target, VeteranAct, need_text},
    pension::check_pension,
};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    veterans::{
        model::{Benefit, Changes, Record, new_benefit},
        rules::entitlement::entitled,
    },
};

/// What the street's station approves before it is delivered.
const APPROVED_FIRST: [BenefitKind; 3] = [BenefitKind::Recuperation, BenefitKind::Reimbursement, BenefitKind::Pension];

/// The benefit that the act is on, in one of `states`.
///
/// # Errors
/// It is not there, or in another state.
pub(super) fn in_state<'s>(
    situation: &'s Situation<'_>,
    states: &[BenefitState],
    remedy: &str,
) -> Result<&'s Benefit, Vec<Problem>> {
    let missing = || vec![Problem::new("NOT_FOUND", "benefit", "没有这条记录,请核对标识")];
    let benefit = situation.benefit.ok_or_else(missing)?;
    if states.contains(&benefit.state) {
        Ok(benefit)
    } else {
        Err(vec![Problem::new("WRONG_STATE", "benefit", remedy)])
    }
}

/// `benefit` as a step makes it.
pub(super) fn stepped(benefit: Benefit, act: Step, note: impl Into<String>) -> Changes {
    let detail = json!({ "kind": benefit.kind, "to": benefit.state });
    Changes::new(vec![Record::Benefit(benefit)], detail).step(act, note)
}

/// Whether it still counts.
pub(super) const fn live(benefit: &Benefit) -> bool {
    !matches!(benefit.state, BenefitState::Refused | BenefitState::Ended)
}

/// Registers a benefit.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    pub target: Target,
    pub kind: BenefitKind,
    pub registered_on: NaiveDate,
    /// Of a merit report.
    pub honour_level: Option<HonourLevel>,
    /// Of a reimbursement.
    pub claimed: Option<Fen>,
    /// Full code of the tier, or of the programme where it has none; of a pension.
    pub tier: Option<String>,
    pub provider: Option<String>,
    /// Archive number.
    pub document: Option<String>,
}

impl VeteranAct for Register {
    const NAME: &'static str = "BENEFIT_REGISTER";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, self.registered_on, "registeredOn");
        self.check_parts(&mut reasons);
        let right = entitled(situation.policy, file, self.kind, self.registered_on);
        reasons.need(right, "NOT_ENTITLED", "kind", "按本人类别和年龄,不符合这一事项的条件");
        self.check_once(&mut reasons, situation);
        let programme = if self.kind == BenefitKind::Pension {
            check_pension(&mut reasons, situation, self.tier.as_deref(), self.registered_on)
        } else {
            None
        };
        reasons.done()?;
        Ok(stepped(self.row(situation, programme), Step::Register, "登记").on(self.registered_on))
    }
}

impl Register {
    fn row(&self, situation: &Situation<'_>, programme: Option<(i64, Option<i64>)>) -> Benefit {
        let file = situation.file;
        let household = (self.kind == BenefitKind::Plaque).then_some(file.person.household);
        let tier_id = programme.and_then(|(_, tier)| tier);
        let of = (file.veteran.id, file.veteran.unit_id);
        Benefit {
            household_id: household,
            honour_level: self.honour_level,
            programme_id: programme.map(|(programme, _)| programme),
            tier_id,
            claimed_fen: self.claimed,
            provider: self.provider.clone(),
            document: self.document.clone(),
            ..new_benefit(of, self.kind, self.registered_on)
        }
    }

    /// Every kind has the parts that are its own, and no others.
    fn check_parts(&self, reasons: &mut Reasons) {
        let merit = (self.kind == BenefitKind::MeritReport) == self.honour_level.is_some();
        let claim = (self.kind == BenefitKind::Reimbursement) == self.claimed.is_some();
        let tier = self.kind == BenefitKind::Pension || self.tier.is_none();
        reasons
            .need(merit, "HONOUR_LEVEL", "honourLevel", "立功喜报须填立功等级,其他事项不填")
            .need(claim, "CLAIMED", "claimed", "医疗费报销须填申报金额,其他事项不填")
            .need(self.claimed.is_none_or(|amount| amount.0 > 0), "CLAIMED", "claimed", "申报金额应大于零")
            .need(tier, "TIER", "tier", "只有定期抚恤补助填写档次");
    }

    fn check_once(&self, reasons: &mut Reasons, situation: &Situation<'_>) {
        let file = situation.file;
        let same = |benefit: &&Benefit| benefit.kind == self.kind && live(benefit);
        let mut others = file.benefits.iter().filter(same);
        match self.kind {
            BenefitKind::Plaque => {
                let plaque = others.any(|one| one.household_id == Some(file.person.household));
                reasons.need(!plaque, "PLAQUE_EXISTS", "kind", "这一户已有光荣牌,破损或遗失请办理更换");
            }
            BenefitKind::CheckUp | BenefitKind::Recuperation => {
                let year = self.registered_on.year();
                let done = others.any(|one| one.year == year);
                reasons.need(!done, "ONCE_A_YEAR", "registeredOn", format!("{year} 年已经登记过这一事项"));
            }
            BenefitKind::Pension => {
                reasons.need(others.next().is_none(), "PENSION_EXISTS", "kind", "已有在办或在享的定期抚恤补助");
            }
            BenefitKind::MeritReport | BenefitKind::Reimbursement => {}
        }
    }
}

/// The street's station approves.
#[derive(Debug, Clone, Serialize)]
pub struct Approve {
    pub target: Target,
    /// Of a reimbursement.
    pub amount: Option<Fen>,
    pub note: String,
}

impl VeteranAct for Approve {
    const NAME: &'static str = "BENEFIT_APPROVE";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let benefit = in_state(situation, &[BenefitState::Registered], "只有待办的事项可以核准")?;
        let mut reasons = Reasons::default();
        let registrar = situation.file.steps.iter().any(|step| {
            step.benefit_id == Some(benefit.id) && step.act == Step::Register && step.actor == situation.actor.name
        });
        let reimbursed = benefit.kind == BenefitKind::Reimbursement;
        let claimed = benefit.claimed_fen.unwrap_or_default();
        let fits = self.amount.is_none_or(|amount| amount.0 > 0 && amount <= claimed);
        situation.need_file(&mut reasons, "benefit");
        need_text(&mut reasons, &self.note, "note");
        reasons
            .need(APPROVED_FIRST.contains(&benefit.kind), "NO_APPROVAL", "benefit", "这一事项无需核准,可直接办理落实")
            .need(!registrar, "SELF_APPROVAL", "benefit", "登记人不能核准自己登记的事项")
            .need(reimbursed == self.amount.is_some(), "AMOUNT", "amount", "医疗费报销须填核准金额,其他事项不填")
            .need(fits, "OVER_CLAIMED", "amount", format!("核准金额应大于零且不超过申报的 {claimed} 元"));
        reasons.done()?;
        let new = Benefit {
            state: BenefitState::Approved,
            approved_on: Some(situation.today),
            approved_by: Some(situation.actor.name.clone()),
            amount_fen: self.amount,
            ..benefit.clone()
        };
        Ok(stepped(new, Step::Approve, self.note.trim()))
    }
}

/// Refuses a benefit, or takes down that the person does not want it.
#[derive(Debug, Clone, Serialize)]
pub struct Refuse {
    pub target: Target,
    pub reason: String,
}

impl VeteranAct for Refuse {
    const NAME: &'static str = "BENEFIT_REFUSE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let states = [BenefitState::Registered, BenefitState::Approved];
        let benefit = in_state(situation, &states, "已落实或已结束的事项不能再作不予核准")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        let reason = self.reason.trim().to_owned();
        let new = Benefit { state: BenefitState::Refused, reason: Some(reason.clone()), ..benefit.clone() };
        Ok(stepped(new, Step::Refuse, reason))
    }
}

/// Delivers: the plaque hangs, the report is handed over, the check-up done, the journey made, the money paid.
#[derive(Debug, Clone, Serialize)]
pub struct Deliver {
    pub target: Target,
    pub delivered_on: NaiveDate,
    pub provider: Option<String>,
    pub idempotency_key: String,
}

impl VeteranAct for Deliver {
    const NAME: &'static str = "BENEFIT_DELIVER";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let states = [BenefitState::Registered, BenefitState::Approved];
        let benefit = in_state(situation, &states, "这一事项已落实或已结束")?;
        let mut reasons = Reasons::default();
        let ready = benefit.state == BenefitState::Approved || !APPROVED_FIRST.contains(&benefit.kind);
        let after = self.delivered_on >= benefit.approved_on.unwrap_or(benefit.registered_on);
        situation.need_open(&mut reasons, self.delivered_on, "deliveredOn");
        reasons
            .need(benefit.kind != BenefitKind::Pension, "PENSION", "benefit", "定期抚恤补助请用发放登记(pensionGrant)")
            .need(ready, "NOT_APPROVED", "benefit", "须先经街道站核准")
            .need(after, "DELIVERY_DATE", "deliveredOn", "落实日不能早于登记或核准日");
        reasons.done()?;
        let new = Benefit {
            state: BenefitState::Delivered,
            delivered_on: Some(self.delivered_on),
            provider: self.provider.clone().or_else(|| benefit.provider.clone()),
            ..benefit.clone()
        };
        Ok(stepped(new, Step::Deliver, format!("{} 落实", self.delivered_on)).on(self.delivered_on))
    }
}
