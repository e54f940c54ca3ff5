//! Pensions: the county decides and pays; the entitlement is an enrolment in one of its programmes.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, BenefitState, DisabilityCause, StopReason, VeteranAct as Step};
use serde::Serialize;

use super::{
    act::{Situation, Target, VeteranAct, need_text},
    benefit::{in_state, stepped},
};
use crate::{
    kernel::{
        problem::{Problem, Reasons},
        time::Month,
    },
    veterans::{
        model::{Benefit, Changes, Pension},
        rules::entitlement::{entitling, live},
    },
};

/// The programme whose tiers are grades and causes of disability.
const BY_DISABILITY: &str = "YF01";

/// The cause as tiers name it.
const fn cause(cause: DisabilityCause) -> &'static str {
    match cause {
        DisabilityCause::War => "WAR",
        DisabilityCause::Duty => "DUTY",
        DisabilityCause::Illness => "ILLNESS",
    }
}

/// The programme and tier of a pension asked for on `day`, with reasons unless the person may have it.
pub(super) fn check_pension(
    reasons: &mut Reasons,
    situation: &Situation<'_>,
    tier: Option<&str>,
    day: NaiveDate,
) -> Option<(i64, Option<i64>)> {
    let file = situation.file;
    let drawn = file.pensions.iter().any(live);
    reasons.need(!drawn, "PENSION_EXISTS", "kind", "已在享受定期抚恤补助,不得重复享受");
    let codes: Vec<String> = tier.map(str::to_owned).into_iter().collect();
    let found = situation.programmes.tier_keys("tier", &codes).ok().and_then(|keys| keys.first().copied());
    let known = found.and_then(|(programme, _)| situation.programmes.get(programme));
    let rows = entitling(situation.policy, BenefitKind::Pension, &file.categories, (file.person.birth_date, day));
    let own = |code: &str| rows.iter().any(|row| row.programme.as_deref() == Some(code));
    let fits = known.is_some_and(|programme| own(&programme.row.code));
    let tier = found.zip(known).and_then(|((_, tier), programme)| programme.tier(tier?));
    let assessed = file.disabilities.iter().find(|row| row.valid_from <= day && row.valid_to.is_none_or(|to| day < to));
    let expected = assessed.map(|row| format!("{BY_DISABILITY}.G{}.{}", row.grade, cause(row.cause)));
    let graded = known.is_none_or(|programme| programme.row.code != BY_DISABILITY)
        || tier.is_some_and(|tier| Some(&tier.code) == expected.as_ref());
    reasons.need(graded, "TIER_OF_DISABILITY", "tier", "残疾抚恤金的档次须与现行残疾等级和性质一致,请先登记评定");
    reasons.need(fits, "WRONG_PROGRAMME", "tier", "请给出与本人类别相应的抚恤项目档次,如 \"YF01.G7.WAR\" 或 \"YF06\"");
    found
}

/// Takes down that the county grants an approved pension, and where it is paid.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    pub target: Target,
    pub start: Month,
    /// Sealed account and its blind index.
    pub account: Vec<u8>,
    pub account_index: Vec<u8>,
    pub holder: String,
    pub idempotency_key: String,
}

impl VeteranAct for Grant {
    const NAME: &'static str = "PENSION_GRANT";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let benefit = in_state(situation, &[BenefitState::Approved], "须先经核准,且尚未发放")?;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "benefit");
        need_text(&mut reasons, &self.holder, "holder");
        let drawn = situation.file.pensions.iter().any(live);
        let real = self.start.first_day().is_some_and(|first| first <= situation.today);
        let code = benefit.programme_id.and_then(|id| situation.programmes.get(id)).map(|one| one.row.code.clone());
        let entitled = |day: NaiveDate| {
            let (policy, file) = (situation.policy, situation.file);
            let rows = entitling(policy, BenefitKind::Pension, &file.categories, (file.person.birth_date, day));
            rows.iter().any(|row| row.programme == code)
        };
        let right = self.start.last_day().is_none_or(entitled) && entitled(situation.today);
        reasons
            .need(benefit.kind == BenefitKind::Pension, "NOT_A_PENSION", "benefit", "这不是定期抚恤补助")
            .need(!drawn, "PENSION_EXISTS", "benefit", "已在享受定期抚恤补助,不得重复享受")
            .need(right, "NOT_ENTITLED", "startMonth", "起始月份和今天都须符合该抚恤项目的条件")
            .need(real, "START_MONTH", "startMonth", "起始月份不能晚于本月");
        reasons.done()?;
        let new = Benefit { state: BenefitState::Delivered, delivered_on: Some(situation.today), ..benefit.clone() };
        let pension = Pension::Grant {
            account: self.account.clone(),
            account_index: self.account_index.clone(),
            holder: self.holder.trim().to_owned(),
            start: self.start,
        };
        let changes = stepped(new, Step::Deliver, format!("自 {} 起发放", self.start));
        Ok(Changes { pension: Some(pension), ..changes })
    }
}

/// Ends a pension.
#[derive(Debug, Clone, Serialize)]
pub struct Stop {
    pub target: Target,
    /// Last month paid.
    pub last_month: Month,
    pub reason: StopReason,
}

impl VeteranAct for Stop {
    const NAME: &'static str = "PENSION_STOP";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let benefit = in_state(situation, &[BenefitState::Delivered], "没有在发放的定期抚恤补助")?;
        let pension = situation.file.pensions.iter().find(|row| Some(row.id) == benefit.enrolment_id);
        let mut reasons = Reasons::default();
        let after = pension.is_none_or(|row| self.last_month >= row.start_month);
        let real = self.last_month.first_day().is_some();
        reasons
            .need(pension.is_some_and(live), "NOT_A_PENSION", "benefit", "这一事项没有在享的待遇")
            .need(real && after, "LAST_MONTH", "lastMonth", "末月不能早于起始月份")
            .need(self.last_month <= Month::of(situation.today), "LAST_MONTH", "lastMonth", "末月不能晚于本月");
        reasons.done()?;
        let new = Benefit {
            state: BenefitState::Ended,
            ended_on: self.last_month.last_day().and_then(|last| last.succ_opt()),
            reason: Some(format!("停发,末月 {}", self.last_month)),
            ..benefit.clone()
        };
        let enrolment = benefit.enrolment_id.unwrap_or_default();
        let changes = stepped(new, Step::End, format!("停发,末月 {}", self.last_month));
        let pension = Pension::Stop { enrolment, end: self.last_month, reason: self.reason };
        Ok(Changes { pension: Some(pension), ..changes })
    }
}
