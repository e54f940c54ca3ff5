//! Inputs of acts on applications.

use async_graphql::{Context, ID, InputObject};
use entity::vocab::{AccountKind, ObjectionOutcome};

use crate::{
    kernel::{app::App, id, money::Fen, problem::Failure, time::Date},
    residents,
    subsidies::{
        model_application::{Account, Agent},
        service::{
            account::{Given, sealed},
            application::{
                Target,
                check::{Accept, Check, Visit},
                confirm::Confirm,
                draft::{Applicant, Draft, SetAccount},
                end::{Reject, Withdraw},
                objection::{Raise, Respond},
                review::{Publish, Return, Review},
            },
        },
    },
};

/// The application an input names, and the version that was read.
fn target(application: &ID, version: i32) -> Target {
    Target { application: id::key(application, "apl"), version }
}

/// 代领、监护关系。
#[derive(Debug, Clone, InputObject)]
pub struct PayeeAgentInput {
    /// 与享受人的关系。
    pub relation: String,
    /// 授权书或监护证明编号。
    pub document_reference: String,
}

/// 收款账户。
#[derive(Debug, Clone, InputObject)]
pub struct PayeeAccountInput {
    /// 账号(加密保存)。
    pub number: String,
    /// 户名。
    pub holder: String,
    /// 账户类别。
    #[graphql(default_with = "AccountKind::Personal")]
    pub kind: AccountKind,
    /// 户名不是本人时的代领、监护关系。
    pub agent: Option<PayeeAgentInput>,
}

impl PayeeAccountInput {
    /// The account, its number sealed.
    ///
    /// # Errors
    /// It cannot be an account number.
    pub fn account(self, ctx: &Context<'_>) -> Result<Account, Failure> {
        let agent = self.agent.map(|agent| Agent { relation: agent.relation, document: agent.document_reference });
        let given = Given { number: self.number, holder: self.holder, kind: self.kind, agent };
        sealed(ctx.data_unchecked::<App>(), given, "account")
    }
}

/// 登记申请。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationDraftInput {
    /// 申请人身份证号;与 resident 给出其一。
    pub id_number: Option<String>,
    /// 申请人标识;与 idNumber 给出其一。
    pub resident: Option<ID>,
    /// 项目代码,如 "ZLJ"。
    pub programme: String,
    /// 申请的档次代码,如 "ZLJ.T80";不分档或由街道拟定时不填。
    pub tier: Option<String>,
    /// 递交申请的日期。
    pub applied_on: Date,
    /// 收款账户;可以稍后登记。
    pub account: Option<PayeeAccountInput>,
    /// 说明,如申请事由、主动发现。
    pub note: Option<String>,
}

impl ApplicationDraftInput {
    /// The application to take down.
    ///
    /// # Errors
    /// What is wrong with the identity number or the account.
    pub fn draft(self, ctx: &Context<'_>) -> Result<Draft, Failure> {
        let app = ctx.data_unchecked::<App>();
        let applicant = match (&self.id_number, &self.resident) {
            (Some(number), None) => {
                let wrong = |_| Failure::problem("ID_NUMBER", "idNumber", "身份证号有误,请核对证件后重新填写");
                Applicant::IdNumber(residents::service::index_of_id_number(app, number).map_err(wrong)?)
            }
            (None, Some(resident)) => Applicant::Record(id::key(resident, "res")),
            _ => return Err(Failure::problem("APPLICANT", "idNumber", "请在 idNumber 和 resident 中给出其一")),
        };
        Ok(Draft {
            applicant,
            programme: self.programme,
            tier: self.tier,
            applied_on: self.applied_on.0,
            account: self.account.map(|account| account.account(ctx)).transpose()?,
            note: self.note.map(|note| note.trim().to_owned()),
        })
    }
}

/// 登记或变更申请的收款账户。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationAccountSetInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 收款账户。
    pub account: PayeeAccountInput,
}

impl ApplicationAccountSetInput {
    /// The act.
    ///
    /// # Errors
    /// It cannot be an account number.
    pub fn act(self, ctx: &Context<'_>) -> Result<SetAccount, Failure> {
        Ok(SetAccount { target: target(&self.application, self.version), account: self.account.account(ctx)? })
    }
}

