//! `viewer`: who the server takes the caller for.

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::Role;

use super::{policy::Permission, viewer};
use crate::{
    kernel::app::App,
    kernel::problem::{Failure, nullable},
    residents::{graphql::Unit, service},
};

/// 当前登录者:账号、岗位、权限与可见范围。
#[derive(Debug, SimpleObject)]
pub struct Viewer {
    /// 账号名。
    account: String,
    /// 显示名称。
    display_name: String,
    /// 岗位角色。
    role: Role,
    /// 岗位所属单位;街道级岗位为空。
    unit: Option<Unit>,
    /// 岗位拥有的权限。
    permissions: Vec<&'static str>,
}

/// Root field of this domain.
#[derive(Default)]
pub struct AccessQuery;

#[Object]
impl AccessQuery {
    /// 当前登录者;未登录时为空。
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer, Failure>> {
        nullable(async {
            let Some(account) = &viewer::Viewer::of(ctx).0 else { return Ok(None) };
            let units = service::units(ctx.data_unchecked::<App>()).await?;
            Ok(Some(Viewer {
                account: account.name.clone(),
                display_name: account.display_name.clone(),
                role: account.role,
                unit: account.unit_id.and_then(|id| units.get(id)).map(Unit),
                permissions: account.permissions().map(Permission::as_str).collect(),
            }))
        })
        .await
    }
}
