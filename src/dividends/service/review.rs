//! From calculated to approved: check, review, vote, publicity, approval; return and cancellation.

use chrono::{Days, NaiveDate};
use entity::vocab::{DistributingUnitKind, MeetingBody, ObjectionOutcome, PlanAct as Step, PlanState};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{PlanAct, Situation, Target},
    plan::uncalculated,
};
use crate::{
    access::policy::Permission,
    dividends::{
        model::{Changes, Plan, PlanFile, Vote},
        rules::{
            content::content_hash,
            vote::{NotCarried, Turnout, carried, threshold_on, words},
        },
    },
    kernel::problem::{Problem, Reasons},
};

/// Whether what was calculated is still what is stored.
fn unchanged(file: &PlanFile) -> bool {
    file.plan.content_hash.as_deref() == Some(content_hash(&file.plan, &file.lines).as_str())
}

const CHANGED: &str = "方案内容与测算时不一致,请退回草案重新测算";

fn need_another(reasons: &mut Reasons, situation: &Situation<'_>, what: &str) {
    let message = format!("起草、修改或测算的人不能{what}自己的方案,请换人办理");
    reasons.need(!situation.made_by_actor(), "SAME_PERSON", "plan", message);
}

fn reach(plan: &Plan, state: PlanState) -> Plan {
    Plan { state, ..plan.clone() }
}

/// The board of supervisors checks what another person calculated (监事会审核).
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    pub target: Target,
    pub note: String,
}

impl PlanAct for Check {
    const NAME: &'static str = "PLAN_CHECK";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Calculated], "只有已测算的方案可以审核");
        need_another(&mut reasons, situation, "审核");
        reasons.need(unchanged(file), "CONTENT_CHANGED", "plan", CHANGED);
        reasons.done()?;
        Ok(Changes::new(reach(&file.plan, PlanState::Checked), Step::Check, self.note.trim(), json!({})))
    }
}

/// The street reviews a checked plan (街道审查).
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    pub target: Target,
    pub note: String,
}

impl PlanAct for Review {
    const NAME: &'static str = "PLAN_REVIEW";
    const PERMISSION: Permission = Permission::DividendApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Checked], "只有监事会审核过的方案可以审查");
        need_another(&mut reasons, situation, "审查");
        reasons.need(unchanged(file), "CONTENT_CHANGED", "plan", CHANGED);
        reasons.done()?;
        Ok(Changes::new(reach(&file.plan, PlanState::Reviewed), Step::Review, self.note.trim(), json!({})))
    }
}

/// The members vote on exactly this content.
#[derive(Debug, Clone, Serialize)]
pub struct Voted {
    pub target: Target,
    pub content_hash: String,
    pub resolution: String,
    pub body: MeetingBody,
    pub held_on: NaiveDate,
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
}

/// Meetings that may decide for a kind of unit.
const fn bodies(kind: DistributingUnitKind) -> &'static [MeetingBody] {
    match kind {
        DistributingUnitKind::VillageCoop => &[MeetingBody::MembersAssembly, MeetingBody::Representatives],
        DistributingUnitKind::VillagerGroup => &[MeetingBody::GroupAssembly],
        DistributingUnitKind::ShareGroup => &[MeetingBody::GroupAssembly, MeetingBody::MembersAssembly],
    }
}

