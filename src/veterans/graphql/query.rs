//! Root fields of veterans.

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::{BenefitKind, CardState, ContactClass, VeteranCategory};

use super::{ServiceEvent, Veteran, VeteranBenefit};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{page::Connection, plan, problem::Failure, time::Date},
    residents::loader::filter::Asker,
    veterans::loader::{
        filter::VeteranFilter,
        filter_benefit::VeteranBenefitFilter,
        filter_service::{ServiceEventFilter, ServiceEventOrder},
        request,
        shape::{BENEFIT, EVENT, VETERAN},
    },
};

/// 一类对象的联系周期。
#[derive(Debug, SimpleObject)]
pub struct ContactInterval {
    /// 联系走访类别。
    class: ContactClass,
    /// 起用日。
    valid_from: Date,
    /// 每期月数。
    months: i32,
    /// 依据。
    source: String,
}

/// 优待证一步的办理时限。
#[derive(Debug, SimpleObject)]
pub struct CardStepLimit {
    /// 处于该状态时。
    state: CardState,
    /// 应在这么多天内办完下一步。
    days: i32,
    /// 下一步的名称。
    source: String,
}

/// 一条政策:哪类人员符合哪个事项的条件。
#[derive(Debug, SimpleObject)]
pub struct EntitlementRule {
    /// 事项。
    kind: BenefitKind,
    /// 类别。
    category: VeteranCategory,
    /// 抚恤项目代码;其他事项为空。
    programme: Option<String>,
    /// 最低周岁;不限时为空。
    min_age: Option<i32>,
    /// 起用日。
    valid_from: Date,
    /// 停用日(不含);现行时为空。
    valid_to: Option<Date>,
    /// 依据。
    source: String,
}

/// 退役军人工作的政策参数。
#[derive(Debug, SimpleObject)]
pub struct VeteranPolicy {
    /// 联系周期。
    contact_intervals: Vec<ContactInterval>,
    /// 优待证办理时限。
    card_step_limits: Vec<CardStepLimit>,
    /// 优待抚恤条件。
    entitlement_rules: Vec<EntitlementRule>,
}

/// Root fields of this domain.
#[derive(Default)]
pub struct VeteransQuery;

#[Object]
impl VeteransQuery {
    /// 退役军人档案(可见范围内;村、社区服务站只见本站)。
    async fn veterans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<VeteranFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Veteran>, Failure> {
        let request = request::veterans(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &VETERAN, request).await?.into())
    }

    /// 服务(可见范围内),新的在前。
    async fn service_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ServiceEventFilter>,
        #[graphql(desc = "排序;不给则新的在前。")] order_by: Option<ServiceEventOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<ServiceEvent>, Failure> {
        let request = request::events(Asker::of(ctx), (filter.as_ref(), order_by), (first, after))?;
        Ok(plan::find_page(ctx, &EVENT, request).await?.into())
    }

    /// 优待抚恤事项(可见范围内)。
    async fn veteran_benefits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<VeteranBenefitFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<VeteranBenefit>, Failure> {
        let request = request::benefits(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &BENEFIT, request).await?.into())
    }

    /// 退役军人工作的政策参数:联系周期、办证时限、优待抚恤条件。
    async fn veteran_policy(&self, ctx: &Context<'_>) -> Result<VeteranPolicy, Failure> {
        Viewer::of(ctx).permit(Permission::VeteranRead)?;
        let policy = Asker::of(ctx).policy;
        let interval = |row: &entity::contact_interval::Model| ContactInterval {
            class: row.class,
            valid_from: Date(row.valid_from),
            months: row.months,
            source: row.source.clone(),
        };
        let limit = |row: &entity::card_step_limit::Model| CardStepLimit {
            state: row.state,
            days: row.days,
            source: row.source.clone(),
        };
        let rule = |row: &entity::veteran_entitlement::Model| EntitlementRule {
            kind: row.kind,
            category: row.category,
            programme: row.programme.clone(),
            min_age: row.min_age,
            valid_from: Date(row.valid_from),
            valid_to: row.valid_to.map(Date),
            source: row.source.clone(),
        };
        Ok(VeteranPolicy {
            contact_intervals: policy.intervals.iter().map(interval).collect(),
            card_step_limits: policy.limits.iter().map(limit).collect(),
            entitlement_rules: policy.entitlements.iter().map(rule).collect(),
        })
    }
}
