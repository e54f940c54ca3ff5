//! The street's review, and publicity.

use chrono::{Days, NaiveDate};
use entity::vocab::{AmountMode, ApplicationAct as Step, ApplicationState, NamePolicy};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_here, need_text};
use crate::{
    access::policy::Permission,
    kernel::{
        money::Fen,
        problem::{Problem, Reasons},
        time::Month,
    },
    subsidies::{
        model_application::{Application, Changes},
        rules::publicity::{last_day, publicity},
    },
};

/// How far ahead publicity may be announced.
const AHEAD: u64 = 30;

/// What the street proposes.
#[derive(Debug, Clone)]
pub struct Review {
    pub target: Target,
    /// Full code; as applied for when absent.
    pub tier: Option<String>,
    /// Of a programme that pays case by case.
    pub amount: Option<Fen>,
    /// Income per head, of a programme that pays the difference to the standard.
    pub assessed_income: Option<Fen>,
    pub note: String,
}

impl Review {
    /// Adds reasons unless the proposal says what the programme needs to be paid, and nothing else; answers the tier.
    fn check(&self, reasons: &mut Reasons, situation: &Situation<'_>) -> Option<i64> {
        let (programme, mode) = (situation.programme, situation.programme.row.amount_mode);
        let named = self.tier.as_ref().map(|code| programme.tiers.iter().find(|tier| tier.code == *code));
        reasons.need(named != Some(None), "TIER", "tier", "没有这个档次,请用 programmes 查询该项目的档次代码");
        let tier = named.flatten().map(|tier| tier.id).or(situation.file.application.tier_id);
        reasons.need(
            tier.is_some() || programme.tiers.is_empty(),
            "TIER_MISSING",
            "tier",
            "这一项目分档,请给出拟定档次",
        );
        let by_case = mode == AmountMode::CaseByCase;
        let positive = self.amount.is_none_or(|amount| amount.0 > 0);
        reasons.need(
            self.amount.is_some() == by_case && positive,
            "AMOUNT",
            "amount",
            "一事一议的项目须给出大于零的拟定金额,其他项目不填",
        );
        let difference = mode == AmountMode::DifferenceToStandard;
        let standard = programme.standard(tier, Month::of(situation.today));
        let below =
            self.assessed_income.is_none_or(|income| income.0 >= 0 && standard.is_some_and(|most| income < most));
        reasons
            .need(
                self.assessed_income.is_some() == difference,
                "INCOME",
                "assessedIncome",
                "补差的项目须给出核定的人均月收入,其他项目不填",
            )
            .need(
                !difference || below,
                "INCOME_OVER",
                "assessedIncome",
                "人均月收入不低于现行标准,不符合条件,请作不予确认",
            );
        tier
    }
}

impl ApplicationAct for Review {
    const NAME: &'static str = "APPLICATION_REVIEW";
    const PERMISSION: Permission = Permission::ApplicationDecide;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let application = &situation.file.application;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[ApplicationState::SubdistrictReview], "只能审核街道审核中的申请");
        need_text(&mut reasons, &self.note, "note");
        need_here(&mut reasons, &situation.file.person, "application");
        let checked = application.check_passed != Some(false);
        reasons.need(checked, "CHECK_FAILED", "application", "社区初核未通过,请退回补充初核或作不予确认").need(
            application.reviewed_by.is_none(),
            "ALREADY_REVIEWED",
            "application",
            "审核已通过,请公示或确认",
        );
        let tier_id = self.check(&mut reasons, situation);
        reasons.done()?;
        let reviewed = Application {
            tier_id,
            amount_fen: self.amount,
            assessed_income_fen: self.assessed_income,
            reviewed_by: Some(situation.actor.name.clone()),
            ..application.clone()
        };
        let detail = json!({ "tier": tier_id, "amount": self.amount, "assessedIncome": self.assessed_income });
        Ok(Changes::new(reviewed, Step::Review, self.note.trim(), detail))
    }
}

/// Sends the application back to the community; what was reviewed and published is void.
#[derive(Debug, Clone)]
pub struct Return {
    pub target: Target,
    pub reason: String,
}

impl ApplicationAct for Return {
    const NAME: &'static str = "APPLICATION_RETURN";
    const PERMISSION: Permission = Permission::ApplicationDecide;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        let states = [ApplicationState::SubdistrictReview, ApplicationState::Publicity];
        situation.need_state(&mut reasons, &states, "只能退回审核中或公示中的申请");
        need_text(&mut reasons, &self.reason, "note");
        reasons.done()?;
        let returned = Application {
            check_passed: None,
            reviewed_by: None,
            publicity_from: None,
            publicity_to: None,
            ..situation.moved(ApplicationState::CommunityCheck)
        };
        Ok(Changes::new(returned, Step::Return, self.reason.trim(), json!({})))
    }
}

/// Publishes the proposal for as long as the programme asks.
#[derive(Debug, Clone)]
pub struct Publish {
    pub target: Target,
    pub from: NaiveDate,
}

impl ApplicationAct for Publish {
    const NAME: &'static str = "APPLICATION_PUBLISH";
    const PERMISSION: Permission = Permission::ApplicationDecide;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (application, policy) = (&situation.file.application, publicity(situation.programme, self.from));
        let mut reasons = Reasons::default();
        // An application of before the platform may stand in publicity without an end.
        let endless = application.state == ApplicationState::Publicity && application.publicity_to.is_none();
        let reviewed = application.state == ApplicationState::SubdistrictReview && application.reviewed_by.is_some();
        let latest = situation.today.checked_add_days(Days::new(AHEAD)).unwrap_or(situation.today);
        reasons
            .need(reviewed || endless, "NOT_REVIEWED", "application", "审核通过之后才能公示")
            .need(
                policy.name != NamePolicy::None,
                "NO_PUBLICITY",
                "application",
                "按政策这一项目不公示(保护未成年人和敏感信息),审核通过后直接确认",
            )
            .need(
                (situation.today..=latest).contains(&self.from),
                "PUBLICITY_FROM",
                "from",
                format!("公示起始日应在今天到 {latest} 之间"),
            );
        reasons.done()?;
        let last = last_day(self.from, policy);
        let published = Application {
            publicity_from: Some(self.from),
            publicity_to: last,
            ..situation.moved(ApplicationState::Publicity)
        };
        let note = format!("公示 {} 至 {}", self.from, last.unwrap_or(self.from));
        Ok(Changes::new(published, Step::Publish, note, json!({ "from": self.from, "to": last })))
    }
}
