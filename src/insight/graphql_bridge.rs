//! Participants of one year against the next, in the graph.

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::MembershipReason;

use super::{
    dividends::{Bridge, DividendCell, Movement},
    rules::{Size, hidden},
};
use crate::{
    dividends::{
        graphql::PayoutLine,
        loader::{
            filter_line::{MovementFilter, MovementKind, PayoutLineFilter},
            request,
            shape::LINE,
        },
    },
    kernel::{disclosure::Thresholds, page::Connection, plan, problem::Failure},
    residents::loader::filter::Asker,
};

/// 按原因分的人数。
#[derive(Debug, SimpleObject)]
pub struct BridgeReason {
    /// 原因;只因持股变动而参与或不再参与的为空。
    reason: Option<MembershipReason>,
    /// 人数;被隐藏时为空。
    count: Option<i64>,
    /// 因人数过少而隐藏。
    suppressed: bool,
}

/// Participants of one year against the next.
pub struct ParticipantsBridge {
    year: i32,
    bridge: Bridge,
    codes: Option<Vec<String>>,
    /// The parts, in the order of [`Part`]; none where hidden.
    parts: Vec<Option<i64>>,
    hide: Option<Thresholds>,
}

/// The parts of the bridge, which add up to its total.
#[derive(Clone, Copy)]
enum Part {
    NewUnits,
    EndedUnits,
    Joined,
    Left,
    CooperativeNet,
    OverlapChange,
}

impl ParticipantsBridge {
    /// A bridge whose small parts are hidden where `hide` says so, together with the next smallest: one hidden part
    /// would follow from the others.
    #[must_use]
    pub fn new(year: i32, bridge: Bridge, codes: Option<Vec<String>>, hide: Option<Thresholds>) -> Self {
        let counts = [
            bridge.new_units.all(),
            bridge.ended_units.all(),
            bridge.joined.of_groups(),
            bridge.left.of_groups(),
            bridge.cooperative_net(),
            bridge.overlap_change(),
        ];
        let parts = Self::hidden(&counts, hide);
        Self { year, bridge, codes, parts, hide }
    }

    fn hidden(counts: &[i64], hide: Option<Thresholds>) -> Vec<Option<i64>> {
        let Some(thresholds) = hide else { return counts.iter().copied().map(Some).collect() };
        let sizes: Vec<Size> = counts.iter().map(|count| Size::of(*count, thresholds.any)).collect();
        // What is zero is known to be, and would hide nothing beside it.
        let whole = [counts.iter().enumerate().filter(|(_, count)| **count != 0).map(|(at, _)| at).collect()];
        counts.iter().zip(hidden(&sizes, &whole)).map(|(count, hide)| (!hide).then_some(*count)).collect()
    }

    fn part(&self, part: Part) -> Option<i64> {
        self.parts.get(part as usize).copied().flatten()
    }

    fn persons(cell: &DividendCell) -> Option<i64> {
        (!cell.suppressed).then_some(cell.persons)
    }

    /// By reason; all hidden where their sum is.
    fn reasons(&self, movement: &Movement, sum: Part) -> Vec<BridgeReason> {
        let reasons = movement.by_reason();
        let counts: Vec<i64> = reasons.values().copied().collect();
        let whole = self.part(sum).is_some();
        let shown = Self::hidden(&counts, self.hide).into_iter().map(|count| count.filter(|_| whole));
        let rows = reasons.into_keys().zip(shown);
        rows.map(|(reason, count)| BridgeReason { reason, count, suppressed: count.is_none() }).collect()
    }

    async fn lines(
        &self,
        ctx: &Context<'_>,
        (kind, reason): (MovementKind, Option<Vec<MembershipReason>>),
        (first, after): (Option<i32>, Option<String>),
    ) -> Result<Connection<PayoutLine>, Failure> {
        let filter = PayoutLineFilter {
            movement: Some(MovementFilter { kind, year: self.year, reason }),
            unit: self.codes.clone(),
            ..PayoutLineFilter::default()
        };
        let request = request::lines(Asker::of(ctx), Some(&filter), None, (first, after))?;
        Ok(plan::find_page(ctx, &LINE, request).await?.into())
    }
}

/// 参与人员的增减构成:上年人数 + 新单位 - 停分单位 + 加入 - 退出 + 合作社净增 + 重复变动 = 本年人数。加入和退出只计村民小组和股份制小组中两年都分配的单位。
#[Object]
impl ParticipantsBridge {
    /// 本年。
    async fn year(&self) -> i32 {
        self.year
    }

    /// 上年参与人数(不同的人)。
    async fn previous(&self) -> Option<i64> {
        Self::persons(&self.bridge.before)
    }

    /// 本年参与人数(不同的人)。
    async fn current(&self) -> Option<i64> {
        Self::persons(&self.bridge.now)
    }

    /// 本年开始分配的单位的参与人数。
    async fn new_units(&self) -> Option<i64> {
        self.part(Part::NewUnits)
    }

    /// 本年不再分配的单位上年的参与人数。
    async fn ended_units(&self) -> Option<i64> {
        self.part(Part::EndedUnits)
    }

    /// 加入人数。
    async fn joined(&self) -> Option<i64> {
        self.part(Part::Joined)
    }

    /// 加入人数按原因。
    async fn joined_by(&self) -> Vec<BridgeReason> {
        self.reasons(&self.bridge.joined, Part::Joined)
    }

    /// 退出人数。
    async fn left(&self) -> Option<i64> {
        self.part(Part::Left)
    }

    /// 退出人数按原因。
    async fn left_by(&self) -> Vec<BridgeReason> {
        self.reasons(&self.bridge.left, Part::Left)
    }

    /// 两年都分配的合作社的净增人数。
    async fn cooperative_net(&self) -> Option<i64> {
        self.part(Part::CooperativeNet)
    }

    /// 重复变动:同时在两个单位参与的人增加则为负。
    async fn overlap_change(&self) -> Option<i64> {
        self.part(Part::OverlapChange)
    }

    /// 以上各项合计,即人数增减。
    async fn total(&self) -> Option<i64> {
        Self::persons(&self.bridge.before).and(Self::persons(&self.bridge.now)).map(|_| self.bridge.total())
    }

    /// 加入的明细(含合作社),到人;无权查看分配的岗位不可用。
    async fn joined_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "只要这些原因的;不给则全部。")] reason: Option<Vec<MembershipReason>>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        self.lines(ctx, (MovementKind::Joined, reason), (first, after)).await
    }

    /// 退出的上年明细(含合作社),到人;无权查看分配的岗位不可用。
    async fn left_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "只要这些原因的;不给则全部。")] reason: Option<Vec<MembershipReason>>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        self.lines(ctx, (MovementKind::Left, reason), (first, after)).await
    }

    /// 新单位的明细,到人;无权查看分配的岗位不可用。
    async fn new_unit_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        self.lines(ctx, (MovementKind::NewUnit, None), (first, after)).await
    }

    /// 停分单位的上年明细,到人;无权查看分配的岗位不可用。
    async fn ended_unit_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        self.lines(ctx, (MovementKind::EndedUnit, None), (first, after)).await
    }
}
