//! Service points.

use async_graphql::{Context, ID, Object};
use entity::vocab::ServicePointKind;

use crate::{
    kernel::{
        app::App,
        id,
        location::Location,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, TimeOfDay},
    },
    residents::graphql::{Unit, unit_at},
    services::{loader::filter::ServicePointState, rules::point::state_on},
};

/// A planned row of `service_point`.
#[derive(Clone)]
pub struct ServicePoint(Row);

impl From<Row> for ServicePoint {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 服务点(设施):居民就近办事、接受服务的地方。
#[Object]
impl ServicePoint {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("spt", self.0.id()?).into())
    }

    /// 类别。
    async fn kind(&self) -> Result<ServicePointKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 名称。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 所在单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 是否为街道级(服务全街道)。
    async fn street_level(&self) -> Result<bool, Failure> {
        Ok(self.0.get("street_level")?)
    }

    /// 地址。
    async fn address(&self) -> Result<String, Failure> {
        Ok(self.0.get("address")?)
    }

    /// 位置(经纬度)。
    async fn location(&self) -> Result<Location, Failure> {
        Ok(Location::new(self.0.get("latitude")?, self.0.get("longitude")?))
    }

    /// 第三方运营机构;街道、村(社区)自办的为空。
    async fn operator(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("operator")?) }).await
    }

    /// 星级,1 到 5;未评定的为空。
    async fn star(&self) -> Option<Result<i32, Failure>> {
        nullable(async { Ok(self.0.get("star")?) }).await
    }

    /// 启用日;在将来的为计划启用日。
    async fn opened_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("opened_on")?))
    }

    /// 关停日(当日起不再服务);未关停的为空。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<_>>("closed_on")?.map(Date)) }).await
    }

    /// 判定日的状态。
    async fn state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<ServicePointState, Failure> {
        let day = as_of.map_or_else(|| ctx.data_unchecked::<App>().clock.today(), |date| date.0);
        Ok(state_on(self.0.get("opened_on")?, self.0.get("closed_on")?, day).into())
    }

    /// 开放时间,按星期和时刻。
    async fn opening_hours(&self, ctx: &Context<'_>) -> Result<Vec<OpeningHours>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(OpeningHours).collect())
    }

    /// 版本号,每次变更加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `service_point_hours`.
pub struct OpeningHours(Row);

/// 一段开放时间。
#[Object]
impl OpeningHours {
    /// 星期,1(周一)到 7(周日)。
    async fn weekday(&self) -> Result<i32, Failure> {
        Ok(self.0.get("weekday")?)
    }

    /// 开门时刻。
    async fn opens(&self) -> Result<TimeOfDay, Failure> {
        Ok(TimeOfDay(self.0.get("opens")?))
    }

    /// 关门时刻。
    async fn closes(&self) -> Result<TimeOfDay, Failure> {
        Ok(TimeOfDay(self.0.get("closes")?))
    }
}
