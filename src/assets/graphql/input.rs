//! Inputs of acts on assets and contracts.

use async_graphql::{ID, InputObject};
use entity::{
    area::Area,
    vocab::{
        AssetClass, AssetKind, AssetStatus, AssetUse, DocumentKind, LeaseKind, LesseeKind, MeetingBody, PayCycle,
        PriceBasis, SafetyClass, TenderMethod, TermsKind,
    },
};

use crate::{
    assets::{
        model::{Escalation, Rise, Terms},
        service::{
            Target,
            amend::{Amend, Amendment},
            asset::Register,
            contract::{Activate, FileIt, Sign},
            draft::{Draft, NewLessee},
            end::{Terminate, Vacate},
            record::{Attach, Exempt, RecordSublet, RecordTender, Resolve},
        },
    },
    kernel::{id, money::Fen, problem::Failure, ratio::Percent, time::Date},
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

/// 承租方。个人和家庭给身份证号,其他给统一社会信用代码。
#[derive(Debug, Clone, InputObject)]
pub struct LesseeInput {
    /// 类别。
    pub kind: LesseeKind,
    /// 名称或姓名。
    pub name: String,
    /// 居民身份证号(15 或 18 位)。
    pub id_number: Option<String>,
    /// 统一社会信用代码。
    pub credit_code: Option<String>,
    /// 电话。
    pub phone: Option<String>,
    /// 是否本集体成员。
    pub member: bool,
}

impl From<LesseeInput> for NewLessee {
    fn from(input: LesseeInput) -> Self {
        Self {
            kind: input.kind,
            name: input.name,
            id_number: input.id_number,
            credit_code: input.credit_code,
            phone: input.phone,
            member: input.member,
        }
    }
}

/// 租金递增:按比例或按金额,二者给一。
#[derive(Debug, Clone, InputObject)]
pub struct RentEscalationInput {
    /// 每隔几个月。
    pub every_months: i32,
    /// 上涨比例(百分数,逐次复利)。
    pub percent: Option<Percent>,
    /// 年租金上涨金额(元)。
    pub amount: Option<Fen>,
}

impl RentEscalationInput {
    fn escalation(&self, path: &str) -> Result<Escalation, Failure> {
        let by = match (self.percent, self.amount) {
            (Some(percent), None) if (1..=10_000).contains(&percent.0) => {
                Rise::BasisPoints(i32::try_from(percent.0).unwrap_or(i32::MAX))
            }
            (None, Some(amount)) if amount.0 > 0 => Rise::Amount(amount),
            _ => {
                let message = "请在上涨比例(0.01 到 100.00)与上涨金额(大于零)中给出一个";
                return Err(Failure::problem("ESCALATION", path, message));
            }
        };
        Ok(Escalation { every_months: self.every_months, by })
    }
}

/// 合同条款。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseTermsInput {
    /// 起租日。
    pub start_on: Date,
    /// 止租日(含)。
    pub end_on: Date,
    /// 面积(平方米)。
    pub area: Option<Area>,
    /// 约定用途。
    pub usage: Option<AssetUse>,
    /// 首年租金(元)。
    pub annual_rent: Fen,
    /// 租金递增。
    pub escalation: Option<RentEscalationInput>,
    /// 支付周期。
    pub cycle: PayCycle,
    /// 是否先交后用。
    pub in_advance: bool,
    /// 首期应付日。
    pub first_due_on: Date,
    /// 免租天数,不给为 0。
    pub rent_free_days: Option<i32>,
    /// 应收押金(元),不给为 0。
    pub deposit_due: Option<Fen>,
    /// 押金条款。
    pub deposit_clause: Option<String>,
    /// 违约条款。
    pub breach_clause: Option<String>,
    /// 转租条款。
    pub sublet_clause: Option<String>,
    /// 维修条款。
    pub maintenance_clause: Option<String>,
    /// 集体收款账户。
    pub payee_account: Option<String>,
}