/// 受理申请。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationAcceptInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
}

impl From<ApplicationAcceptInput> for Accept {
    fn from(input: ApplicationAcceptInput) -> Self {
        Self { target: target(&input.application, input.version) }
    }
}

/// 开始社区初核。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationVisitInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 入户安排:谁去、何时。
    pub note: String,
}

impl From<ApplicationVisitInput> for Visit {
    fn from(input: ApplicationVisitInput) -> Self {
        Self { target: target(&input.application, input.version), note: input.note }
    }
}

/// 社区初核报告。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationCheckInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 初核是否通过;未通过也报街道,由街道决定。
    pub passed: bool,
    /// 入户调查所见。
    pub finding: String,
}

impl From<ApplicationCheckInput> for Check {
    fn from(input: ApplicationCheckInput) -> Self {
        Self { target: target(&input.application, input.version), passed: input.passed, finding: input.finding }
    }
}

/// 街道审核。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationReviewInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 拟定档次代码;不给则按申请的档次。
    pub tier: Option<String>,
    /// 拟定金额(元);只用于一事一议的项目。
    pub amount: Option<Fen>,
    /// 核定的人均月收入(元);只用于补差的项目。
    pub assessed_income: Option<Fen>,
    /// 审核意见。
    pub note: String,
}

impl From<ApplicationReviewInput> for Review {
    fn from(input: ApplicationReviewInput) -> Self {
        Self {
            target: target(&input.application, input.version),
            tier: input.tier,
            amount: input.amount,
            assessed_income: input.assessed_income,
            note: input.note,
        }
    }
}

/// 退回补充初核。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationReturnInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 退回的原因和需要补充的内容。
    pub note: String,
}

impl From<ApplicationReturnInput> for Return {
    fn from(input: ApplicationReturnInput) -> Self {
        Self { target: target(&input.application, input.version), reason: input.note }
    }
}

/// 公示。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationPublishInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 公示起始日;天数按项目的政策。
    pub from: Date,
}

impl From<ApplicationPublishInput> for Publish {
    fn from(input: ApplicationPublishInput) -> Self {
        Self { target: target(&input.application, input.version), from: input.from.0 }
    }
}

/// 登记公示期间的异议。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationObjectionRaiseInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 提出人。
    pub raised_by: String,
    /// 异议内容。
    pub reason: String,
}

impl From<ApplicationObjectionRaiseInput> for Raise {
    fn from(input: ApplicationObjectionRaiseInput) -> Self {
        Self { target: target(&input.application, input.version), raised_by: input.raised_by, reason: input.reason }
    }
}

/// 答复异议。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationObjectionAnswerInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 异议标识。
    pub objection: ID,
    /// 处理结果。
    pub outcome: ObjectionOutcome,
    /// 答复意见。
    pub answer: String,
}

impl From<ApplicationObjectionAnswerInput> for Respond {
    fn from(input: ApplicationObjectionAnswerInput) -> Self {
        Self {
            target: target(&input.application, input.version),
            objection: id::key(&input.objection, "apo"),
            outcome: input.outcome,
            answer: input.answer,
        }
    }
}

/// 确认。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationConfirmInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 确认意见。
    pub note: String,
}

impl From<ApplicationConfirmInput> for Confirm {
    fn from(input: ApplicationConfirmInput) -> Self {
        Self { target: target(&input.application, input.version), note: input.note }
    }
}

/// 不予确认。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationRejectInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<ApplicationRejectInput> for Reject {
    fn from(input: ApplicationRejectInput) -> Self {
        Self { target: target(&input.application, input.version), reason: input.reason }
    }
}

/// 撤回申请。
#[derive(Debug, Clone, InputObject)]
pub struct ApplicationWithdrawInput {
    /// 申请标识。
    pub application: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<ApplicationWithdrawInput> for Withdraw {
    fn from(input: ApplicationWithdrawInput) -> Self {
        Self { target: target(&input.application, input.version), reason: input.reason }
    }
}
