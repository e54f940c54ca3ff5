//! Acts on service points.

use async_graphql::{Context, Object};

use super::{
    input::{ServicePointCloseInput, ServicePointOpenInput, ServicePointReviseInput, target},
    payload::PointPayload,
};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, problem::Failure},
    services::service,
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(ServicePointOpen, ServicePointRevise, ServicePointClose);
}

/// Acts on service points.
#[derive(Default)]
pub struct ServicePointMutation;

#[Object]
impl ServicePointMutation {
    /// 开设服务点,或为将来的日期计划开设。
    async fn service_point_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServicePointOpenInput,
    ) -> Result<PointPayload<act::ServicePointOpen>, Failure> {
        let done = service::open(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        PointPayload::of(ctx, done).await
    }

    /// 更正服务点的登记内容;搬迁应关停后另行开设,以保留历史。
    async fn service_point_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServicePointReviseInput,
    ) -> Result<PointPayload<act::ServicePointRevise>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let target = target(&input.service_point, input.version);
        PointPayload::of(ctx, service::revise(app, viewer, target, input.into()).await).await
    }

    /// 关停服务点;还有服务没有办结的退役军人服务站不能关停。
    async fn service_point_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServicePointCloseInput,
    ) -> Result<PointPayload<act::ServicePointClose>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let target = target(&input.service_point, input.version);
        let done = service::close(app, viewer, target, input.closed_on.0, &input.reason).await;
        PointPayload::of(ctx, done).await
    }
}
