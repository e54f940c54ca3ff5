//! Inputs of acts on assets and contracts.

use async_graphql::{ID, InputObject};
use entity::{
    area::Area,
    vocab::{
        AssetClass, AssetKind, AssetStatus, AssetUse, DocumentKind, MeetingBody, PriceBasis, SafetyClass, TenderMethod,
    },
};

use crate::{
    assets::service::{
        Target,
        asset::Register,
        contract::{Activate, FileIt, Sign},
        end::{Terminate, Vacate},
        record::{Attach, Exempt, RecordSublet, RecordTender, Resolve},
    },
    kernel::{id, money::Fen, time::Date},
};

/// The lease an input names, and the version that was read.
pub fn target(lease: &ID, version: i32) -> Target {
    Target { lease: id::key(lease, "lea"), version }
}

/// 登记资产。
#[derive(Debug, Clone, InputObject)]
pub struct AssetRegisterInput {
    /// 所属集体标识。
    pub collective: ID,
    /// 资产编号,在本集体内唯一。
    pub number: String,
    /// 类别。
    pub class: AssetClass,
    /// 种类。
    pub kind: AssetKind,
    /// 坐落。
    pub location: String,
    /// 台账面积(平方米)。
    pub area: Area,
    /// 权证号。
    pub certificate: Option<String>,
    /// 原值(元)。
    pub original_value: Option<Fen>,
    /// 房屋安全等级。
    pub safety_class: SafetyClass,
    /// 取得日期。
    pub acquired_on: Date,
}

impl From<AssetRegisterInput> for Register {
    fn from(input: AssetRegisterInput) -> Self {
        Self {
            collective: id::key(&input.collective, "col"),
            number: input.number,
            class: input.class,
            kind: input.kind,
            location: input.location,
            area: input.area,
            certificate: input.certificate,
            original_value: input.original_value,
            safety: input.safety_class,
            acquired_on: input.acquired_on.0,
        }
    }
}

/// 登记现场检查。
#[derive(Debug, Clone, InputObject)]
pub struct InspectionRecordInput {
    /// 资产标识。
    pub asset: ID,
    /// 检查日。
    pub inspected_on: Date,
    /// 实测面积(平方米)。
    pub measured_area: Option<Area>,
    /// 实际用途。
    pub actual_use: Option<AssetUse>,
    /// 检查人。
    pub inspector: String,
}

/// 更正台账。
#[derive(Debug, Clone, InputObject)]
pub struct LedgerCorrectInput {
    /// 资产标识。
    pub asset: ID,
    /// 生效日。
    pub effective_on: Date,
    /// 台账面积(平方米)。
    pub area: Area,
    /// 使用状态。
    pub status: AssetStatus,
}

/// 签订合同。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseSignInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 签订日。
    pub signed_on: Date,
    /// 合同档案号。
    pub document_reference: String,
}

impl From<LeaseSignInput> for Sign {
    fn from(input: LeaseSignInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            signed_on: input.signed_on.0,
            reference: input.document_reference,
        }
    }
}

/// 合同备案。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseFileInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 备案日。
    pub filed_on: Date,
}

impl From<LeaseFileInput> for FileIt {
    fn from(input: LeaseFileInput) -> Self {
        Self { target: target(&input.lease, input.version), filed_on: input.filed_on.0 }
    }
}

/// 交付使用。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseActivateInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 交付日。
    pub active_on: Date,
}

impl From<LeaseActivateInput> for Activate {
    fn from(input: LeaseActivateInput) -> Self {
        Self { target: target(&input.lease, input.version), active_on: input.active_on.0 }
    }
}

/// 解除租赁。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseTerminateInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 解除日。
    pub terminated_on: Date,
    /// 原因。
    pub reason: String,
    /// 解除文书档案号。
    pub document_reference: String,
}

impl From<LeaseTerminateInput> for Terminate {
    fn from(input: LeaseTerminateInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            terminated_on: input.terminated_on.0,
            reason: input.reason,
            reference: input.document_reference,
        }
    }
}

