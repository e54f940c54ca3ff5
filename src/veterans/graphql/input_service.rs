//! Inputs of acts on services.

use async_graphql::{ID, InputObject, OneofObject};
use entity::vocab::{AssistanceKind, ContactChannel, EmploymentResult, PreferentialKind, ServiceKind, ServiceOutcome};

use crate::{
    kernel::{id, money::Fen, time::Date},
    veterans::service::{
        Subject, Target,
        close::{Close, Complete, FollowUp},
        detail::Detail,
        serve::{Accept, Assign, Refer, Register, Return, Start, Withdraw},
    },
};

/// The service an input names, and the version that was read.
fn event(event: &ID, version: i32) -> Target {
    Target::read(Subject::Event(id::key(event, "sev")), version)
}

/// 培训服务的明细。
#[derive(Debug, Clone, InputObject)]
pub struct TrainingDetailInput {
    /// 课程。
    pub course: Option<String>,
    /// 学时,1 到 2000。
    pub hours: Option<i32>,
    /// 证书。
    pub certificate: Option<String>,
    /// 结果。
    pub result: Option<String>,
}

/// 帮扶服务的明细。
#[derive(Debug, Clone, InputObject)]
pub struct AssistanceDetailInput {
    /// 方式。
    pub kind: Option<AssistanceKind>,
    /// 金额(元),大于零。
    pub amount: Option<Fen>,
    /// 资金或物资来源。
    pub source: Option<String>,
    /// 帮扶人。
    pub visitor: Option<String>,
}

/// 就业服务的明细。
#[derive(Debug, Clone, InputObject)]
pub struct EmploymentDetailInput {
    /// 用人单位。
    pub employer: Option<String>,
    /// 岗位。
    pub position: Option<String>,
    /// 结果。
    pub result: Option<EmploymentResult>,
    /// 上岗日。
    pub employed_from: Option<Date>,
}

/// 咨询服务的明细。
#[derive(Debug, Clone, InputObject)]
pub struct ConsultationDetailInput {
    /// 事项。
    pub topic: Option<String>,
    /// 方式。
    pub channel: Option<ContactChannel>,
    /// 答复日。
    pub answered_on: Option<Date>,
}

/// 优抚服务的明细。
#[derive(Debug, Clone, InputObject)]
pub struct PreferentialDetailInput {
    /// 事项。
    pub kind: Option<PreferentialKind>,
    /// 金额(元),大于零。
    pub amount: Option<Fen>,
    /// 所属期。
    pub period: Option<String>,
}

/// 服务明细:只填与服务类别相应的一种。
#[derive(Debug, Clone, OneofObject)]
pub enum ServiceDetailInput {
    /// 培训。
    Training(TrainingDetailInput),
    /// 帮扶。
    Assistance(AssistanceDetailInput),
    /// 就业。
    Employment(EmploymentDetailInput),
    /// 咨询。
    Consultation(ConsultationDetailInput),
    /// 优抚。
    Preferential(PreferentialDetailInput),
}

impl From<ServiceDetailInput> for Detail {
    fn from(input: ServiceDetailInput) -> Self {
        match input {
            ServiceDetailInput::Training(TrainingDetailInput { course, hours, certificate, result }) => {
                Self::Training {
                    course: filled(course),
                    hours,
                    certificate: filled(certificate),
                    result: filled(result),
                }
            }
            ServiceDetailInput::Assistance(AssistanceDetailInput { kind, amount, source, visitor }) => {
                Self::Assistance { kind, amount, source: filled(source), visitor: filled(visitor) }
            }
            ServiceDetailInput::Employment(EmploymentDetailInput { employer, position, result, employed_from }) => {
                Self::Employment {
                    employer: filled(employer),
                    position: filled(position),
                    result,
                    employed_from: employed_from.map(|date| date.0),
                }
            }
            ServiceDetailInput::Consultation(ConsultationDetailInput { topic, channel, answered_on }) => {
                Self::Consultation { topic: filled(topic), channel, answered_on: answered_on.map(|date| date.0) }
            }
            ServiceDetailInput::Preferential(PreferentialDetailInput { kind, amount, period }) => {
                Self::Preferential { kind, amount, period: filled(period) }
            }
        }
    }
}

