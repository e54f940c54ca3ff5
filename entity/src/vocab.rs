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
    /// 集体资产类别(资源性、经营性、非经营性)。
    AssetClass {
        /// 资源性资产:土地、林地、水面等。
        Resource = "RESOURCE",
        /// 经营性资产:用于经营的房屋、设备等。
        Operating = "OPERATING",
        /// 非经营性资产:用于教育、文化、卫生、公益等。
        NonOperating = "NON_OPERATING",
    }
    /// 集体资产种类。
    AssetKind {
        /// 厂房。
        Factory = "FACTORY",
        /// 商铺门面。
        Shop = "SHOP",
        /// 仓库。
        Warehouse = "WAREHOUSE",
        /// 办公用房。
        Office = "OFFICE",
        /// 市场摊位。
        MarketStall = "MARKET_STALL",
        /// 集体建设用地、场地。
        Site = "SITE",
        /// 机动地、未承包到户耕地。
        Farmland = "FARMLAND",
        /// 鱼塘水面。
        Pond = "POND",
        /// 闲置公益用房。
        PublicIdle = "PUBLIC_IDLE",
    }
    /// 台账登记的资产使用状态。
    AssetStatus {
        /// 出租。
        Leased = "LEASED",
        /// 闲置。
        Idle = "IDLE",
        /// 自用。
        SelfUse = "SELF_USE",
        /// 有争议。
        Disputed = "DISPUTED",
        /// 已拆除。
        Demolished = "DEMOLISHED",
    }
    /// 房屋安全等级(危险性鉴定)。
    SafetyClass {
        /// A 级:安全。
        A = "A",
        /// B 级:个别构件有隐患。
        B = "B",
        /// C 级:局部危房。
        C = "C",
        /// D 级:整幢危房。
        D = "D",
        /// 不适用或未鉴定。
        None = "NONE",
    }
    /// 资产用途。
    AssetUse {
        /// 生产。
        Production = "PRODUCTION",
        /// 仓储。
        Storage = "STORAGE",
        /// 零售。
        Retail = "RETAIL",
        /// 餐饮。
        Catering = "CATERING",
        /// 办公。
        Office = "OFFICE",
        /// 停车、堆场。
        Yard = "YARD",
        /// 种植。
        Farming = "FARMING",
        /// 养殖。
        Aquaculture = "AQUACULTURE",
        /// 公共服务。
        PublicService = "PUBLIC_SERVICE",
        /// 住宿(涉安全)。
        Dormitory = "DORMITORY",
        /// 危险化学品(涉安全)。
        Chemical = "CHEMICAL",
        /// 三合一:住宿与生产、仓储、经营混用(涉安全)。
        ThreeInOne = "THREE_IN_ONE",
    }
    /// 承租方类别。
    LesseeKind {
        /// 个人。
        Person = "PERSON",
        /// 家庭。
        Household = "HOUSEHOLD",
        /// 个体工商户。
        IndividualBusiness = "INDIVIDUAL_BUSINESS",
        /// 公司。
        Company = "COMPANY",
        /// 合作社。
        Cooperative = "COOPERATIVE",
    }
    /// 租赁(发包)类别。
    LeaseKind {
        /// 房屋。
        House = "HOUSE",
        /// 场地。
        Site = "SITE",
        /// 耕地承包。
        LandContract = "LAND_CONTRACT",
        /// 水面。
        Pond = "POND",
        /// 屋顶。
        Roof = "ROOF",
    }
    /// 租赁状态,按所问日期由合同与行为日期推算。
    LeaseState {
        /// 拟订中。
        Draft = "DRAFT",
        /// 已签订。
        Signed = "SIGNED",
        /// 已备案。
        Filed = "FILED",
        /// 履行中。
        Active = "ACTIVE",
        /// 到期未续仍占用。
        Holdover = "HOLDOVER",
        /// 已由新合同续租。
        Renewed = "RENEWED",
        /// 已腾退。
        Vacated = "VACATED",
        /// 已解除。
        Terminated = "TERMINATED",
        /// 已结清。
        Settled = "SETTLED",
    }
    /// 合同版本的由来。
    TermsKind {
        /// 原合同。
        Original = "ORIGINAL",
        /// 租金变更。
        RentChange = "RENT_CHANGE",
        /// 期限变更(含补签续期)。
        TermChange = "TERM_CHANGE",
        /// 面积变更。
        AreaChange = "AREA_CHANGE",
        /// 补充条款。
        Supplement = "SUPPLEMENT",
    }
    /// 租金支付周期。
    PayCycle {
        /// 按月。
        Month = "MONTH",
        /// 按季。
        Quarter = "QUARTER",
        /// 按半年。
        HalfYear = "HALF_YEAR",
        /// 按年。
        Year = "YEAR",
        /// 一次付清。
        PrepaidAll = "PREPAID_ALL",
    }
    /// 招租方式。
    TenderMethod {
        /// 公开竞价。
        OpenBid = "OPEN_BID",
        /// 招标。
        Tender = "TENDER",
        /// 协议。
        Negotiated = "NEGOTIATED",
        /// 直接发包。
        Direct = "DIRECT",
        /// 续租。
        Renewal = "RENEWAL",
        /// 不明。
        Unknown = "UNKNOWN",
    }
    /// 租金价格依据。
    PriceBasis {
        /// 竞价成交价。
        Bid = "BID",
        /// 评估价。
        Valuation = "VALUATION",
        /// 指导价。
        Benchmark = "BENCHMARK",
        /// 民主议定价。
        Resolution = "RESOLUTION",
    }
    /// 民主决策的会议。
    MeetingBody {
        /// 村民会议。
        VillagersAssembly = "VILLAGERS_ASSEMBLY",
        /// 村民代表会议。
        Representatives = "REPRESENTATIVES",
        /// 村民小组会议。
        GroupAssembly = "GROUP_ASSEMBLY",
        /// 成员(代表)大会。
        MembersAssembly = "MEMBERS_ASSEMBLY",
    }
    /// 文书类别。
    DocumentKind {
        /// 合同。
        Contract = "CONTRACT",
        /// 补充协议。
        Supplement = "SUPPLEMENT",
        /// 评估报告。
        Valuation = "VALUATION",
        /// 租期特别批准。
        TermApproval = "TERM_APPROVAL",
        /// 用途变更批准。
        UseApproval = "USE_APPROVAL",
        /// 交接清单。
        Handover = "HANDOVER",
        /// 其他。
        Other = "OTHER",
    }
    /// 押金(履约保证金)与预收款的收支。
    DepositMove {
        /// 收取。
        Received = "RECEIVED",
        /// 退还。
        Refunded = "REFUNDED",
        /// 抵扣或没收。
        Forfeited = "FORFEITED",
        /// 结清时退还多收的租金(预收款)。
        CreditRefunded = "CREDIT_REFUNDED",
    }
    /// 应收项目。
    BillItem {
        /// 租金。
        Rent = "RENT",
        /// 到期后的占用费。
        Occupancy = "OCCUPANCY",
    }
    /// 收款方式。
    PaymentMethod {
        /// 银行转账。
        Bank = "BANK",
        /// 现金。
        Cash = "CASH",
        /// 移动支付。
        Mobile = "MOBILE",
    }
    /// 收款账户归属。
    RentAccount {
        /// 集体账户。
        Collective = "COLLECTIVE",
        /// 个人账户。
        Personal = "PERSONAL",
    }
    /// 欠租账龄(自应付日起的天数)。
    Ageing {
        /// 1 到 30 天。
        D1To30 = "D1_30",
        /// 31 到 90 天。
        D31To90 = "D31_90",
        /// 91 到 180 天。
        D91To180 = "D91_180",
        /// 181 到 365 天。
        D181To365 = "D181_365",
        /// 365 天以上。
        Over365 = "D365_PLUS",
    }
    /// 回避关系:村干部本人或近亲属。
    CadreRelation {
        /// 本人。
        Own = "OWN",
        /// 配偶。
        Spouse = "SPOUSE",
        /// 父母。
        Parent = "PARENT",
        /// 子女。
        Child = "CHILD",
        /// 兄弟姐妹。
        Sibling = "SIBLING",
    }
    /// 规则所属业务。
    RuleDomain {
        /// 集体资产租赁。
        Lease = "LEASE",
        /// 补贴补助。
        Subsidy = "SUBSIDY",
        /// 分配分红。
        Dividend = "DIVIDEND",
        /// 退役军人。
        Veteran = "VETERAN",
    }
    /// 严重程度。
    Severity {
        /// 提示。
        Info = "INFO",
        /// 低。
        Low = "LOW",
        /// 中。
        Medium = "MEDIUM",
        /// 高。
        High = "HIGH",
    }
    /// 问题状态(发现-交办-整改-销号)。
    FindingState {
        /// 已发现。
        Discovered = "DISCOVERED",
        /// 已交办。
        Assigned = "ASSIGNED",
        /// 整改中。
        Rectifying = "RECTIFYING",
        /// 申请销号,待核验。
        Submitted = "SUBMITTED",
        /// 已销号。
        Closed = "CLOSED",
        /// 核验退回,继续整改。
        Reopened = "REOPENED",
        /// 认定不构成问题。
        Waived = "WAIVED",
    }
    /// 问题处置的一步。
    FindingAct {
        /// 发现。
        Discover = "DISCOVER",
        /// 交办。
        Assign = "ASSIGN",
        /// 开始整改。
        Start = "START",
        /// 申请销号。
        Submit = "SUBMIT",
        /// 核验销号。
        Close = "CLOSE",
        /// 核验退回。
        Reopen = "REOPEN",
        /// 认定不构成问题。
        Waive = "WAIVE",
        /// 延期。
        Extend = "EXTEND",
    }
    /// 自查活动状态。
    CampaignState {
        /// 进行中。
        Open = "OPEN",
        /// 已结束。
        Closed = "CLOSED",
    }
}
