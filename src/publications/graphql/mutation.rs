//! Acts on published lists.

use async_graphql::{Context, Object};

use super::{
    input::{
        PublicationCreateInput, PublicationObjectionAnswerInput, PublicationObjectionRaiseInput,
        PublicationWithdrawInput,
    },
    payload::PublicationPayload,
};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, payload::ActName, problem::Failure},
    publications::service::{
        act::{self as acts, Deed, Target},
        create::create,
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        PublicationCreate,
        PublicationObjectionRaise,
        PublicationObjectionAnswer,
        PublicationWithdraw,
    );
}

async fn done<A: ActName>(ctx: &Context<'_>, (target, deed): (Target, Deed)) -> Result<PublicationPayload<A>, Failure> {
    let done = acts::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), target, deed).await;
    PublicationPayload::of(ctx, done).await
}

/// Acts on published lists.
#[derive(Default)]
pub struct PublicationMutation;

#[Object]
impl PublicationMutation {
    /// 定格并发布名单:按项目政策确定姓名和金额的公示方式,期满自动撤下并归档。
    async fn publication_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PublicationCreateInput,
    ) -> Result<PublicationPayload<act::PublicationCreate>, Failure> {
        let created = create(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        PublicationPayload::of(ctx, created).await
    }

    /// 登记公示期间收到的异议。
    async fn publication_objection_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PublicationObjectionRaiseInput,
    ) -> Result<PublicationPayload<act::PublicationObjectionRaise>, Failure> {
        done(ctx, input.deed()).await
    }

    /// 答复异议;登记人和发布人不能答复。
    async fn publication_objection_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PublicationObjectionAnswerInput,
    ) -> Result<PublicationPayload<act::PublicationObjectionAnswer>, Failure> {
        done(ctx, input.deed()).await
    }

    /// 提前撤回名单并说明原因;内容仍归档。
    async fn publication_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PublicationWithdrawInput,
    ) -> Result<PublicationPayload<act::PublicationWithdraw>, Failure> {
        done(ctx, input.deed()).await
    }
}
