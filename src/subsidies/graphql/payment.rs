//! Payment lines, payee accounts, bank returns.

use async_graphql::{Context, ID, Object};
use entity::vocab::{AccountKind, BankReturnCode, PaymentState, RecordOrigin};

use super::{Enrolment, Programme, programme_at, tier_at};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    payrolls::graphql::{BankResult, PaymentExplanation, Payroll, PayrollStep, Recovery},
    residents::{
        graphql::{Resident, Unit, unit_at},
        identity,
    },
    subsidies::{model, rules::account::luhn},
};

/// A planned row of `payment_line`.
#[derive(Clone)]
pub struct SubsidyPayment(Row);

impl From<Row> for SubsidyPayment {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 发放明细:一人、一档、一个归属月份的一笔发放。状态为 PAID 的计一人次。
#[Object]
impl SubsidyPayment {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("pay", self.0.id()?).into())
    }

    /// 明细编号,送银行文件与回盘都引用它。
    async fn reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("reference")?)
    }

    /// 享受人;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "resident").await?.map(Resident::from)) }).await
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 档次代码;不分档时为空。
    async fn tier(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async { tier_at(ctx, &self.0) }).await
    }

    /// 发放单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 归属月份(权益月份,不是到账月份)。
    async fn month(&self) -> Result<Month, Failure> {
        Ok(self.0.get("month")?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 归属月份执行的项目(或档次)标准(元);没有标准的项目为空。
    async fn standard(&self, ctx: &Context<'_>) -> Option<Result<Fen, Failure>> {
        nullable(async {
            let programme = programme_at(ctx, &self.0)?;
            Ok(programme.0.standard(self.0.get("tier_id")?, self.0.get("month")?))
        })
        .await
    }

    /// 状态。
    async fn state(&self) -> Result<PaymentState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 所依据的在册待遇;一次性项目为空。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
            Ok(self.0.one(ctx, "enrolment").await?.map(Enrolment::from))
        })
        .await
    }

    /// 所在发放批次。
    async fn payroll(&self, ctx: &Context<'_>) -> Option<Result<Payroll, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PayrollRead)?;
            Ok(self.0.one(ctx, "payroll").await?.map(Payroll::from))
        })
        .await
    }

    /// 收款账户(掩码)。
    async fn account(&self, ctx: &Context<'_>) -> Option<Result<PayeeAccount, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "account").await?.map(PayeeAccount::from)) }).await
    }

    /// 金额如何得来:标准、所用事实、规则提示,被剔除或暂缓的原因。
    async fn explain(&self, ctx: &Context<'_>) -> Result<PaymentExplanation, Failure> {
        PaymentExplanation::of(ctx, &self.0)
    }

    /// 所在批次的锁定、复核和审批,先后次序。
    async fn approvals(&self, ctx: &Context<'_>) -> Option<Result<Vec<PayrollStep>, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PayrollRead)?;
            Ok(Some(self.0.list(ctx).await?.rows().map(PayrollStep::from).collect()))
        })
        .await
    }

    /// 银行的处理结果和流水号;没有结果或历史记录时为空。
    async fn bank_result(&self, ctx: &Context<'_>) -> Option<Result<BankResult, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "bankResult").await?.map(BankResult::from)) }).await
    }

    /// 追回记录;没有时为空。追回不减少人次和金额。
    async fn recovery(&self, ctx: &Context<'_>) -> Option<Result<Recovery, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "recovery").await?.map(Recovery::from)) }).await
    }

    /// 银行退回记录;未退回时为空。
    async fn bank_return(&self, ctx: &Context<'_>) -> Option<Result<BankReturn, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "bankReturn").await?.map(BankReturn)) }).await
    }

    /// 本笔所重发的、被退回的那一笔。
    async fn reissue_of(&self, ctx: &Context<'_>) -> Option<Result<Self, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "reissueOf").await?.map(Self)) }).await
    }

    /// 重发本笔的那一笔。
    async fn reissued_by(&self, ctx: &Context<'_>) -> Option<Result<Self, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "reissuedBy").await?.map(Self)) }).await
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }
}

/// A planned row of `payee_account`.
pub struct PayeeAccount(Row);

impl From<Row> for PayeeAccount {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 收款账户。
#[Object]
impl PayeeAccount {
    /// 账号掩码,如 "**** **** 0012"。
    async fn masked(&self, ctx: &Context<'_>) -> Result<String, Failure> {
        let sealed = self.0.get::<Vec<u8>>("number_cipher")?;
        let plain = ctx.data_unchecked::<App>().vault.open(model::ACCOUNT_NUMBER, &sealed)?;
        Ok(identity::mask_account(&plain))
    }

    /// 户名。
    async fn holder_name(&self) -> Result<String, Failure> {
        Ok(self.0.get("holder_name")?)
    }

    /// 需要核对的问题,如校验位不符(存折账号没有校验位,核对无误即可);没有问题时为空。
    async fn warning(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async {
            let sealed = self.0.get::<Vec<u8>>("number_cipher")?;
            let plain = ctx.data_unchecked::<App>().vault.open(model::ACCOUNT_NUMBER, &sealed)?;
            Ok((!luhn(&plain)).then(|| "账号未通过银行卡校验位检验,请逐位核对;是存折账号的可以忽略".to_owned()))
        })
        .await
    }

    /// 账户类别。
    async fn kind(&self) -> Result<AccountKind, Failure> {
        Ok(self.0.get("kind")?)
    }
}

/// A planned row of `bank_return`.
pub struct BankReturn(Row);

/// 银行退回记录。
#[Object]
impl BankReturn {
    /// 退回原因。
    async fn code(&self) -> Result<BankReturnCode, Failure> {
        Ok(self.0.get("code")?)
    }

    /// 退回日期。
    async fn returned_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("returned_on")?))
    }
}
