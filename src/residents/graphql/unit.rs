//! Units.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::vocab::UnitKind;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{graphql::Collective, loader::shape::COLLECTIVE},
    kernel::{
        batch::{Batch, Key},
        fault::Fault,
        id,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::model::{UnitRecord, Units},
};

/// 历任区划代码及其有效期。
#[derive(Debug, SimpleObject)]
pub struct DivisionCode {
    /// 12 位统计用区划代码。
    code: String,
    /// 启用日期。
    valid_from: Date,
    /// 停用日期(不含);仍有效时为空。
    valid_to: Option<Date>,
}

/// A village or community, from memory.
#[derive(Debug, Clone)]
pub struct Unit(pub Arc<UnitRecord>);

/// 村或社区(全街道 12 个)。
#[Object]
impl Unit {
    /// 全局标识。
    pub async fn id(&self) -> ID {
        id::encode("unt", self.0.id).into()
    }

    /// 现行 12 位统计用区划代码。
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 名称。
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 类别。
    async fn kind(&self) -> UnitKind {
        self.0.kind
    }

    /// 历任代码(2021 年区划调整前后不同),由旧到新。
    async fn codes(&self) -> Vec<DivisionCode> {
        let code = |dated: &crate::residents::model::DatedCode| DivisionCode {
            code: dated.code.clone(),
            valid_from: Date(dated.valid_from),
            valid_to: dated.valid_to.map(Date),
        };
        self.0.codes.iter().map(code).collect()
    }

    /// 所在地的农村集体经济组织;没有或不在可见范围时为空,无权查看租赁的岗位不可用。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::LeaseRead)?;
            let key = Key::new(&COLLECTIVE, "unit_id", self.0.id);
            Ok(ctx.data_unchecked::<Batch>().load(key).await?.map(Collective::from))
        })
        .await
    }
}

/// The unit that `column` of `row` names.
///
/// # Errors
/// A fault when the column was not planned or names no unit.
pub fn unit_at(ctx: &Context<'_>, row: &Row, column: &str) -> Result<Unit, Failure> {
    let units = ctx.data_unchecked::<Arc<Units>>();
    let key = row.get::<i64>(column)?;
    Ok(units.get(key).map(Unit).ok_or_else(|| Fault::Corrupt(format!("unit {key} is not known")))?)
}
