//! Acts on services.

use async_graphql::{Context, Object};

use super::{
    input_service::{
        ServiceAcceptInput, ServiceAssignInput, ServiceCloseInput, ServiceCompleteInput, ServiceFollowUpInput,
        ServiceReferInput, ServiceRegisterInput, ServiceReturnInput, ServiceStartInput, ServiceWithdrawInput,
    },
    payload::EventPayload,
};
use crate::{
    kernel::problem::Failure,
    veterans::service::{
        close::{Close, Complete, FollowUp},
        serve::{Accept, Assign, Refer, Register, Return, Start, Withdraw},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        ServiceRegister,
        ServiceAccept,
        ServiceAssign,
        ServiceStart,
        ServiceRefer,
        ServiceReturn,
        ServiceComplete,
        ServiceFollowUp,
        ServiceClose,
        ServiceWithdraw,
    );
}

/// Acts on services.
#[derive(Default)]
pub struct ServiceMutation;

#[Object]
impl ServiceMutation {
    /// 登记服务。
    async fn service_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceRegisterInput,
    ) -> Result<EventPayload<act::ServiceRegister>, Failure> {
        EventPayload::act(ctx, Register::from(input)).await
    }

    /// 受理服务。
    async fn service_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceAcceptInput,
    ) -> Result<EventPayload<act::ServiceAccept>, Failure> {
        EventPayload::act(ctx, Accept::from(input)).await
    }

    /// 派单或改派。
    async fn service_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceAssignInput,
    ) -> Result<EventPayload<act::ServiceAssign>, Failure> {
        EventPayload::act(ctx, Assign::from(input)).await
    }

    /// 开始服务。
    async fn service_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceStartInput,
    ) -> Result<EventPayload<act::ServiceStart>, Failure> {
        EventPayload::act(ctx, Start::from(input)).await
    }

    /// 上报街道站。
    async fn service_refer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceReferInput,
    ) -> Result<EventPayload<act::ServiceRefer>, Failure> {
        EventPayload::act(ctx, Refer::from(input)).await
    }

    /// 街道站交回本单位服务站。
    async fn service_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceReturnInput,
    ) -> Result<EventPayload<act::ServiceReturn>, Failure> {
        EventPayload::act(ctx, Return::from(input)).await
    }

    /// 完成服务:登记结果、时长和回访期限。
    async fn service_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceCompleteInput,
    ) -> Result<EventPayload<act::ServiceComplete>, Failure> {
        EventPayload::act(ctx, Complete::from(input)).await
    }

    /// 回访。
    async fn service_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceFollowUpInput,
    ) -> Result<EventPayload<act::ServiceFollowUp>, Failure> {
        EventPayload::act(ctx, FollowUp::from(input)).await
    }

    /// 办结服务;没有结果或回访的不能办结。
    async fn service_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceCloseInput,
    ) -> Result<EventPayload<act::ServiceClose>, Failure> {
        EventPayload::act(ctx, Close::from(input)).await
    }

    /// 撤回未完成的服务,不计入服务数。
    async fn service_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ServiceWithdrawInput,
    ) -> Result<EventPayload<act::ServiceWithdraw>, Failure> {
        EventPayload::act(ctx, Withdraw::from(input)).await
    }
}
