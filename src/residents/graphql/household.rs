//! Households.

use async_graphql::{Context, ID, Object};
use entity::vocab::RecordOrigin;

use super::{Resident, Unit, unit_at};
use crate::access::{policy::Permission, viewer::Viewer};
use crate::assets::graphql::Lessee;
use crate::kernel::{
    id,
    location::Location,
    money::Fen,
    plan::Row,
    problem::{Failure, nullable},
};
use crate::veterans::graphql::VeteranBenefit;

/// A planned row of `household`.
#[derive(Clone)]
pub struct Household(Row);

impl From<Row> for Household {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 住户(户口簿)。
#[Object]
impl Household {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("hou", self.0.id()?).into())
    }

    /// 户号。
    async fn number(&self) -> Result<String, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 户籍所在单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 地址,最细到楼幢。
    async fn address(&self) -> Result<String, Failure> {
        Ok(self.0.get("address")?)
    }

    /// 所在楼幢的位置(经纬度);未定位时为空,无权查看居民的岗位不可用。
    async fn location(&self, ctx: &Context<'_>) -> Option<Result<Location, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            let place = self.0.get::<Option<i32>>("latitude")?.zip(self.0.get::<Option<i32>>("longitude")?);
            Ok(place.map(|(latitude, longitude)| Location::new(latitude, longitude)))
        })
        .await
    }

    /// 经核对的家庭人均月收入(元);未核对时为空。
    async fn income_per_capita(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("income_per_capita_fen")?) }).await
    }

    /// 向村集体承租的记录(每个集体一份),由此可见其租赁;无权查看租赁的岗位不可用。
    async fn lessees(&self, ctx: &Context<'_>) -> Result<Vec<Lessee>, Failure> {
        Viewer::of(ctx).permit(Permission::LeaseRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Lessee::from).collect())
    }

    /// 家庭成员(可见范围内)。
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Resident>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Resident::from).collect())
    }

    /// 光荣牌,新的在前;收回的也在内。
    async fn plaques(&self, ctx: &Context<'_>) -> Result<Vec<VeteranBenefit>, Failure> {
        Viewer::of(ctx).permit(Permission::VeteranRead)?;
        Ok(self.0.list(ctx).await?.rows().map(VeteranBenefit::from).collect())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }
}
