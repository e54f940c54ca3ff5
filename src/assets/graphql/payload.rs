//! What acts on assets and leases answer.

use async_graphql::{Context, SimpleObject};

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
        payload::{ActName, Problem, payload, split},
        problem::Failure,
    },
};

payload!(LeasePayload, lease: Lease, LEASE, "办理后的租赁;被拒时为空。");

impl<A: ActName> LeasePayload<A> {
    /// Does `act` and answers.
    pub async fn act(ctx: &Context<'_>, act: impl LeaseAct) -> Result<Self, Failure> {
        Self::of(ctx, service::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), act).await).await
    }
}

payload!(AssetPayload, asset: Asset, ASSET, "办理后的资产;被拒时为空。");

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
