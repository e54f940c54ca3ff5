//! What changed between the rosters of two months.

use async_graphql::{Context, Object};
use entity::vocab::{RosterChangeKind, RosterReason};

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        batch::{Batch, Key},
        money::Fen,
        page::check_first,
        problem::{Failure, nullable},
        time::Month,
    },
    payrolls::model,
    residents::{graphql::Resident, loader::shape::RESIDENT},
    subsidies::graphql::Programme,
};

/// The differences of a programme.
pub struct RosterDiff {
    pub programme: Programme,
    pub diff: model::RosterDiff,
}

/// 一个项目相邻两月名册的变化;复核人据此签字。
#[Object]
impl RosterDiff {
    /// 项目。
    async fn programme(&self) -> &Programme {
        &self.programme
    }

    /// 月份。
    async fn month(&self) -> Month {
        self.diff.month
    }

    /// 对比的上一个月。
    async fn previous_month(&self) -> Month {
        self.diff.before
    }

    /// 分档次的笔数、金额和增减。
    async fn tiers(&self) -> Vec<RosterTier> {
        let code = |tier| self.programme.0.tier_code(tier);
        self.diff.tiers.iter().map(|tier| RosterTier { code: code(tier.tier), diff: *tier }).collect()
    }

    /// 逐人的变化及原因,按档次。
    async fn changes(
        &self,
        #[graphql(desc = "只要这些变化。")] kind: Option<Vec<RosterChangeKind>>,
        #[graphql(desc = "最多几条,1 到 100,默认 20;总数见 tiers。")] first: Option<i32>,
    ) -> Result<Vec<RosterChange>, Failure> {
        let first = usize::try_from(check_first(first)?).unwrap_or_default();
        let wanted =
            self.diff.changes.iter().filter(|change| kind.as_ref().is_none_or(|kinds| kinds.contains(&change.kind)));
        let change = |change: &model::RosterChange| RosterChange {
            tier: self.programme.0.tier_code(change.tier),
            change: change.clone(),
        };
        Ok(wanted.take(first).map(change).collect())
    }
}

/// One tier.
pub struct RosterTier {
    code: String,
    diff: model::TierDiff,
}

/// 一个档次两月的对比。
#[Object]
impl RosterTier {
    /// 档次代码;不分档时为项目代码。
    async fn tier(&self) -> &str {
        &self.code
    }

    /// 上月笔数。
    async fn previous_count(&self) -> i32 {
        self.diff.before.count
    }

    /// 上月金额(元)。
    async fn previous_amount(&self) -> Fen {
        self.diff.before.sum
    }

    /// 本月笔数。
    async fn count(&self) -> i32 {
        self.diff.after.count
    }

    /// 本月金额(元)。
    async fn amount(&self) -> Fen {
        self.diff.after.sum
    }

    /// 新增人数。
    async fn added(&self) -> i32 {
        self.diff.added
    }

    /// 停发人数。
    async fn removed(&self) -> i32 {
        self.diff.removed
    }

    /// 金额变更人数。
    async fn changed(&self) -> i32 {
        self.diff.changed
    }
}

/// One change.
pub struct RosterChange {
    tier: String,
    change: model::RosterChange,
}

/// 名册上一人的变化。
#[Object]
impl RosterChange {
    /// 享受人;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            let row = ctx.data_unchecked::<Batch>().load(Key::new(&RESIDENT, "id", self.change.resident)).await?;
            Ok(row.map(Resident::from))
        })
        .await
    }

    /// 档次代码;不分档时为项目代码。
    async fn tier(&self) -> &str {
        &self.tier
    }

    /// 变化。
    async fn kind(&self) -> RosterChangeKind {
        self.change.kind
    }

    /// 上月金额(元);上月没有时为空。
    async fn previous_amount(&self) -> Option<Fen> {
        self.change.before
    }

    /// 本月金额(元);本月没有时为空。
    async fn amount(&self) -> Option<Fen> {
        self.change.after
    }

    /// 原因。
    async fn reason(&self) -> RosterReason {
        self.change.reason
    }

    /// 原因的说明。
    async fn explanation(&self) -> &str {
        &self.change.explain
    }
}
