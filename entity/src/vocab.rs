//! Closed vocabularies: one enum serves the database (text value + CHECK) and GraphQL.
//!
//! The doc comments are the schema descriptions, hence Chinese. `docs/glossary.md` maps every term.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Declares closed vocabularies with identical derives; the wire value, the column value and the
/// GraphQL value of a variant are all the same SCREAMING_SNAKE_CASE word.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $value:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            EnumIter, DeriveActiveEnum, Enum, Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $(
                $(#[$vdoc])*
                #[sea_orm(string_value = $value)]
                #[graphql(name = $value)]
                #[serde(rename = $value)]
                $variant,
            )+
        }
    )+};
}

mod applications;
mod assets;
mod dividends;
mod findings;
mod payrolls;
mod programmes;
mod report;
mod services;
mod veterans;

pub use applications::*;
pub use assets::*;
pub use dividends::*;
pub use findings::*;
pub use payrolls::*;
pub use programmes::*;
pub use report::*;
pub use services::*;
pub use veterans::*;

vocabulary! {
    /// 单位类别:社区居委会或村委会。
    UnitKind {
        /// 社区。
        Community = "COMMUNITY",
        /// 村。
        Village = "VILLAGE",
    }
    /// 性别(GB/T 2261.1)。
    Sex {
        /// 未知。
        Unknown = "UNKNOWN",
        /// 男。
        Male = "MALE",
        /// 女。
        Female = "FEMALE",
    }
    /// 记录来源:平台启用前的历史记录原样保留(含错误),平台自建记录受全部校验约束。
    RecordOrigin {
        /// 平台启用前的历史记录。
        History = "HISTORY",
        /// 平台建立的记录。
        Platform = "PLATFORM",
    }
    /// 登记的居民身份证号的形态。
    IdNumberKind {
        /// 18 位,校验通过。
        Standard = "STANDARD",
        /// 15 位旧号。
        Legacy = "LEGACY",
        /// 校验未通过的历史号码。
        Invalid = "INVALID",
    }
    /// 户口性质。
    HukouKind {
        /// 农业户口。
        Agricultural = "AGRICULTURAL",
        /// 非农业户口。
        NonAgricultural = "NON_AGRICULTURAL",
    }
    /// 与户主关系。
    HouseholdRole {
        /// 户主。
        Head = "HEAD",
        /// 配偶。
        Spouse = "SPOUSE",
        /// 子女。
        Child = "CHILD",
        /// 父母。
        Parent = "PARENT",
        /// 孙辈。
        Grandchild = "GRANDCHILD",
        /// 其他。
        Other = "OTHER",
    }
    /// 居民与单位的两种归属:户籍决定资格,居住决定服务。
    ResidencyKind {
        /// 户籍所在单位。
        Hukou = "HUKOU",
        /// 实际居住单位。
        Residence = "RESIDENCE",
    }
    /// 居民登记事件类别。
    LifeEventKind {
        /// 死亡。
        Death = "DEATH",
        /// 户口迁出本街道。
        MovedOut = "MOVED_OUT",
        /// 户口迁入本街道。
        MovedIn = "MOVED_IN",
        /// 结婚。
        Marriage = "MARRIAGE",
    }
    /// 残疾类别(残疾人证第 19 位)。
    DisabilityType {
        /// 视力残疾。
        Visual = "VISUAL",
        /// 听力残疾。
        Hearing = "HEARING",
        /// 言语残疾。
        Speech = "SPEECH",
        /// 肢体残疾。
        Physical = "PHYSICAL",
        /// 智力残疾。
        Intellectual = "INTELLECTUAL",
        /// 精神残疾。
        Mental = "MENTAL",
        /// 多重残疾。
        Multiple = "MULTIPLE",
    }
    /// 补贴项目的人群大类。
    ProgrammeGroup {
        /// 老年人。
        Elderly = "ELDERLY",
        /// 残疾人。
        Disabled = "DISABLED",
        /// 低收入与困难群众。
        LowIncome = "LOW_INCOME",
        /// 特困人员。
        Destitute = "DESTITUTE",
        /// 困境儿童。
        Child = "CHILD",
        /// 计划生育特殊家庭与奖励扶助对象。
        FamilyPlanning = "FAMILY_PLANNING",
        /// 退役军人和涉军人员。
        Veteran = "VETERAN",
        /// 就业困难与失业人员。
        Employment = "EMPLOYMENT",
        /// 医疗救助对象。
        Medical = "MEDICAL",
    }
    /// 发放周期。
    Frequency {
        /// 不发放(仅身份认定)。
        None = "NONE",
        /// 按月。
        Monthly = "MONTHLY",
        /// 按季。
        Quarterly = "QUARTERLY",
        /// 每半年。
        SemiAnnual = "SEMI_ANNUAL",
        /// 每年。
        Annual = "ANNUAL",
        /// 一次性。
        OneOff = "ONE_OFF",
        /// 触发后按月(如价格临时补贴)。
        TriggeredMonthly = "TRIGGERED_MONTHLY",
    }
    /// 发放对象单位。
    PayUnit {
        /// 按人。
        Person = "PERSON",
        /// 按户核定、按人计发。
        HouseholdPerPerson = "HOUSEHOLD_PER_PERSON",
        /// 按户。
        Household = "HOUSEHOLD",
        /// 按户按次。
        HouseholdPerCase = "HOUSEHOLD_PER_CASE",
        /// 按家庭(优抚)。
        Family = "FAMILY",
    }
    /// 金额确定方式。
    AmountMode {
        /// 补差:标准减人均收入。
        DifferenceToStandard = "DIFFERENCE_TO_STANDARD",
        /// 仅认定身份,不发放。
        StatusOnly = "STATUS_ONLY",
        /// 定额。
        Fixed = "FIXED",
        /// 分档定额。
        FixedByTier = "FIXED_BY_TIER",
        /// 每次触发定额。
        FixedPerTrigger = "FIXED_PER_TRIGGER",
        /// 一事一议。
        CaseByCase = "CASE_BY_CASE",
        /// 月标准、半年发放。
        MonthlyRatePaidHalfYearly = "MONTHLY_RATE_PAID_HALF_YEARLY",
        /// 分档年标准。
        AnnualRateByTier = "ANNUAL_RATE_BY_TIER",
        /// 由外部系统核定。
        External = "EXTERNAL",
    }
    /// 两个项目之间的排斥关系。
    ExclusionKind {
        /// 互斥,不得同时享受。
        Exclusive = "EXCLUSIVE",
        /// 择高享受其一。
        ChooseHigher = "CHOOSE_HIGHER",
        /// 可同时享受,合计不超过限额。
        Cap = "CAP",
    }
    /// 待遇资格(在册)状态。
    EnrolmentState {
        /// 在享。
        Active = "ACTIVE",
        /// 暂停。
        Suspended = "SUSPENDED",
        /// 已停。
        Stopped = "STOPPED",
    }
    /// 停发原因。
    StopReason {
        /// 死亡。
        Death = "DEATH",
        /// 户口迁出。
        MovedOut = "MOVED_OUT",
        /// 收入超标。
        IncomeOver = "INCOME_OVER",
        /// 残疾人证到期。
        CertExpired = "CERT_EXPIRED",
        /// 超龄。
        AgedOut = "AGED_OUT",
        /// 转入其他项目或档次。
        OtherProgramme = "OTHER_PROGRAMME",
        /// 服刑。
        Imprisoned = "IMPRISONED",
        /// 自愿放弃。
        Voluntary = "VOLUNTARY",
        /// 复核不合格。
        ReviewFailed = "REVIEW_FAILED",
    }
    /// 申请状态。
    ApplicationState {
        /// 草稿。
        Draft = "DRAFT",
        /// 已受理。
        Accepted = "ACCEPTED",
        /// 社区初核。
        CommunityCheck = "COMMUNITY_CHECK",
        /// 街道审核(15 个工作日)。
        SubdistrictReview = "SUBDISTRICT_REVIEW",
        /// 公示。
        Publicity = "PUBLICITY",
        /// 已确认。
        Confirmed = "CONFIRMED",
        /// 不予确认。
        Rejected = "REJECTED",
        /// 已撤回。
        Withdrawn = "WITHDRAWN",
    }
    /// 收款账户类别。
    AccountKind {
        /// 个人账户。
        Personal = "PERSONAL",
        /// 机构账户。
        Institution = "INSTITUTION",
    }
    /// 发放批次类别。
    PayrollKind {
        /// 正常批次。
        Regular = "REGULAR",
        /// 退汇重发批次。
        FollowUp = "FOLLOW_UP",
        /// 补发批次。
        Arrears = "ARREARS",
        /// 补差批次。
        TopUp = "TOP_UP",
    }
    /// 发放批次状态。
    PayrollState {
        /// 已建立。
        Open = "OPEN",
        /// 已计算。
        Calculated = "CALCULATED",
        /// 已锁定。
        Locked = "LOCKED",
        /// 已复核。
        Reviewed = "REVIEWED",
        /// 已审批。
        Approved = "APPROVED",
        /// 已送银行。
        Sent = "SENT",
        /// 部分对账。
        PartlyReconciled = "PARTLY_RECONCILED",
        /// 已对账。
        Reconciled = "RECONCILED",
        /// 已归档。
        Closed = "CLOSED",
        /// 已取消。
        Cancelled = "CANCELLED",
    }
    /// 发放明细状态;只有 PAID 计入人次。
    PaymentState {
        /// 计划中。
        Planned = "PLANNED",
        /// 因异议暂缓。
        Held = "HELD",
        /// 已剔除。
        Excluded = "EXCLUDED",
        /// 已送银行。
        Sent = "SENT",
        /// 已到账。
        Paid = "PAID",
        /// 银行退回,尚未重发。
        Returned = "RETURNED",
        /// 银行退回,已由新明细重发。
        Reissued = "REISSUED",
        /// 已取消。
        Cancelled = "CANCELLED",
    }
    /// 银行退回原因。
    BankReturnCode {
        /// 户名不符。
        HolderMismatch = "HOLDER_MISMATCH",
        /// 账号不存在。
        NoSuchAccount = "NO_SUCH_ACCOUNT",
        /// 已销户。
        AccountClosed = "ACCOUNT_CLOSED",
        /// 账户冻结。
        AccountFrozen = "ACCOUNT_FROZEN",
        /// 证件号不符。
        IdMismatch = "ID_MISMATCH",
        /// 超出限额。
        LimitExceeded = "LIMIT_EXCEEDED",
    }
    /// 岗位角色。
    Role {
        /// 街道民政。
        StreetStaff = "STREET_STAFF",
        /// 社区(村)工作人员。
        CommunityWorker = "COMMUNITY_WORKER",
        /// 退役军人服务站。
        VeteranStation = "VETERAN_STATION",
        /// 财务。
        Finance = "FINANCE",
        /// 村集体经济组织。
        Cooperative = "COOPERATIVE",
        /// 农经。
        AgriEconomy = "AGRI_ECONOMY",
        /// 统计分析(只见汇总数)。
        Bi = "BI",
        /// 审计。
        Auditor = "AUDITOR",
        /// 系统管理员(不见业务数据)。
        Admin = "ADMIN",
    }
}
