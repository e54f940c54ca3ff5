//! Inputs of acts on findings and campaigns.

use async_graphql::{ID, InputObject};

use crate::kernel::{money::Fen, time::Date};

/// 交办:指定责任人,期限按严重程度(高 30 天、中 60 天、低 90 天)或另定。
#[derive(Debug, Clone, InputObject)]
pub struct FindingAssignInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 责任人。
    pub owner: String,
    /// 整改期限;不给则按严重程度。
    pub deadline_on: Option<Date>,
}

/// 开始整改。
#[derive(Debug, Clone, InputObject)]
pub struct FindingStartInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 整改措施。
    pub measure: String,
}

/// 申请销号,附证据。
#[derive(Debug, Clone, InputObject)]
pub struct FindingSubmitInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 整改情况。
    pub note: String,
    /// 证据档案号。
    pub document_reference: String,
    /// 追回金额(元)。
    pub recovered: Option<Fen>,
    /// 年租金提升(元)。
    pub uplift: Option<Fen>,
}

/// 核验销号;发现人、责任人、整改人不能核验。
#[derive(Debug, Clone, InputObject)]
pub struct FindingCloseInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 核验意见。
    pub note: String,
}

/// 核验退回,继续整改。
#[derive(Debug, Clone, InputObject)]
pub struct FindingReopenInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 退回原因。
    pub reason: String,
}

/// 认定不构成问题。
#[derive(Debug, Clone, InputObject)]
pub struct FindingWaiveInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 理由。
    pub reason: String,
}

/// 延长整改期限。
#[derive(Debug, Clone, InputObject)]
pub struct FindingExtendInput {
    /// 问题标识。
    pub finding: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 新的期限。
    pub deadline_on: Date,
    /// 原因。
    pub reason: String,
}

/// 运行规则并登记问题。
#[derive(Debug, Clone, InputObject)]
pub struct FindingsRunInput {
    /// 判定日,不晚于今天。
    pub as_of: Date,
    /// 规则编号;不给则为本岗位可运行的全部规则(或活动所列规则)。
    pub rules: Option<Vec<String>>,
    /// 所属自查活动编号。
    pub campaign: Option<String>,
}

/// 开展自查活动。
#[derive(Debug, Clone, InputObject)]
pub struct CampaignOpenInput {
    /// 编号。
    pub code: String,
    /// 名称。
    pub name: String,
    /// 年度。
    pub year: i32,
    /// 查找开始日。
    pub found_from: Date,
    /// 查找截止日。
    pub found_to: Date,
    /// 规则判定日。
    pub snapshot_on: Date,
    /// 查找的规则编号。
    pub rules: Vec<String>,
}

/// 登记检查结果:这些租赁已查过。
#[derive(Debug, Clone, InputObject)]
pub struct CampaignInspectInput {
    /// 活动标识。
    pub campaign: ID,
    /// 租赁标识。
    pub leases: Vec<ID>,
    /// 检查日。
    pub inspected_on: Date,
    /// 检查人。
    pub inspector: String,
}

/// 结束自查活动:全部查过、全部销号方可结束。
#[derive(Debug, Clone, InputObject)]
pub struct CampaignCloseInput {
    /// 活动标识。
    pub campaign: ID,
    /// 所见的版本号。
    pub version: i32,
}
