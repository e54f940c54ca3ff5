//! Coverage in the graph.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::ServicePointKind;

use super::{coverage, service_coverage};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, problem::Failure, ratio::Percent, time::Date},
    residents::{graphql::Unit, model::Units},
};

/// 步行可达的计算依据。
#[derive(Debug, SimpleObject)]
pub struct WalkingAssumption {
    /// 步行速度(米/分钟)。
    metres_per_minute: i32,
    /// 道路绕行系数:步行路程占直线距离的百分数(130 表示 1.3 倍)。
    detour_percent: i32,
    /// 由此折算的直线距离(米,取整)。
    straight_metres: i64,
    /// 速度与绕行系数的出处。
    source: String,
    /// 服务圈的出处;该类服务点没有规定服务圈的为空。
    circle_source: Option<String>,
    /// 速度与绕行系数的启用日。
    valid_from: Date,
}

/// Residents of a unit, or of all that the viewer sees.
pub struct CoverageCell(coverage::CoverageCell);

impl CoverageCell {
    fn shown<T>(&self, value: T) -> Option<T> {
        (!self.0.suppressed).then_some(value)
    }
}

/// 一个单位(或合计)的步行覆盖情况。
#[Object]
impl CoverageCell {
    /// 居住单位;合计为空。
    async fn unit(&self, ctx: &Context<'_>) -> Option<Unit> {
        ctx.data_unchecked::<Arc<Units>>().get(self.0.unit?).map(Unit)
    }

    /// 判定日居住在此的人数;被隐藏时为空。
    async fn residents(&self) -> Option<i64> {
        self.shown(self.0.residents)
    }

    /// 其中所在楼幢已定位的人数;被隐藏时为空。
    async fn located(&self) -> Option<i64> {
        self.shown(self.0.located)
    }

    /// 其中步行可达的人数;被隐藏时为空。
    async fn covered(&self) -> Option<i64> {
        self.shown(self.0.covered)
    }

    /// 步行可达的人数占已定位人数的比例;无人已定位或被隐藏时为空。
    async fn share(&self) -> Option<Percent> {
        self.shown(self.0.share()).flatten()
    }

    /// 因人数过少而隐藏(含为防止倒算而一并隐藏)。
    async fn suppressed(&self) -> bool {
        self.0.suppressed
    }
}

/// Coverage of the residents that the viewer may count.
pub struct Coverage(coverage::Coverage);

/// 服务点的步行覆盖:按直线距离和绕行系数折算,不按实际道路。
#[Object]
impl Coverage {
    /// 服务点类别。
    async fn kind(&self) -> ServicePointKind {
        self.0.kind
    }

    /// 步行分钟数。
    async fn minutes(&self) -> i32 {
        self.0.minutes
    }

    /// 判定日。
    async fn as_of(&self) -> Date {
        Date(self.0.day)
    }

    /// 判定日开放的该类服务点数(全街道)。
    async fn points(&self) -> usize {
        self.0.points
    }

    /// 全街道单位数。
    async fn units(&self, ctx: &Context<'_>) -> usize {
        ctx.data_unchecked::<Arc<Units>>().0.len()
    }

    /// 判定日自有(不含街道级)该类服务点的单位数。
    async fn units_with_point(&self) -> usize {
        self.0.units_with_point
    }

    /// 计算依据。
    async fn assumption(&self) -> WalkingAssumption {
        let assumption = &self.0.assumption;
        WalkingAssumption {
            metres_per_minute: assumption.metres_per_minute,
            detour_percent: assumption.detour_percent,
            straight_metres: self.0.straight_metres,
            source: assumption.source.clone(),
            circle_source: self.0.circle.as_ref().map(|circle| circle.source.clone()),
            valid_from: Date(assumption.valid_from),
        }
    }

    /// 各居住单位,按代码;单位岗位只有本单位。
    async fn cells(&self) -> Vec<CoverageCell> {
        self.0.cells.iter().copied().map(CoverageCell).collect()
    }

    /// 所列单位的合计。
    async fn total(&self) -> CoverageCell {
        CoverageCell(self.0.total)
    }
}

/// Root field of coverage.
#[derive(Default)]
pub struct CoverageQuery;

#[Object]
impl CoverageQuery {
    /// 判定日居民步行到达某类服务点的覆盖情况。就近可用任一服务点;村(社区)退役军人服务站只服务本单位居民,街道级的服务所有人。
    /// 无权查看全部居民的岗位,居住、可达或不可达人数少于 3 人的格子隐藏。
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "服务点类别。")] kind: ServicePointKind,
        #[graphql(desc = "步行分钟数,5 到 60 之间 5 的倍数;不给则按该类服务圈。")] minutes: Option<i32>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Coverage, Failure> {
        let app = ctx.data_unchecked::<App>();
        let day = as_of.map_or_else(|| app.clock.today(), |date| date.0);
        let units = ctx.data_unchecked::<Arc<Units>>();
        service_coverage::coverage(app, Viewer::of(ctx), units, (kind, minutes, day)).await.map(Coverage)
    }
}
