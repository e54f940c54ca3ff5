//! What acts on findings and campaigns answer.

use async_graphql::{Context, ID, SimpleObject};

use super::{Campaign, Finding, RuleRunResult};
use crate::{
    access::viewer::Viewer,
    findings::{
        loader::shape::{CAMPAIGN, FINDING},
        rules::workflow::Step,
        service::step,
        store::run::Tally,
    },
    kernel::{
        app::App,
        id,
        payload::{ActName, Problem, payload, split},
        problem::Failure,
    },
};

payload!(FindingPayload, finding: Finding, FINDING, "办理后的问题;被拒时为空。");

impl<A: ActName> FindingPayload<A> {
    /// Takes `step` and answers.
    pub async fn step(ctx: &Context<'_>, finding: ID, version: i32, step: Step) -> Result<Self, Failure> {
        let order = step::Order { finding: id::key(&finding, "fnd"), version, step };
        Self::of(ctx, step::step(ctx.data_unchecked::<App>(), Viewer::of(ctx), order).await).await
    }
}

payload!(CampaignPayload, campaign: Campaign, CAMPAIGN, "办理后的活动;被拒时为空。");

/// 规则运行结果。
#[derive(SimpleObject)]
pub struct FindingsRunPayload {
    /// 结果;被拒时为空。
    run: Option<RuleRunResult>,
    /// 被拒的原因;办成时为空列表。
    problems: Vec<Problem>,
}

impl FindingsRunPayload {
    /// The payload of a run.
    pub fn of(done: Result<Tally, Failure>) -> Result<Self, Failure> {
        let (tally, problems) = split(done)?;
        let run = tally.map(|tally| RuleRunResult {
            hits: tally.hits,
            created: tally.created,
            reopened: tally.reopened,
            candidates: tally.candidates,
        });
        Ok(Self { run, problems })
    }
}
