//! What acts on findings and campaigns answer.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{Context, ID, Object, SimpleObject, TypeName};

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
        payload::{ActName, Problem, noun, split},
        problem::Failure,
    },
};

/// What a step on a finding came to.
pub struct FindingPayload<A> {
    finding: Option<Finding>,
    problems: Vec<Problem>,
    act: PhantomData<A>,
}

impl<A: ActName> TypeName for FindingPayload<A> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Payload", A::NAME).into()
    }
}

/// 办理结果。
#[Object(name_type)]
impl<A: ActName> FindingPayload<A> {
    /// 办理后的问题;被拒时为空。
    async fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    /// 被拒的原因;办成时为空列表。
    async fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<A: ActName> FindingPayload<A> {
    /// Takes `step` and answers.
    pub async fn of(ctx: &Context<'_>, finding: ID, version: i32, step: Step) -> Result<Self, Failure> {
        let order = step::Order { finding: id::key(&finding, "fnd"), version, step };
        let (finding, problems) =
            noun(ctx, &FINDING, step::step(ctx.data_unchecked::<App>(), Viewer::of(ctx), order).await).await?;
        Ok(Self { finding, problems, act: PhantomData })
    }
}

/// What an act on a campaign came to.
pub struct CampaignPayload<A> {
    campaign: Option<Campaign>,
    problems: Vec<Problem>,
    act: PhantomData<A>,
}

impl<A: ActName> TypeName for CampaignPayload<A> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Payload", A::NAME).into()
    }
}

/// 办理结果。
#[Object(name_type)]
impl<A: ActName> CampaignPayload<A> {
    /// 办理后的活动;被拒时为空。
    async fn campaign(&self) -> Option<&Campaign> {
        self.campaign.as_ref()
    }

    /// 被拒的原因;办成时为空列表。
    async fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<A: ActName> CampaignPayload<A> {
    /// The payload of what was done to the campaign with this key.
    pub async fn of(ctx: &Context<'_>, done: Result<i64, Failure>) -> Result<Self, Failure> {
        let (campaign, problems) = noun(ctx, &CAMPAIGN, done).await?;
        Ok(Self { campaign, problems, act: PhantomData })
    }
}

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
