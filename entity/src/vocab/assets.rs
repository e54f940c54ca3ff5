//! Vocabularies of collective assets, leases and rent.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
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
}
