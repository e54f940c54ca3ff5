//! Rules about distributions: conserved, nobody twice or dead, voted and published first, within what there is.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use entity::{
    money::Fen,
    vocab::{MembershipMode, PayoutState, Severity},
};
use serde_json::{Value as Json, json};

use super::case::words;
use crate::{
    dividends::{
        model::{LineFacts, PlanFacts},
        rules::money::{available, least_reserve},
    },
    findings::model::{DividendWorld, Hit, Owner, Subject},
};

/// Days after which money that nobody claimed is to be called out.
const UNCLAIMED_DAYS: u64 = 365;

/// A plan as of a day.
struct Case<'a> {
    world: &'a DividendWorld<'a>,
    facts: &'a PlanFacts,
    /// What the unit distributed from the same source the year before.
    previous: Option<&'a PlanFacts>,
}

/// Everything the dividend rules have to say as of the day, by rule, subject and key.
#[must_use]
pub fn evaluate_dividends(world: &DividendWorld<'_>) -> Vec<Hit> {
    let known = |facts: &&PlanFacts| facts.plan.calculated_on.is_some_and(|day| day <= world.as_of);
    let key = |facts: &PlanFacts, year: i32| (facts.unit.id, facts.plan.source, year);
    let plans: BTreeMap<_, &PlanFacts> =
        world.plans.iter().filter(known).map(|facts| (key(facts, facts.plan.year), facts)).collect();
    let mut hits = Vec::new();
    for facts in plans.values() {
        let case = Case { world, facts, previous: plans.get(&key(facts, facts.plan.year - 1)).copied() };
        hits.extend(
            [
                case.not_conserved(),
                case.not_approved(),
                case.no_reserve(),
                case.over_distributed(),
                case.participants_jump(),
            ]
            .into_iter()
            .flatten(),
        );
        hits.extend(case.twice());
        hits.extend(case.dead());
        hits.extend(case.unclaimed());
    }
    hits.sort_by(|one, other| super::order(one).cmp(&super::order(other)));
    hits
}

