//! Inputs of acts on the register.

use async_graphql::{Context, ID, InputObject};
use entity::vocab::{
    ContactChannel, ContactClass, DisabilityCause, EmploymentStatus, HealthStatus, HonourLevel, HousingStatus,
    VeteranCategory,
};

use crate::{
    kernel::{app::App, id, problem::Failure, time::Date},
    veterans::{
        model::{DISABILITY_CERTIFICATE, SERVICE_UNIT},
        service::{
            Subject, Target,
            category::{Assess, End, Grant},
            contact::Contacted,
            end::{EndFile, Reopen},
            honour::Honoured,
            register::{Particulars, Registration},
            revise::{Archive, Revise},
        },
    },
};

/// The file an input names, and the version that was read.
pub fn file(veteran: &ID, version: i32) -> Target {
    Target::read(Subject::Veteran(id::key(veteran, "vet")), version)
}

/// `text` sealed for `column`.
pub fn sealed(ctx: &Context<'_>, column: &'static str, text: &str) -> Result<Vec<u8>, Failure> {
    Ok(ctx.data_unchecked::<App>().vault.seal(column, text.trim())?)
}

/// 服役和生活情况;不给的为不详(修改时不变)。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranParticularsInput {
    /// 入伍日。
    pub enlist_on: Option<Date>,
    /// 退役日。
    pub discharge_on: Option<Date>,
    /// 服役部队代号(加密保存)。
    pub service_unit: Option<String>,
    /// 退役时职级、军衔。
    pub rank: Option<String>,
    /// 就业状况。
    pub employment: Option<EmploymentStatus>,
    /// 健康状况。
    pub health: Option<HealthStatus>,
    /// 住房状况。
    pub housing: Option<HousingStatus>,
    /// 家庭困难。
    pub hardship: Option<bool>,
    /// 中共党员。
    pub party_member: Option<bool>,
    /// 联系走访类别。
    pub contact_class: Option<ContactClass>,
}

impl VeteranParticularsInput {
    fn particulars(self, ctx: &Context<'_>) -> Result<Particulars, Failure> {
        let unit = self.service_unit.as_deref().map(|name| sealed(ctx, SERVICE_UNIT, name)).transpose()?;
        Ok(Particulars {
            enlist_on: self.enlist_on.map(|date| date.0),
            discharge_on: self.discharge_on.map(|date| date.0),
            service_unit: unit,
            rank: self.rank,
            employment: self.employment,
            health: self.health,
            housing: self.housing,
            hardship: self.hardship,
            party_member: self.party_member,
            contact_class: self.contact_class,
        })
    }
}

/// 登记建档。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranRegisterInput {
    /// 本人居民身份证号;15 位旧号也可。
    pub id_number: String,
    /// 本人姓名,须与居民库一致。
    pub name: String,
    /// 建档服务站所在村(社区)代码,须为户籍地或居住地;不给则为户籍地。
    pub unit: Option<String>,
    /// 主类别。
    pub category: VeteranCategory,
    /// 该类别的起始日。
    pub category_from: Date,
    /// 登记日,不能晚于今天。
    pub registered_on: Date,
    /// 建档立卡日。
    pub archive_on: Option<Date>,
    /// 服役和生活情况。
    pub particulars: VeteranParticularsInput,
}

impl VeteranRegisterInput {
    /// What is to be entered.
    ///
    /// # Errors
    /// A fault.
    pub fn registration(self, ctx: &Context<'_>) -> Result<Registration, Failure> {
        Ok(Registration {
            id_number: self.id_number,
            name: self.name,
            unit: self.unit,
            category: self.category,
            category_from: self.category_from.0,
            registered_on: self.registered_on.0,
            archive_on: self.archive_on.map(|date| date.0),
            particulars: self.particulars.particulars(ctx)?,
        })
    }
}

/// 修改登记内容。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranReviseInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 要修改的内容;不给的不变。
    pub particulars: VeteranParticularsInput,
}

impl VeteranReviseInput {
    /// The act.
    ///
    /// # Errors
    /// A fault.
    pub fn act(self, ctx: &Context<'_>) -> Result<Revise, Failure> {
        Ok(Revise { target: file(&self.veteran, self.version), particulars: self.particulars.particulars(ctx)? })
    }
}

/// 建档立卡。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranArchiveInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 建档立卡日,不能早于登记日、晚于今天。
    pub archive_on: Date,
}

impl From<VeteranArchiveInput> for Archive {
    fn from(input: VeteranArchiveInput) -> Self {
        Self { target: file(&input.veteran, input.version), archive_on: input.archive_on.0 }
    }
}

