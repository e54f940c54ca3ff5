//! What acts on assets and leases answer.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{Context, Object, SimpleObject, TypeName};

use super::{Asset, Lease};
use crate::{
    access::viewer::Viewer,
    assets::{
        loader::shape::{ASSET, LEASE},
        service::{self, LeaseAct, issue::Issued},
    },
    kernel::{
        app::App,
        batch::{Batch, Key},
        money::Fen,
        payload::{ActName, Problem, noun, split},
        problem::Failure,
    },
};

/// What an act on a lease came to.
pub struct LeasePayload<A> {
    lease: Option<Lease>,
    problems: Vec<Problem>,
    act: PhantomData<A>,
}

impl<A: ActName> TypeName for LeasePayload<A> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Payload", A::NAME).into()
    }
}

/// 办理结果。
#[Object(name_type)]
impl<A: ActName> LeasePayload<A> {
    /// 办理后的租赁;被拒时为空。
    async fn lease(&self) -> Option<&Lease> {
        self.lease.as_ref()
    }

    /// 被拒的原因;办成时为空列表。
    async fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<A: ActName> LeasePayload<A> {
    /// The payload of what was done to a lease with this key.
    pub async fn of(ctx: &Context<'_>, done: Result<i64, Failure>) -> Result<Self, Failure> {
        let (lease, problems) = noun(ctx, &LEASE, done).await?;
        Ok(Self { lease, problems, act: PhantomData })
    }

    /// Does `act` and answers.
    pub async fn act(ctx: &Context<'_>, act: impl LeaseAct) -> Result<Self, Failure> {
        Self::of(ctx, service::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), act).await).await
    }
}

/// What an act on an asset came to.
pub struct AssetPayload<A> {
    asset: Option<Asset>,
    problems: Vec<Problem>,
    act: PhantomData<A>,
}

impl<A: ActName> TypeName for AssetPayload<A> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Payload", A::NAME).into()
    }
}

/// 办理结果。
#[Object(name_type)]
impl<A: ActName> AssetPayload<A> {
    /// 办理后的资产;被拒时为空。
    async fn asset(&self) -> Option<&Asset> {
        self.asset.as_ref()
    }

    /// 被拒的原因;办成时为空列表。
    async fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<A: ActName> AssetPayload<A> {
    /// The payload of what was done to an asset with this key.
    pub async fn of(ctx: &Context<'_>, done: Result<i64, Failure>) -> Result<Self, Failure> {
        let (asset, problems) = noun(ctx, &ASSET, done).await?;
        Ok(Self { asset, problems, act: PhantomData })
    }
}

/// 一份租赁的出账结果。
#[derive(SimpleObject)]
pub struct RentBillsIssueItem {
    /// 租赁;被拒且不在可见范围时为空。
    lease: Option<Lease>,
    /// 新出账单张数。
    bills: i32,
    /// 新出账单金额合计(元)。
    amount: Fen,
    /// 被拒的原因;办成时为空列表。
    problems: Vec<Problem>,
}

/// 批量出账结果,逐份租赁作答。
#[derive(SimpleObject)]
pub struct RentBillsIssuePayload {
    /// 各租赁的结果:指定租赁时逐一作答,否则只列有新账单的租赁。
    items: Vec<RentBillsIssueItem>,
    /// 整体被拒的原因;办成时为空列表。
    problems: Vec<Problem>,
}

impl RentBillsIssuePayload {
    /// The payload of what was issued.
    pub async fn of(ctx: &Context<'_>, done: Result<Vec<Issued>, Failure>) -> Result<Self, Failure> {
        let (issued, problems) = split(done)?;
        let mut items = Vec::new();
        for one in issued.unwrap_or_default() {
            let lease = ctx.data_unchecked::<Batch>().load(Key::new(&LEASE, "id", one.lease)).await?;
            let problems = one.problem.into_iter().map(Problem::from).collect();
            items.push(RentBillsIssueItem {
                lease: lease.map(Lease::from),
                bills: one.bills,
                amount: one.amount,
                problems,
            });
        }
        Ok(Self { items, problems })
    }
}
