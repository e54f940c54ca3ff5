//! Vocabularies of dividends.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 分配单位类别。
    DistributingUnitKind {
        /// 村股份经济合作社。
        VillageCoop = "VILLAGE_COOP",
        /// 村民小组(组级分配)。
        VillagerGroup = "VILLAGER_GROUP",
        /// 股份制小组。
        ShareGroup = "SHARE_GROUP",
    }
    /// 成员管理方式。
    MembershipMode {
        /// 动态管理:随人口增减调整。
        Dynamic = "DYNAMIC",
        /// 静态管理:生不增死不减,股份可继承。
        Static = "STATIC",
    }
    /// 分配依据。
    DistributionBasis {
        /// 按人头。
        PerHead = "PER_HEAD",
        /// 按股份。
        PerShare = "PER_SHARE",
    }
    /// 尾差处理。
    Rounding {
        /// 最大余数法:分到分,分尽为止;余数相同时成员编号小的在前。
        LargestRemainder = "LARGEST_REMAINDER",
        /// 单价取整到分,余款结转下年。
        CarryForward = "CARRY_FORWARD",
    }
    /// 股份种类。
    ShareClass {
        /// 人口股。
        Population = "POPULATION",
        /// 农龄股。
        FarmingYears = "FARMING_YEARS",
        /// 集体股(由单位持有,分得部分留存结转)。
        Collective = "COLLECTIVE",
    }
    /// 名册变更种类。
    RegisterEventKind {
        /// 加入。
        Join = "JOIN",
        /// 退出。
        Leave = "LEAVE",
        /// 配股。
        Issue = "ISSUE",
        /// 转让(出让方为负,受让方为正)。
        Transfer = "TRANSFER",
        /// 继承(被继承人为负,继承人为正)。
        Inherit = "INHERIT",
        /// 更正:使一条变更失效。
        Correct = "CORRECT",
    }
    /// 加入或退出的原因。
    MembershipReason {
        /// 首次确认(建册)。
        Founding = "FOUNDING",
        /// 出生。
        Birth = "BIRTH",
        /// 婚入。
        MarriageIn = "MARRIAGE_IN",
        /// 收养。
        Adoption = "ADOPTION",
        /// 政策性移民。
        PolicyMigration = "POLICY_MIGRATION",
        /// 重新确认。
        Reconfirmed = "RECONFIRMED",
        /// 死亡。
        Death = "DEATH",
        /// 取得其他集体成员身份。
        JoinedOtherCollective = "JOINED_OTHER_COLLECTIVE",
        /// 成为公务员。
        CivilServant = "CIVIL_SERVANT",
        /// 丧失国籍。
        LostNationality = "LOST_NATIONALITY",
        /// 其他(须有决议)。
        Other = "OTHER",
    }
    /// 分配资金来源。
    PlanSource {
        /// 租金等经营收益。
        Rent = "RENT",
        /// 征地补偿。
        LandCompensation = "LAND_COMPENSATION",
        /// 投资收益。
        Investment = "INVESTMENT",
    }
    /// 分配方案状态。
    PlanState {
        /// 草案。
        Draft = "DRAFT",
        /// 已测算。
        Calculated = "CALCULATED",
        /// 监事会已审核。
        Checked = "CHECKED",
        /// 街道已审查。
        Reviewed = "REVIEWED",
        /// 已表决。
        Voted = "VOTED",
        /// 公示中。
        Published = "PUBLISHED",
        /// 已批准。
        Approved = "APPROVED",
        /// 发放中。
        Paying = "PAYING",
        /// 已发放(未领取的挂账)。
        Paid = "PAID",
        /// 已办结备案。
        Closed = "CLOSED",
        /// 已撤销。
        Cancelled = "CANCELLED",
    }
    /// 方案办理步骤。
    PlanAct {
        /// 起草。
        Draft = "DRAFT",
        /// 修改。
        Revise = "REVISE",
        /// 测算。
        Calculate = "CALCULATE",
        /// 监事会审核。
        Check = "CHECK",
        /// 街道审查。
        Review = "REVIEW",
        /// 表决。
        Vote = "VOTE",
        /// 公示。
        Publish = "PUBLISH",
        /// 登记异议。
        Object = "OBJECT",
        /// 答复异议。
        Answer = "ANSWER",
        /// 批准。
        Approve = "APPROVE",
        /// 开始发放。
        Pay = "PAY",
        /// 银行回盘。
        Confirm = "CONFIRM",
        /// 补发。
        Resend = "RESEND",
        /// 继承分割。
        Inherit = "INHERIT",
        /// 撤回不应发放的一笔。
        Withdraw = "WITHDRAW",
        /// 发放完毕。
        Settle = "SETTLE",
        /// 办结备案。
        Close = "CLOSE",
        /// 退回草案。
        Return = "RETURN",
        /// 撤销。
        Cancel = "CANCEL",
    }
    /// 发放明细状态。
    PayoutState {
        /// 待发。
        Planned = "PLANNED",
        /// 已送银行。
        Sent = "SENT",
        /// 已到账。
        Paid = "PAID",
        /// 银行退回。
        Returned = "RETURNED",
        /// 未领取(挂账)。
        Unclaimed = "UNCLAIMED",
        /// 已由继承人分割。
        Inherited = "INHERITED",
        /// 异议成立,不应发放,退回单位结余。
        Withdrawn = "WITHDRAWN",
    }
    /// 未领取原因。
    UnclaimedReason {
        /// 未办银行卡。
        NoBankCard = "NO_BANK_CARD",
        /// 死亡,待继承。
        DeceasedInheritancePending = "DECEASED_INHERITANCE_PENDING",
        /// 银行退回。
        ReturnedByBank = "RETURNED_BY_BANK",
        /// 有争议。
        Disputed = "DISPUTED",
    }
    /// 异议处理结果。
    ObjectionOutcome {
        /// 成立。
        Upheld = "UPHELD",
        /// 不成立。
        Rejected = "REJECTED",
    }
    /// 表决比例以谁为分母。
    VoteBase {
        /// 到会人数。
        Present = "PRESENT",
        /// 应到人数。
        Eligible = "ELIGIBLE",
    }
}
