//! Inputs that carry terms: drafts, renewals, supplements.

use async_graphql::{ID, InputObject};
use entity::{
    area::Area,
    vocab::{AssetUse, LeaseKind, LesseeKind, PayCycle, TermsKind},
};

use super::input::target;
use crate::{
    assets::{
        model::{Escalation, Rise, Terms},
        service::{
            amend::{Amend, Amendment},
            draft::{Draft, NewLessee},
        },
    },
    kernel::{id, money::Fen, problem::Failure, ratio::Percent, time::Date},
};

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