/// 终止档案。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranEndInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 终止日。
    pub ended_on: Date,
    /// 原因。
    pub reason: String,
}

impl From<VeteranEndInput> for EndFile {
    fn from(input: VeteranEndInput) -> Self {
        Self { target: file(&input.veteran, input.version), ended_on: input.ended_on.0, reason: input.reason }
    }
}

/// 恢复已终止的档案。
#[derive(Debug, Clone, InputObject)]
pub struct VeteranReopenInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<VeteranReopenInput> for Reopen {
    fn from(input: VeteranReopenInput) -> Self {
        Self { target: file(&input.veteran, input.version), reason: input.reason }
    }
}

/// 增加类别。
#[derive(Debug, Clone, InputObject)]
pub struct CategoryGrantInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 类别。
    pub category: VeteranCategory,
    /// 起始日,不能晚于今天。
    pub valid_from: Date,
    /// 是否改为主类别。
    pub primary: bool,
    /// 认定依据的档案号。
    pub document_reference: String,
}

impl From<CategoryGrantInput> for Grant {
    fn from(input: CategoryGrantInput) -> Self {
        Self {
            target: file(&input.veteran, input.version),
            category: input.category,
            valid_from: input.valid_from.0,
            primary: input.primary,
            document: input.document_reference,
        }
    }
}

/// 终止类别。
#[derive(Debug, Clone, InputObject)]
pub struct CategoryEndInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 类别。
    pub category: VeteranCategory,
    /// 终止日(该日起不再持有)。
    pub valid_to: Date,
    /// 终止主类别时,改以哪一类别为主。
    pub primary: Option<VeteranCategory>,
}

impl From<CategoryEndInput> for End {
    fn from(input: CategoryEndInput) -> Self {
        Self {
            target: file(&input.veteran, input.version),
            category: input.category,
            valid_to: input.valid_to.0,
            primary: input.primary,
        }
    }
}

/// 登记残疾等级评定;原有评定随之终止。
#[derive(Debug, Clone, InputObject)]
pub struct DisabilityAssessInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 等级,1 到 10;因病只评 1 到 6。
    pub grade: i32,
    /// 性质。
    pub cause: DisabilityCause,
    /// 残疾军人证编号(加密保存)。
    pub certificate: String,
    /// 发证日。
    pub issued_on: Date,
    /// 复核日。
    pub review_on: Option<Date>,
    /// 起始日。
    pub valid_from: Date,
}

impl DisabilityAssessInput {
    /// The act.
    ///
    /// # Errors
    /// A certificate that is none, or a fault.
    pub fn act(self, ctx: &Context<'_>) -> Result<Assess, Failure> {
        let length = self.certificate.trim().chars().count();
        if !(4..=30).contains(&length) {
            return Err(Failure::problem("CERTIFICATE", "certificate", "残疾军人证编号应为 4 到 30 个字符"));
        }
        Ok(Assess {
            target: file(&self.veteran, self.version),
            grade: self.grade,
            cause: self.cause,
            certificate: sealed(ctx, DISABILITY_CERTIFICATE, &self.certificate)?,
            issued_on: self.issued_on.0,
            review_on: self.review_on.map(|date| date.0),
            valid_from: self.valid_from.0,
        })
    }
}

/// 登记立功受奖。
#[derive(Debug, Clone, InputObject)]
pub struct HonourRecordInput {
    /// 档案标识。
    pub veteran: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 等级。
    pub level: HonourLevel,
    /// 授奖日。
    pub awarded_on: Date,
    /// 授奖单位。
    pub authority: String,
}

impl From<HonourRecordInput> for Honoured {
    fn from(input: HonourRecordInput) -> Self {
        Self {
            target: file(&input.veteran, input.version),
            level: input.level,
            awarded_on: input.awarded_on.0,
            authority: input.authority,
        }
    }
}

/// 登记一次联系。
#[derive(Debug, Clone, InputObject)]
pub struct ContactRecordInput {
    /// 档案标识。
    pub veteran: ID,
    /// 日期,不能晚于今天、早于登记日。
    pub contacted_on: Date,
    /// 方式。
    pub channel: ContactChannel,
    /// 联系人。
    pub visitor: String,
    /// 内容。
    pub content: String,
}

impl From<ContactRecordInput> for Contacted {
    fn from(input: ContactRecordInput) -> Self {
        Self {
            target: Target::file(id::key(&input.veteran, "vet")),
            contacted_on: input.contacted_on.0,
            channel: input.channel,
            visitor: input.visitor,
            content: input.content,
        }
    }
}