impl Voted {
    fn check(&self, reasons: &mut Reasons, situation: &Situation<'_>) {
        let file = situation.file;
        let counted = 0 <= self.in_favour && self.in_favour <= self.present && self.present <= self.eligible;
        let reviewed = file.steps.iter().rfind(|step| step.act == Step::Review);
        let after = reviewed.is_none_or(|step| step.done_on <= self.held_on);
        reasons
            .not_future(self.held_on, situation.today, "heldOn")
            .need(after, "VOTE_BEFORE_REVIEW", "heldOn", "表决日不能早于街道审查日")
            .need(!self.resolution.trim().is_empty(), "RESOLUTION_MISSING", "resolution", "请给出决议编号")
            .need(bodies(file.unit.kind).contains(&self.body), "WRONG_BODY", "body", "这类会议无权表决本单位的分配方案")
            .need(counted && self.eligible > 0, "VOTE_COUNTS", "present", "应到、到会、赞成人数应依次不增且应到大于零");
        let Some(threshold) = threshold_on(situation.thresholds, file.unit.kind, self.held_on) else {
            reasons.need(false, "NO_THRESHOLD", "heldOn", "表决日没有适用的表决规则,请联系街道农经");
            return;
        };
        let turnout = Turnout { eligible: self.eligible, present: self.present, in_favour: self.in_favour };
        match carried(threshold, turnout) {
            Ok(()) => {}
            Err(NotCarried::Quorum) => {
                reasons.need(false, "QUORUM", "present", format!("到会人数不足:{}", words(threshold)));
            }
            Err(NotCarried::Favour) => {
                reasons.need(false, "NOT_CARRIED", "inFavour", format!("赞成人数不足:{}", words(threshold)));
            }
        }
    }
}

impl PlanAct for Voted {
    const NAME: &'static str = "PLAN_VOTE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Reviewed], "只有街道审查过的方案可以登记表决");
        let same = unchanged(file) && file.plan.content_hash.as_ref() == Some(&self.content_hash);
        reasons.need(same, "CONTENT_CHANGED", "contentHash", "表决的内容与现在的方案不一致,请核对方案校验值");
        self.check(&mut reasons, situation);
        reasons.done()?;
        let vote = Vote {
            id: 0,
            plan_id: file.plan.id,
            collective_id: file.plan.collective_id,
            resolution: self.resolution.trim().to_owned(),
            body: self.body,
            held_on: self.held_on,
            eligible: self.eligible,
            present: self.present,
            in_favour: self.in_favour,
            content_hash: self.content_hash.clone(),
            recorded_by: situation.actor.name.clone(),
        };
        let note = format!("应到 {},到会 {},赞成 {}", self.eligible, self.present, self.in_favour);
        let detail = json!({ "resolution": vote.resolution });
        let mut changes = Changes::new(reach(&file.plan, PlanState::Voted), Step::Vote, note, detail);
        changes.document = Some(vote.resolution.clone());
        changes.vote = Some(vote);
        Ok(changes)
    }
}

/// Publicity begins.
#[derive(Debug, Clone, Serialize)]
pub struct Publish {
    pub target: Target,
    pub from: NaiveDate,
    /// Calendar days, the first one included.
    pub days: i32,
}

impl PlanAct for Publish {
    const NAME: &'static str = "PLAN_PUBLISH";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Voted], "只有表决通过的方案可以公示");
        let least = file.unit.publicity_days;
        let more = self.days.checked_sub(1).and_then(|days| u64::try_from(days).ok());
        let end = more.and_then(|days| self.from.checked_add_days(Days::new(days)));
        reasons
            .need(self.from >= situation.today, "PAST_DATE", "from", "公示不能倒签,请从今天或以后开始")
            .need(self.days >= least, "PUBLICITY_TOO_SHORT", "days", format!("公示不得少于 {least} 天"))
            .need(end.is_some() && self.days <= 366, "PUBLICITY_TOO_LONG", "days", "公示天数过长,请核对");
        reasons.done()?;
        let plan =
            Plan { publicity_from: Some(self.from), publicity_to: end, ..reach(&file.plan, PlanState::Published) };
        let note = format!("自 {} 起公示 {} 天", self.from, self.days);
        Ok(Changes::new(plan, Step::Publish, note, json!({ "from": self.from, "days": self.days })))
    }
}

/// The street approves exactly this content, after publicity.
#[derive(Debug, Clone, Serialize)]
pub struct Approve {
    pub target: Target,
    pub content_hash: String,
    pub idempotency_key: String,
}

