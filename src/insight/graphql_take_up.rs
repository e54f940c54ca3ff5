//! Take-up in the graph.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::{service_take_up, take_up};
use crate::{
    kernel::{app::App, problem::Failure, ratio::Percent, time::Date},
    residents::{graphql::Unit, loader::filter::Asker, model::Units},
    subsidies::graphql::{Programme, programme_named},
};

/// Entitled people of a unit, or of all that the viewer may count.
pub struct TakeUpCell(take_up::TakeUpCell);

impl TakeUpCell {
    fn shown<T>(&self, value: T) -> Option<T> {
        (!self.0.suppressed).then_some(value)
    }
}

/// 一个单位(或合计)的应享与在享人数。
#[Object]
impl TakeUpCell {
    /// 户籍单位;合计为空。
    async fn unit(&self, ctx: &Context<'_>) -> Option<Unit> {
        ctx.data_unchecked::<Arc<Units>>().get(self.0.unit?).map(Unit)
    }

    /// 判定日符合资格的人数;被隐藏时为空。
    async fn entitled(&self) -> Option<i64> {
        self.shown(self.0.entitled)
    }

    /// 其中当月有该项目待遇的人数;被隐藏时为空。
    async fn enrolled(&self) -> Option<i64> {
        self.shown(self.0.enrolled)
    }

    /// 应享未享人数 = 符合资格 - 在享;被隐藏时为空。
    async fn missing(&self) -> Option<i64> {
        self.shown(self.0.missing())
    }

    /// 落实率 = 在享 / 符合资格,百分数;无人符合资格或被隐藏时为空。
    async fn rate(&self) -> Option<Percent> {
        self.shown(self.0.rate()).flatten()
    }

    /// 因人数过少而隐藏(含为防止倒算而一并隐藏)。
    async fn suppressed(&self) -> bool {
        self.0.suppressed
    }
}

/// 一个项目的落实情况。
#[derive(SimpleObject)]
pub struct TakeUp {
    /// 项目。
    programme: Programme,
    /// 判定日。
    as_of: Date,
    /// 各户籍单位,按代码;无人符合资格的不出现。
    cells: Vec<TakeUpCell>,
    /// 合计。
    total: TakeUpCell,
}

/// Root field of take-up.
#[derive(Default)]
pub struct TakeUpQuery;

#[Object]
impl TakeUpQuery {
    /// 项目的落实率:符合资格的人(当日在世、户籍在本街道)中有多少在享。缺少事实、尚不能判定的不计为符合。无权查看资格依据的岗位
    /// 按当月最后一天(当月为今天)判定,人数过少的格子隐藏。
    async fn take_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "项目代码,如 \"ZLJ\"。")] programme: String,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<TakeUp, Failure> {
        let asker = Asker::of(ctx);
        let programme = programme_named(ctx, &programme)?;
        let day = as_of.map_or(asker.today, |date| date.0);
        let taken = service_take_up::take_up(ctx.data_unchecked::<App>(), asker, programme, day).await;
        let (day, cells, total) = taken?;
        Ok(TakeUp {
            programme: Programme(Arc::clone(programme)),
            as_of: Date(day),
            cells: cells.into_iter().map(TakeUpCell).collect(),
            total: TakeUpCell(total),
        })
    }
}
