//! Another account, another tier.

use entity::vocab::{AmountMode, EnrolmentAct as Step, EnrolmentState, RecordOrigin, StopReason};
use serde_json::json;

use super::{EnrolmentAct, Situation, Target, suspend::kept};
use crate::{
    kernel::{
        money::Fen,
        problem::{Problem, Reasons},
        time::Month,
    },
    subsidies::{
        model_application::{Account, Enrolment, Keeping},
        service::{account::need_holder, application::need_text},
    },
};

/// Pays to another account from the next batch on.
#[derive(Debug, Clone)]
pub struct AccountChange {
    pub target: Target,
    pub account: Account,
    pub reason: String,
}

impl EnrolmentAct for AccountChange {
    const NAME: &'static str = "ENROLMENT_ACCOUNT_CHANGE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Active, EnrolmentState::Suspended], "");
        need_text(&mut reasons, &self.reason, "reason");
        need_holder(&mut reasons, &self.account, &situation.entitlement.person.name, "account");
        reasons.done()?;
        let row = situation.entitlement.enrolment.clone();
        let keeping = kept(situation, row, (Step::AccountChange, None), &self.reason);
        let detail = json!({ "agent": self.account.agent.is_some() });
        Ok(Keeping { account: Some(self.account.clone()), detail, ..keeping })
    }
}

/// Another tier, or another income per head, from a month on: the entitlement ends and one that is linked to it begins.
#[derive(Debug, Clone)]
pub struct TierChange {
    pub target: Target,
    /// Full code.
    pub tier: Option<String>,
    pub assessed_income: Option<Fen>,
    pub from: Month,
    pub reason: String,
}

impl TierChange {
    fn check(&self, reasons: &mut Reasons, situation: &Situation<'_>) -> Option<i64> {
        let (old, programme) = (&situation.entitlement.enrolment, situation.programme);
        let difference = programme.row.amount_mode == AmountMode::DifferenceToStandard;
        let named = self.tier.as_ref().map(|code| programme.tiers.iter().find(|tier| tier.code == *code));
        reasons.need(named != Some(None), "TIER", "tier", "没有这个档次,请用 programmes 查询该项目的档次代码");
        let tier = named.flatten().map(|tier| tier.id).or(old.tier_id);
        let income = self.assessed_income.or(old.assessed_income_fen);
        let standard = programme.standard(tier, self.from);
        let below =
            self.assessed_income.is_none_or(|income| income.0 >= 0 && standard.is_some_and(|most| income < most));
        reasons
            .need(
                self.assessed_income.is_none() || difference,
                "INCOME",
                "assessedIncome",
                "只有补差的项目填核定的人均月收入",
            )
            .need(!difference || below, "INCOME_OVER", "assessedIncome", "人均月收入不低于当月标准,不再符合条件,请停发")
            .need(
                tier != old.tier_id || income != old.assessed_income_fen,
                "UNCHANGED",
                "tier",
                "档次和收入都没有变化",
            );
        tier
    }
}

impl EnrolmentAct for TierChange {
    const NAME: &'static str = "ENROLMENT_TIER_CHANGE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let (old, today) = (&situation.entitlement.enrolment, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Active], "待遇暂停中,请先恢复再变更");
        need_text(&mut reasons, &self.reason, "reason");
        let tier_id = self.check(&mut reasons, situation);
        let next = Month::of(today).plus(1);
        let real = self.from.first_day().is_some() && self.from > old.start_month && self.from <= next;
        let paid = situation.entitlement.paid_until;
        let free = paid.is_none_or(|last| last < self.from);
        let first_free = paid.map_or(self.from, |month| month.plus(1));
        reasons
            .need(real, "FROM_MONTH", "from", format!("变更月应晚于起始月 {},且不晚于 {next}", old.start_month))
            .need(old.end_month.is_none(), "ENDS", "enrolment", "待遇已定有终止月,不能变更档次")
            .need(
                free,
                "MONTH_PAID",
                "from",
                format!("该月已按原档次列入发放,请从 {first_free} 起变更,差额走补发或追回"),
            );
        reasons.done()?;
        let ended = Enrolment {
            state: EnrolmentState::Stopped,
            stop_reason: Some(StopReason::OtherProgramme),
            end_month: Some(self.from.plus(-1)),
            next_review_on: None,
            ..old.clone()
        };
        let successor = Enrolment {
            id: 0,
            tier_id,
            start_month: self.from,
            assessed_income_fen: self.assessed_income.or(old.assessed_income_fen),
            origin: RecordOrigin::Platform,
            version: 1,
            ..old.clone()
        };
        let keeping = kept(situation, ended, (Step::TierChange, Some(self.from)), &self.reason);
        Ok(Keeping { successor: Some(successor), ..keeping })
    }
}