impl Case<'_> {
    fn hit(&self, rule: &'static str, key: String, severity: Severity, evidence: Json, explain: String) -> Hit {
        let plan = &self.facts.plan;
        let (owner, subject) = (Owner::Collective(plan.collective_id), Subject::Plan(plan.id));
        Hit { rule, owner, subject, key, severity, amount: None, evidence, explain }
    }

    fn year(&self) -> String {
        self.facts.plan.year.to_string()
    }

    /// D01: lines and what is carried forward are not what is distributed.
    fn not_conserved(&self) -> Option<Hit> {
        let plan = &self.facts.plan;
        let lines = Fen(self.facts.own_lines().map(|line| line.amount.0).sum());
        let difference = Fen(lines.0 + plan.carried_forward_fen.0 - plan.distributable_fen.0);
        if difference.0 == 0 {
            return None;
        }
        let evidence = json!({
            "distributable": plan.distributable_fen.to_string(),
            "linesAmount": lines.to_string(),
            "carriedForward": plan.carried_forward_fen.to_string(),
            "difference": difference.to_string(),
        });
        let explain = format!(
            "明细合计{lines}元加结转{}元，与可分配{}元相差{difference}元。",
            plan.carried_forward_fen, plan.distributable_fen
        );
        Some(Hit {
            amount: Some(Fen(difference.0.abs())),
            ..self.hit("D01", self.year(), Severity::High, evidence, explain)
        })
    }

    /// D02: one person has two lines in the plan.
    fn twice(&self) -> Vec<Hit> {
        let mut persons: BTreeMap<i64, Vec<&LineFacts>> = BTreeMap::new();
        for line in self.facts.own_lines() {
            if let Some(person) = line.person {
                persons.entry(person).or_default().push(line);
            }
        }
        let doubled = persons.into_values().filter(|lines| lines.len() > 1);
        doubled
            .map(|lines| {
                let numbers: Vec<i32> = lines.iter().map(|line| line.number).collect();
                let extra = Fen(lines.iter().skip(1).map(|line| line.amount.0).sum());
                let evidence = json!({ "memberNumbers": numbers, "amount": extra.to_string() });
                let text: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                let explain =
                    format!("同一人在本方案有{}笔明细（成员编号{}），多分{extra}元。", lines.len(), text.join("、"));
                let key = format!("M{}", numbers.first().copied().unwrap_or_default());
                Hit { amount: Some(extra), ..self.hit("D02", key, Severity::High, evidence, explain) }
            })
            .collect()
    }

    /// D03: a dead member takes part where membership follows the population; elsewhere a dead holder is paid
    /// without heirs.
    fn dead(&self) -> Vec<Hit> {
        let (plan, fixed) = (&self.facts.plan, self.facts.unit.membership_mode == MembershipMode::Static);
        let dead = self.facts.own_lines().filter(|line| {
            let dead = line.died_on.is_some_and(|day| day < plan.record_date && day <= self.world.as_of);
            let paid = matches!(line.state, PayoutState::Sent | PayoutState::Paid);
            dead && (!fixed || paid)
        });
        // The day of death is the residents' register's to tell.
        dead.map(|line| {
            let evidence = json!({
                "memberNumber": line.number,
                "recordDate": plan.record_date.to_string(),
                "amount": line.amount.to_string(),
            });
            let why = if fixed { "股份未办理继承而直接发放" } else { "仍参与分配" };
            let explain = format!("成员{}号在基准日{}前已死亡，{why}。", line.number, words(plan.record_date));
            let key = format!("M{}", line.number);
            Hit { amount: Some(line.amount), ..self.hit("D03", key, Severity::Medium, evidence, explain) }
        })
        .collect()
    }

    /// D04: paid before the vote or before the end of publicity, or published too short.
    fn not_approved(&self) -> Option<Hit> {
        let plan = &self.facts.plan;
        let started = plan.pay_started_on.filter(|day| *day <= self.world.as_of);
        let begun = plan.publicity_from.filter(|day| *day <= self.world.as_of);
        let days = plan.publicity_from.zip(plan.publicity_to).map_or(0, |(from, to)| (to - from).num_days() + 1);
        let by_then = |day: Option<NaiveDate>| started.is_none_or(|started| day.is_some_and(|day| day <= started));
        let (voted, published) = (by_then(self.facts.voted_on), by_then(plan.publicity_to));
        let least = self.world.parameters.publicity_days;
        let long = days >= least || (started.is_none() && begun.is_none());
        if voted && published && long {
            return None;
        }
        let evidence = json!({
            "payStartedOn": started.map(|day| day.to_string()),
            "votedOn": self.facts.voted_on.map(|day| day.to_string()),
            "publicityTo": plan.publicity_to.map(|day| day.to_string()),
            "publicityDays": days,
            "leastDays": least,
        });
        let mut reasons = Vec::new();
        if !voted {
            reasons.push("发放前没有通过表决".to_owned());
        }
        if !published {
            reasons.push("公示期未满即发放".to_owned());
        }
        if !long {
            reasons.push(format!("公示{days}天，不足{least}天"));
        }
        let when = started.map_or_else(|| "尚未发放".to_owned(), |day| format!("{}开始发放", words(day)));
        let explain = format!("{when}：{}。", reasons.join("，"));
        let hit = self.hit("D04", self.year(), Severity::High, evidence, explain);
        Some(Hit { amount: Some(plan.distributable_fen), ..hit })
    }

    /// D05: less was put aside than the articles say.
    fn no_reserve(&self) -> Option<Hit> {
        let plan = &self.facts.plan;
        let least = least_reserve(plan.net_income_fen, self.facts.unit.reserve_points);
        let short = Fen(least.0 - plan.reserve_fen.0);
        if short.0 <= 0 {
            return None;
        }
        let evidence = json!({
            "netIncome": plan.net_income_fen.to_string(),
            "reserve": plan.reserve_fen.to_string(),
            "leastReserve": least.to_string(),
        });
        let explain = format!("按章程应提取公积公益金{least}元，实提{}元，少提{short}元。", plan.reserve_fen);
        Some(Hit { amount: Some(short), ..self.hit("D05", self.year(), Severity::Medium, evidence, explain) })
    }

    /// D06: more is distributed than there is.
    fn over_distributed(&self) -> Option<Hit> {
        let plan = &self.facts.plan;
        let most = available(plan);
        let over = Fen(plan.distributable_fen.0.saturating_sub(most.0));
        if over.0 <= 0 {
            return None;
        }
        let evidence = json!({ "distributable": plan.distributable_fen.to_string(), "available": most.to_string() });
        let explain = format!("可供分配的只有{most}元，方案分配{}元，超出{over}元。", plan.distributable_fen);
        Some(Hit { amount: Some(over), ..self.hit("D06", self.year(), Severity::High, evidence, explain) })
    }

    /// D07: nobody has claimed a line for over a year.
    fn unclaimed(&self) -> Vec<Hit> {
        let Some(started) = self.facts.plan.pay_started_on else { return Vec::new() };
        let as_of = self.world.as_of;
        if started.checked_add_days(Days::new(UNCLAIMED_DAYS)).is_none_or(|day| as_of <= day) {
            return Vec::new();
        }
        let open = |line: &&LineFacts| {
            let settled = line.settled_on.is_some_and(|day: NaiveDate| day <= as_of);
            line.unclaimed_on.is_some_and(|day| day <= as_of) && !settled && line.state != PayoutState::Sent
        };
        let lines = self.facts.lines.iter().filter(open);
        lines
            .map(|line| {
                let evidence = json!({
                    "memberNumber": line.number,
                    "payStartedOn": started.to_string(),
                    "reason": line.reason,
                    "amount": line.amount.to_string(),
                });
                let explain =
                    format!("成员{}号的{}元自{}发放以来超过一年未领取。", line.number, line.amount, words(started));
                let subject = Subject::Payout { plan: self.facts.plan.id, line: line.id };
                let hit = self.hit("D07", self.year(), Severity::Low, evidence, explain);
                Hit { subject, amount: Some(line.amount), ..hit }
            })
            .collect()
    }

    /// D08: participants changed by more or less than the register says.
    fn participants_jump(&self) -> Option<Hit> {
        let previous = self.previous?;
        let count = |facts: &PlanFacts| i64::try_from(facts.own_lines().count()).unwrap_or(i64::MAX);
        let (now, before) = (count(self.facts), count(previous));
        let recorded = self.facts.on_register - previous.on_register;
        let unexplained = now - before - recorded;
        if unexplained == 0 {
            return None;
        }
        let evidence = json!({
            "participants": now,
            "participantsBefore": before,
            "recordedChange": recorded,
            "unexplained": unexplained,
        });
        let explain = format!(
            "参与人数由{before}人变为{now}人，名册变更只能解释{recorded}人，{}人没有变更记录。",
            unexplained.abs()
        );
        Some(self.hit("D08", self.year(), Severity::Low, evidence, explain))
    }
}