impl LeaseTermsInput {
    fn terms(self) -> Result<Terms, Failure> {
        let escalation = self.escalation.as_ref().map(|input| input.escalation("terms.escalation")).transpose()?;
        Ok(Terms {
            id: 0,
            number: 1,
            kind: TermsKind::Original,
            effective_from: self.start_on.0,
            signed_on: None,
            start_on: self.start_on.0,
            end_on: self.end_on.0,
            area: self.area,
            usage: self.usage,
            annual_rent: self.annual_rent,
            rent_from: self.start_on.0,
            escalation,
            cycle: self.cycle,
            in_advance: self.in_advance,
            first_due_on: self.first_due_on.0,
            rent_free_days: self.rent_free_days.unwrap_or(0),
            deposit_due: self.deposit_due.unwrap_or_default(),
            deposit_clause: self.deposit_clause,
            breach_clause: self.breach_clause,
            sublet_clause: self.sublet_clause,
            maintenance_clause: self.maintenance_clause,
            payee_account: self.payee_account,
            signatures: false,
        })
    }
}

/// 拟订租赁合同。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseDraftInput {
    /// 资产标识。
    pub asset: ID,
    /// 合同编号,在本集体内唯一。
    pub contract_number: String,
    /// 租赁类别。
    pub kind: LeaseKind,
    /// 承租方。
    pub lessee: LesseeInput,
    /// 条款。
    pub terms: LeaseTermsInput,
}

impl LeaseDraftInput {
    pub fn draft(self) -> Result<Draft, Failure> {
        Ok(Draft {
            asset: Some(id::key(&self.asset, "ast")),
            contract_number: self.contract_number,
            kind: self.kind,
            lessee: Some(self.lessee.into()),
            terms: self.terms.terms()?,
            renews: None,
        })
    }
}

/// 续租:为原承租方拟订新合同。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseRenewInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 新合同编号。
    pub contract_number: String,
    /// 新合同条款,从原合同到期次日或之后开始。
    pub terms: LeaseTermsInput,
}

impl LeaseRenewInput {
    pub fn draft(self) -> Result<Draft, Failure> {
        Ok(Draft {
            asset: None,
            contract_number: self.contract_number,
            kind: LeaseKind::House,
            lessee: None,
            terms: self.terms.terms()?,
            renews: Some((id::key(&self.lease, "lea"), self.version)),
        })
    }
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

/// 补充协议改动的条款;不给的不变。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseAmendmentInput {
    /// 新租期起租日(补签续期时)。
    pub start_on: Option<Date>,
    /// 止租日(含)。
    pub end_on: Option<Date>,
    /// 面积(平方米)。
    pub area: Option<Area>,
    /// 约定用途。
    pub usage: Option<AssetUse>,
    /// 年租金(元),自生效日起为首年。
    pub annual_rent: Option<Fen>,
    /// 租金递增。
    pub escalation: Option<RentEscalationInput>,
    /// 支付周期。
    pub cycle: Option<PayCycle>,
    /// 首期应付日。
    pub first_due_on: Option<Date>,
    /// 应收押金(元)。
    pub deposit_due: Option<Fen>,
    /// 押金条款。
    pub deposit_clause: Option<String>,
    /// 违约条款。
    pub breach_clause: Option<String>,
    /// 转租条款。
    pub sublet_clause: Option<String>,
    /// 维修条款。
    pub maintenance_clause: Option<String>,
    /// 集体收款账户。
    pub payee_account: Option<String>,
}

/// 补充变更:追加一个条款版本。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseAmendInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 由来。
    pub kind: TermsKind,
    /// 自该日起适用;租金变更从该日或之后开始的账期起。
    pub effective_from: Date,
    /// 补充协议签订日。
    pub signed_on: Date,
    /// 补充协议档案号。
    pub document_reference: String,
    /// 改动。
    pub amendment: LeaseAmendmentInput,
}

impl LeaseAmendInput {
    pub fn amend(self) -> Result<Amend, Failure> {
        let new = self.amendment;
        let escalation = new.escalation.as_ref().map(|input| input.escalation("amendment.escalation")).transpose()?;
        Ok(Amend {
            target: target(&self.lease, self.version),
            kind: self.kind,
            effective_from: self.effective_from.0,
            signed_on: self.signed_on.0,
            reference: self.document_reference,
            amendment: Amendment {
                start_on: new.start_on.map(|date| date.0),
                end_on: new.end_on.map(|date| date.0),
                area: new.area,
                usage: new.usage,
                annual_rent: new.annual_rent,
                escalation,
                cycle: new.cycle,
                first_due_on: new.first_due_on.map(|date| date.0),
                deposit_due: new.deposit_due,
                deposit_clause: new.deposit_clause,
                breach_clause: new.breach_clause,
                sublet_clause: new.sublet_clause,
                maintenance_clause: new.maintenance_clause,
                payee_account: new.payee_account,
            },
        })
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