impl Approve {
    fn check_objections(reasons: &mut Reasons, file: &PlanFile) {
        let upheld = file
            .objections
            .iter()
            .any(|objection| objection.outcome == Some(ObjectionOutcome::Upheld) && file.current(objection));
        let open = file.objections.iter().any(|objection| objection.member_id.is_none() && objection.outcome.is_none());
        reasons.need(!open, "OPEN_OBJECTION", "plan", "对整个方案的异议尚未答复,请先答复").need(
            !upheld,
            "OBJECTION_UPHELD",
            "plan",
            "有异议成立,请退回草案更正后重新测算和表决",
        );
    }
}

impl PlanAct for Approve {
    const NAME: &'static str = "PLAN_APPROVE";
    const PERMISSION: Permission = Permission::DividendApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let plan = &file.plan;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Published], "只有公示过的方案可以批准");
        need_another(&mut reasons, situation, "批准");
        let voted = file.votes.last().map(|vote| &vote.content_hash);
        let same = unchanged(file)
            && voted == plan.content_hash.as_ref()
            && plan.content_hash.as_ref() == Some(&self.content_hash);
        reasons
            .need(same, "CONTENT_CHANGED", "contentHash", "批准的内容与表决的方案不一致,请核对方案校验值或退回重办")
            .need(
                plan.publicity_to.is_some_and(|last| last < today),
                "PUBLICITY_RUNNING",
                "plan",
                "公示期未满,请期满后批准",
            );
        let lines: i64 = file.own_lines().map(|line| line.amount_fen.0).sum();
        let conserved = lines + plan.carried_forward_fen.0 == plan.distributable_fen.0;
        reasons.need(conserved, "NOT_CONSERVED", "plan", "明细合计加结转不等于可分配总额,请退回重新测算");
        Self::check_objections(&mut reasons, file);
        reasons.done()?;
        let approved = Plan {
            approved_by: Some(situation.actor.name.clone()),
            approved_on: Some(today),
            ..reach(plan, PlanState::Approved)
        };
        let detail = json!({ "lines": plan.participants, "amount": plan.distributable_fen.to_string() });
        Ok(Changes::new(approved, Step::Approve, "批准发放", detail))
    }
}

/// A review sends the plan back; what was calculated and voted is void.
#[derive(Debug, Clone, Serialize)]
pub struct Return {
    pub target: Target,
    pub reason: String,
}

impl PlanAct for Return {
    const NAME: &'static str = "PLAN_RETURN";
    const PERMISSION: Permission = Permission::DividendChallenge;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        use PlanState::{Calculated, Checked, Published, Reviewed, Voted};
        let mut reasons = Reasons::default();
        let states = [Calculated, Checked, Reviewed, Voted, Published];
        situation.need_state(&mut reasons, &states, "已批准的方案不能退回");
        reasons.need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明退回原因");
        reasons.done()?;
        let plan = uncalculated(&situation.file.plan);
        let mut changes = Changes::new(plan, Step::Return, self.reason.trim(), json!({}));
        changes.lines = Some(Vec::new());
        Ok(changes)
    }
}

/// A plan that was not approved is given up.
#[derive(Debug, Clone, Serialize)]
pub struct Cancel {
    pub target: Target,
    pub reason: String,
}

impl PlanAct for Cancel {
    const NAME: &'static str = "PLAN_CANCEL";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        use PlanState::{Calculated, Checked, Draft, Published, Reviewed, Voted};
        let mut reasons = Reasons::default();
        let states = [Draft, Calculated, Checked, Reviewed, Voted, Published];
        situation.need_state(&mut reasons, &states, "已批准的方案不能撤销");
        reasons.need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明撤销原因");
        reasons.done()?;
        let plan = reach(&situation.file.plan, PlanState::Cancelled);
        let mut changes = Changes::new(plan, Step::Cancel, self.reason.trim(), json!({}));
        changes.lines = Some(Vec::new());
        Ok(changes)
    }
}
