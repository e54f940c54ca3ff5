//! Inputs of acts on published lists.

use async_graphql::{ID, InputObject};
use entity::vocab::ObjectionOutcome;

use crate::{
    kernel::{
        id,
        time::{Date, Month},
    },
    publications::service::{
        act::{Deed, Target},
        create::Create,
    },
};

/// The list an input names, and the version that was read.
fn target(publication: &ID, version: i32) -> Target {
    Target { publication: id::key(publication, "pub"), version }
}

/// 发布公示名单。
#[derive(Debug, Clone, InputObject)]
pub struct PublicationCreateInput {
    /// 项目代码,如 "ZLJ"。
    pub programme: String,
    /// 单位代码;不给则为全街道。
    pub unit: Option<String>,
    /// 名册月份;不给则公示正在申请公示期内的申请。
    pub month: Option<Month>,
    /// 公示起始日。
    pub from: Date,
    /// 公示的工作日数,5 到 30,不少于项目政策;不给则按项目政策。
    pub days: Option<i32>,
}

impl From<PublicationCreateInput> for Create {
    fn from(input: PublicationCreateInput) -> Self {
        Self { programme: input.programme, unit: input.unit, month: input.month, from: input.from.0, days: input.days }
    }
}

/// 登记对公示名单的异议。
#[derive(Debug, Clone, InputObject)]
pub struct PublicationObjectionRaiseInput {
    /// 名单标识。
    pub publication: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 所指的序号;对整份名单的不填。
    pub number: Option<i32>,
    /// 提出人。
    pub raised_by: String,
    /// 异议内容。
    pub reason: String,
}

impl PublicationObjectionRaiseInput {
    /// The list, and what is done to it.
    #[must_use]
    pub fn deed(self) -> (Target, Deed) {
        let deed = Deed::Object { number: self.number, raised_by: self.raised_by, reason: self.reason };
        (target(&self.publication, self.version), deed)
    }
}

/// 答复对公示名单的异议。
#[derive(Debug, Clone, InputObject)]
pub struct PublicationObjectionAnswerInput {
    /// 名单标识。
    pub publication: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 异议标识。
    pub objection: ID,
    /// 处理结果。
    pub outcome: ObjectionOutcome,
    /// 答复意见。
    pub answer: String,
}

impl PublicationObjectionAnswerInput {
    /// The list, and what is done to it.
    #[must_use]
    pub fn deed(self) -> (Target, Deed) {
        let objection = id::key(&self.objection, "puo");
        let deed = Deed::Answer { objection, outcome: self.outcome, answer: self.answer };
        (target(&self.publication, self.version), deed)
    }
}

/// 提前撤回公示名单。
#[derive(Debug, Clone, InputObject)]
pub struct PublicationWithdrawInput {
    /// 名单标识。
    pub publication: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl PublicationWithdrawInput {
    /// The list, and what is done to it.
    #[must_use]
    pub fn deed(self) -> (Target, Deed) {
        (target(&self.publication, self.version), Deed::Withdraw { reason: self.reason })
    }
}