/// `text` without blanks around it; nothing when nothing is left.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// 登记服务。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceRegisterInput {
    /// 档案标识。
    pub veteran: ID,
    /// 类别。
    pub kind: ServiceKind,
    /// 登记日,不能晚于今天、早于档案登记日。
    pub registered_on: Date,
    /// 事由。
    pub summary: String,
    /// 该类服务的明细,可在完成时再填。
    pub detail: Option<ServiceDetailInput>,
    /// 在街道站办理;不给则在本单位服务站。
    pub at_street: Option<bool>,
}

impl From<ServiceRegisterInput> for Register {
    fn from(input: ServiceRegisterInput) -> Self {
        Self {
            target: Target::file(id::key(&input.veteran, "vet")),
            kind: input.kind,
            registered_on: input.registered_on.0,
            summary: input.summary,
            detail: input.detail.map(Into::into),
            at_street: input.at_street.unwrap_or_default(),
        }
    }
}

/// 受理服务。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceAcceptInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
}

impl From<ServiceAcceptInput> for Accept {
    fn from(input: ServiceAcceptInput) -> Self {
        Self { target: event(&input.service_event, input.version) }
    }
}

/// 派单或改派。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceAssignInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 经办人。
    pub handler: String,
}

impl From<ServiceAssignInput> for Assign {
    fn from(input: ServiceAssignInput) -> Self {
        Self { target: event(&input.service_event, input.version), handler: input.handler }
    }
}

/// 开始服务。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceStartInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 开始日。
    pub started_on: Date,
}

impl From<ServiceStartInput> for Start {
    fn from(input: ServiceStartInput) -> Self {
        Self { target: event(&input.service_event, input.version), started_on: input.started_on.0 }
    }
}

/// 上报街道站。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceReferInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<ServiceReferInput> for Refer {
    fn from(input: ServiceReferInput) -> Self {
        Self { target: event(&input.service_event, input.version), reason: input.reason }
    }
}

/// 街道站交回。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceReturnInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 处理意见。
    pub note: String,
}

impl From<ServiceReturnInput> for Return {
    fn from(input: ServiceReturnInput) -> Self {
        Self { target: event(&input.service_event, input.version), note: input.note }
    }
}

/// 撤回服务。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceWithdrawInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<ServiceWithdrawInput> for Withdraw {
    fn from(input: ServiceWithdrawInput) -> Self {
        Self { target: event(&input.service_event, input.version), reason: input.reason }
    }
}

/// 完成服务。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceCompleteInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 完成日。
    pub completed_on: Date,
    /// 时长(分钟),1 到 2400。
    pub minutes: i32,
    /// 结果。
    pub outcome: ServiceOutcome,
    /// 结果说明。
    pub note: String,
    /// 回访期限。
    pub follow_up_due: Date,
    /// 该类服务的明细;已填的可以不再填。
    pub detail: Option<ServiceDetailInput>,
    /// 幂等键;涉及资金时必填。
    pub idempotency_key: Option<String>,
}

impl From<ServiceCompleteInput> for Complete {
    fn from(input: ServiceCompleteInput) -> Self {
        Self {
            target: event(&input.service_event, input.version),
            completed_on: input.completed_on.0,
            minutes: input.minutes,
            outcome: input.outcome,
            note: input.note,
            follow_up_due: input.follow_up_due.0,
            detail: input.detail.map(Into::into),
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 回访。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceFollowUpInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 回访日。
    pub followed_up_on: Date,
    /// 回访说明。
    pub note: String,
    /// 满意度,1 到 5。
    pub satisfaction: Option<i32>,
}

impl From<ServiceFollowUpInput> for FollowUp {
    fn from(input: ServiceFollowUpInput) -> Self {
        Self {
            target: event(&input.service_event, input.version),
            followed_up_on: input.followed_up_on.0,
            note: input.note,
            satisfaction: input.satisfaction,
        }
    }
}

/// 办结服务;须有结果和回访。
#[derive(Debug, Clone, InputObject)]
pub struct ServiceCloseInput {
    /// 服务标识。
    pub service_event: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
}

impl From<ServiceCloseInput> for Close {
    fn from(input: ServiceCloseInput) -> Self {
        Self { target: event(&input.service_event, input.version) }
    }
}
