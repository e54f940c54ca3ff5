//! Acts on distributing units and their registers.

use async_graphql::{Context, Object};

use super::{
    input_register::{
        DistributingUnitRegisterInput, MemberAccountSetInput, MemberJoinInput, MemberLeaveInput, RegisterCorrectInput,
        SharesInheritInput, SharesIssueInput, SharesTransferInput, grounds, target,
    },
    payload::UnitPayload,
};
use crate::{
    access::viewer::Viewer,
    dividends::service::{
        register::{self, Change, Grounds, Target},
        unit::{self, Joining},
    },
    kernel::{app::App, id, payload::ActName, problem::Failure},
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        DistributingUnitRegister,
        MemberJoin,
        MemberAccountSet,
        MemberLeave,
        SharesIssue,
        SharesTransfer,
        SharesInherit,
        RegisterCorrect,
    );
}

async fn changed<A: ActName>(
    ctx: &Context<'_>,
    target: Target,
    grounds: Grounds,
    change: Change,
) -> Result<UnitPayload<A>, Failure> {
    let done = register::change(ctx.data_unchecked::<App>(), Viewer::of(ctx), target, grounds, change).await;
    UnitPayload::of(ctx, done).await
}

/// Acts on registers.
#[derive(Default)]
pub struct RegisterMutation;

#[Object]
impl RegisterMutation {
    /// 登记分配单位。
    async fn distributing_unit_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: DistributingUnitRegisterInput,
    ) -> Result<UnitPayload<act::DistributingUnitRegister>, Failure> {
        UnitPayload::of(ctx, unit::register(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await).await
    }

    /// 成员加入(或重新加入)名册。
    async fn member_join(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: MemberJoinInput,
    ) -> Result<UnitPayload<act::MemberJoin>, Failure> {
        let joining = Joining {
            id_number: input.id_number,
            name: input.name,
            number: input.number,
            reason: input.reason,
            account: input.account,
        };
        let target = target(&input.distributing_unit, input.version);
        let grounds = grounds(input.effective_on, input.evidence, input.resolution);
        UnitPayload::of(ctx, unit::join(ctx.data_unchecked::<App>(), Viewer::of(ctx), target, grounds, joining).await)
            .await
    }

    /// 更新成员的银行账户。
    async fn member_account_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: MemberAccountSetInput,
    ) -> Result<UnitPayload<act::MemberAccountSet>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let (target, member) = (target(&input.distributing_unit, input.version), id::key(&input.member, "mem"));
        UnitPayload::of(ctx, unit::set_account(app, viewer, target, member, &input.account).await).await
    }

    /// 成员退出名册。
    async fn member_leave(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: MemberLeaveInput,
    ) -> Result<UnitPayload<act::MemberLeave>, Failure> {
        let change = Change::Leave { member: id::key(&input.member, "mem"), reason: input.reason };
        let target = target(&input.distributing_unit, input.version);
        changed(ctx, target, grounds(input.effective_on, input.evidence, input.resolution), change).await
    }

    /// 配股,或收回股份。
    async fn shares_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: SharesIssueInput,
    ) -> Result<UnitPayload<act::SharesIssue>, Failure> {
        let change = Change::Issue {
            holder: input.member.as_ref().map(|member| id::key(member, "mem")),
            class: input.class,
            shares: input.shares,
        };
        let target = target(&input.distributing_unit, input.version);
        changed(ctx, target, grounds(input.effective_on, input.evidence, input.resolution), change).await
    }

    /// 股份转让。
    async fn shares_transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: SharesTransferInput,
    ) -> Result<UnitPayload<act::SharesTransfer>, Failure> {
        let change = Change::Transfer {
            from: id::key(&input.from, "mem"),
            to: id::key(&input.to, "mem"),
            class: input.class,
            shares: input.shares,
        };
        let target = target(&input.distributing_unit, input.version);
        changed(ctx, target, grounds(input.effective_on, input.evidence, input.resolution), change).await
    }

    /// 股份继承,各继承人一次办清。
    async fn shares_inherit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: SharesInheritInput,
    ) -> Result<UnitPayload<act::SharesInherit>, Failure> {
        let change = Change::Inherit {
            from: id::key(&input.from, "mem"),
            class: input.class,
            heirs: input.heirs.iter().map(|heir| (id::key(&heir.member, "mem"), heir.shares)).collect(),
        };
        let target = target(&input.distributing_unit, input.version);
        changed(ctx, target, grounds(input.effective_on, input.evidence, input.resolution), change).await
    }

    /// 更正名册:使一条加入、退出或配股作废;再登记正确的变更。
    async fn register_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: RegisterCorrectInput,
    ) -> Result<UnitPayload<act::RegisterCorrect>, Failure> {
        let change = Change::Correct { event: id::key(&input.event, "rge") };
        let target = target(&input.distributing_unit, input.version);
        changed(ctx, target, grounds(input.effective_on, input.evidence, input.resolution), change).await
    }
}
