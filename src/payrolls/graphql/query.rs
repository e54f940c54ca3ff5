//! Root fields of payrolls.

use async_graphql::{Context, Object};

use super::{Payroll, Recovery, diff::RosterDiff, parts::BankFormat};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        page::Connection,
        plan,
        problem::{Failure, nullable},
        time::Month,
    },
    payrolls::{
        loader::{
            filter::{PayrollFilter, RecoveryFilter},
            request,
            shape::{PAYROLL, RECOVERY},
        },
        service::read,
    },
    residents::loader::filter::Asker,
    subsidies::{self, graphql::Programme},
};

/// Root fields of this domain.
#[derive(Default)]
pub struct PayrollsQuery;

#[Object]
impl PayrollsQuery {
    /// 发放批次列表,月份晚的在前。
    async fn payrolls(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayrollFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Payroll>, Failure> {
        Viewer::of(ctx).permit(Permission::PayrollRead)?;
        let request = request::payrolls(Asker::of(ctx), filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &PAYROLL, request).await?.into())
    }

    /// 某项目某月正常批次与上月相比的名册变化及原因;该月没有批次时为空。
    async fn roster_diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "项目代码,如 \"ZLJ\"。")] programme: String,
        #[graphql(desc = "月份。")] month: Month,
    ) -> Option<Result<RosterDiff, Failure>> {
        nullable(async {
            let app = ctx.data_unchecked::<App>();
            let diff = read::roster_diff(app, Viewer::of(ctx), &programme, month).await?;
            let programmes = subsidies::service::programmes(app).await?;
            let found = diff.and_then(|diff| {
                let programme = Programme(programmes.get(diff.programme).map(std::sync::Arc::clone)?);
                Some(RosterDiff { programme, diff })
            });
            Ok(found)
        })
        .await
    }

    /// 银行文件格式,按代码。
    async fn bank_formats(&self, ctx: &Context<'_>) -> Result<Vec<BankFormat>, Failure> {
        let formats = read::formats(ctx.data_unchecked::<App>(), Viewer::of(ctx)).await?;
        Ok(formats.into_iter().map(BankFormat::from).collect())
    }

    /// 追回列表(可见范围内),按登记次序。
    async fn recoveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RecoveryFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Recovery>, Failure> {
        Viewer::of(ctx).permit(Permission::PaymentRead)?;
        let request = request::recoveries(Asker::of(ctx), filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &RECOVERY, request).await?.into())
    }
}