/// 到期腾退。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseVacateInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 腾退日。
    pub vacated_on: Date,
    /// 交接清单档案号。
    pub document_reference: String,
}

impl From<LeaseVacateInput> for Vacate {
    fn from(input: LeaseVacateInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            vacated_on: input.vacated_on.0,
            reference: input.document_reference,
        }
    }
}

/// 登记民主决策。
#[derive(Debug, Clone, InputObject)]
pub struct ResolutionRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 决议编号,在本集体内唯一。
    pub number: String,
    /// 事项。
    pub title: String,
    /// 会议。
    pub body: MeetingBody,
    /// 通过日。
    pub adopted_on: Date,
    /// 应到人数。
    pub eligible: i32,
    /// 实到人数。
    pub present: i32,
    /// 赞成人数。
    pub in_favour: i32,
    /// 是否追认已签合同。
    pub ratifies: bool,
}

impl From<ResolutionRecordInput> for Resolve {
    fn from(input: ResolutionRecordInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            number: input.number,
            title: input.title,
            body: input.body,
            adopted_on: input.adopted_on.0,
            eligible: input.eligible,
            present: input.present,
            in_favour: input.in_favour,
            ratifies: input.ratifies,
        }
    }
}

/// 登记招租。
#[derive(Debug, Clone, InputObject)]
pub struct TenderRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 招租方式。
    pub method: TenderMethod,
    /// 招租日。
    pub held_on: Date,
    /// 产权交易平台编号(公开招租必填)。
    pub platform_number: Option<String>,
    /// 底价(元/年)。
    pub floor_price: Option<Fen>,
    /// 价格依据。
    pub price_basis: PriceBasis,
    /// 价格依据形成日。
    pub price_basis_on: Date,
    /// 未公开招租的理由(报农经批准)。
    pub exemption_reason: Option<String>,
}

impl From<TenderRecordInput> for RecordTender {
    fn from(input: TenderRecordInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            method: input.method,
            held_on: input.held_on.0,
            platform_number: input.platform_number,
            floor_price: input.floor_price,
            price_basis: input.price_basis,
            price_basis_on: input.price_basis_on.0,
            exemption_reason: input.exemption_reason,
        }
    }
}

/// 批准不公开招租。
#[derive(Debug, Clone, InputObject)]
pub struct TenderExemptInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
}

impl From<TenderExemptInput> for Exempt {
    fn from(input: TenderExemptInput) -> Self {
        Self { target: target(&input.lease, input.version) }
    }
}

/// 登记文书。
#[derive(Debug, Clone, InputObject)]
pub struct DocumentRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 类别。
    pub kind: DocumentKind,
    /// 档案号。
    pub reference: String,
    /// 文书日期。
    pub dated_on: Date,
}

impl From<DocumentRecordInput> for Attach {
    fn from(input: DocumentRecordInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            kind: input.kind,
            reference: input.reference,
            dated_on: input.dated_on.0,
        }
    }
}

/// 登记转租或更新其处理。
#[derive(Debug, Clone, InputObject)]
pub struct SubletRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 要更新的转租记录;新登记时不给。
    pub sublet: Option<ID>,
    /// 次承租人。
    pub subtenant: String,
    /// 开始日。
    pub started_on: Date,
    /// 发现日。
    pub observed_on: Date,
    /// 同意日。
    pub consent_on: Option<Date>,
    /// 书面异议日。
    pub objection_on: Option<Date>,
    /// 终止日。
    pub ended_on: Option<Date>,
}

impl From<SubletRecordInput> for RecordSublet {
    fn from(input: SubletRecordInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            sublet: input.sublet.map(|sublet| id::key(&sublet, "sub")),
            subtenant: input.subtenant,
            started_on: input.started_on.0,
            observed_on: input.observed_on.0,
            consent_on: input.consent_on.map(|date| date.0),
            objection_on: input.objection_on.map(|date| date.0),
            ended_on: input.ended_on.map(|date| date.0),
        }
    }
}
