//! Vocabularies of veterans.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 退役军人和涉军人员类别;一人可有多个,其中一个为主。
    VeteranCategory {
        /// 自主就业退役士兵。
        SelfEmployedSoldier = "SELF_EMPLOYED_SOLDIER",
        /// 政府安排工作退役士兵(含转业士官)。
        PlacedSoldier = "PLACED_SOLDIER",
        /// 转业军官。
        TransferredOfficer = "TRANSFERRED_OFFICER",
        /// 复员干部。
        DemobilisedCadre = "DEMOBILISED_CADRE",
        /// 自主择业、逐月领取退役金人员。
        MonthlyPension = "MONTHLY_PENSION",
        /// 军队离退休干部。
        RetiredOfficer = "RETIRED_OFFICER",
        /// 残疾军人(1-10级)。
        Disabled = "DISABLED",
        /// 在乡复员军人(1954年10月31日前入伍)。
        RuralDemobilised = "RURAL_DEMOBILISED",
        /// 带病回乡退伍军人。
        Illness = "ILLNESS",
        /// 参战退役人员。
        Combat = "COMBAT",
        /// 参试退役人员。
        NuclearTest = "NUCLEAR_TEST",
        /// 60周岁以上农村籍退役士兵。
        Rural60 = "RURAL_60",
        /// 烈士遗属。
        MartyrFamily = "MARTYR_FAMILY",
        /// 因公牺牲军人遗属。
        DutyDeathFamily = "DUTY_DEATH_FAMILY",
        /// 病故军人遗属。
        IllnessDeathFamily = "ILLNESS_DEATH_FAMILY",
        /// 60周岁以上烈士子女(含错杀平反)。
        MartyrChild60 = "MARTYR_CHILD_60",
        /// 现役军人家属(义务兵家庭)。
        ActiveFamily = "ACTIVE_FAMILY",
    }
    /// 残疾性质。
    DisabilityCause {
        /// 因战。
        War = "WAR",
        /// 因公。
        Duty = "DUTY",
        /// 因病(只有 1 至 6 级)。
        Illness = "ILLNESS",
    }
    /// 立功受奖等级。
    HonourLevel {
        /// 一等功。
        FirstClass = "FIRST_CLASS",
        /// 二等功。
        SecondClass = "SECOND_CLASS",
        /// 三等功。
        ThirdClass = "THIRD_CLASS",
        /// 四有优秀个人、嘉奖。
        Excellent = "EXCELLENT",
    }
    /// 就业状况。
    EmploymentStatus {
        /// 在业。
        Employed = "EMPLOYED",
        /// 灵活就业、自主创业。
        Flexible = "FLEXIBLE",
        /// 失业,有就业意愿。
        Unemployed = "UNEMPLOYED",
        /// 退休或超过劳动年龄。
        Retired = "RETIRED",
        /// 未就业且无就业意愿。
        NotWorking = "NOT_WORKING",
    }
    /// 健康状况。
    HealthStatus {
        /// 良好。
        Good = "GOOD",
        /// 慢性病。
        Chronic = "CHRONIC",
        /// 重病。
        Serious = "SERIOUS",
        /// 失能。
        Dependent = "DEPENDENT",
    }
    /// 住房状况。
    HousingStatus {
        /// 自有。
        Owned = "OWNED",
        /// 租住。
        Rented = "RENTED",
        /// 随亲属居住。
        WithFamily = "WITH_FAMILY",
        /// 机构供养。
        Institution = "INSTITUTION",
    }
    /// 联系走访类别;每类的周期见 contactIntervals。
    ContactClass {
        /// 重点(残疾、三属、困难等)。
        Key = "KEY",
        /// 经常。
        Regular = "REGULAR",
        /// 一般。
        General = "GENERAL",
    }
    /// 联系方式。
    ContactChannel {
        /// 上门走访。
        Visit = "VISIT",
        /// 电话。
        Phone = "PHONE",
        /// 网络。
        Online = "ONLINE",
        /// 来站接待。
        Station = "STATION",
    }
    /// 一期联系计划在判定日的情况,由联系记录推算。
    ContactState {
        /// 本期尚未联系。
        Due = "DUE",
        /// 已联系。
        Done = "DONE",
        /// 到期未联系。
        Missed = "MISSED",
    }
    /// 五类服务。
    ServiceKind {
        /// 培训。
        Training = "TRAINING",
        /// 帮扶。
        Assistance = "ASSISTANCE",
        /// 就业。
        Employment = "EMPLOYMENT",
        /// 咨询。
        Consultation = "CONSULTATION",
        /// 优抚。
        Preferential = "PREFERENTIAL",
    }
    /// 服务办理状态。
    ServiceState {
        /// 已登记。
        Registered = "REGISTERED",
        /// 已受理。
        Accepted = "ACCEPTED",
        /// 已派单。
        Assigned = "ASSIGNED",
        /// 服务中。
        InService = "IN_SERVICE",
        /// 已上报街道站。
        ReferredUp = "REFERRED_UP",
        /// 已完成,待回访。
        Completed = "COMPLETED",
        /// 已回访。
        FollowUp = "FOLLOW_UP",
        /// 已办结。
        Closed = "CLOSED",
        /// 已撤回(本人撤回或登记有误),不计入服务数。
        Withdrawn = "WITHDRAWN",
    }
    /// 服务结果。
    ServiceOutcome {
        /// 已解决。
        Resolved = "RESOLVED",
        /// 部分解决。
        PartlyResolved = "PARTLY_RESOLVED",
        /// 未解决(已说明)。
        Unresolved = "UNRESOLVED",
    }
    /// 帮扶方式。
    AssistanceKind {
        /// 走访慰问。
        Visit = "VISIT",
        /// 现金帮扶。
        Grant = "GRANT",
        /// 实物帮扶。
        Material = "MATERIAL",
    }
    /// 就业推荐结果。
    EmploymentResult {
        /// 已录用。
        Hired = "HIRED",
        /// 未录用。
        NotHired = "NOT_HIRED",
    }
    /// 优抚服务事项。
    PreferentialKind {
        /// 抚恤、生活补助。
        Pension = "PENSION",
        /// 免费体检。
        CheckUp = "CHECK_UP",
        /// 短期疗养。
        Recuperation = "RECUPERATION",
        /// 医疗费报销。
        Reimbursement = "REIMBURSEMENT",
        /// 光荣之家牌匾。
        Plaque = "PLAQUE",
        /// 立功送喜。
        MeritReport = "MERIT_REPORT",
        /// 节日慰问。
        Condolence = "CONDOLENCE",
    }
    /// 优待抚恤事项。
    BenefitKind {
        /// 光荣之家牌匾(按户)。
        Plaque = "PLAQUE",
        /// 立功喜报。
        MeritReport = "MERIT_REPORT",
        /// 免费体检(按年)。
        CheckUp = "CHECK_UP",
        /// 短期疗养(按年)。
        Recuperation = "RECUPERATION",
        /// 医疗费报销(按次)。
        Reimbursement = "REIMBURSEMENT",
        /// 定期抚恤补助(区级发放)。
        Pension = "PENSION",
    }
    /// 优待抚恤事项状态。
    BenefitState {
        /// 已登记(待办)。
        Registered = "REGISTERED",
        /// 已核准。
        Approved = "APPROVED",
        /// 已落实:牌匾已悬挂、喜报已送达、体检或疗养已完成、报销已拨付、抚恤已发放。
        Delivered = "DELIVERED",
        /// 牌匾破损,待更换。
        Damaged = "DAMAGED",
        /// 牌匾遗失或未悬挂,待补挂。
        Missing = "MISSING",
        /// 未予核准或本人放弃。
        Refused = "REFUSED",
        /// 已终止:牌匾已收回、抚恤已停发。
        Ended = "ENDED",
    }
    /// 优待证种类。
    CardKind {
        /// 退役军人优待证。
        Veteran = "VETERAN",
        /// 烈士、因公牺牲军人、病故军人遗属优待证。
        ThreeFamilies = "THREE_FAMILIES",
    }
    /// 优待证办理状态。
    CardState {
        /// 已申请。
        Applied = "APPLIED",
        /// 街道已受理。
        Accepted = "ACCEPTED",
        /// 上级已审核。
        Reviewed = "REVIEWED",
        /// 银行已制证。
        Printed = "PRINTED",
        /// 街道已领回。
        Received = "RECEIVED",
        /// 已发放。
        Issued = "ISSUED",
        /// 不予发放。
        Refused = "REFUSED",
    }
    /// 办理步骤(服务、优待抚恤、优待证)。
    VeteranAct {
        /// 登记。
        Register = "REGISTER",
        /// 受理。
        Accept = "ACCEPT",
        /// 派单。
        Assign = "ASSIGN",
        /// 开始服务。
        Start = "START",
        /// 上报街道站。
        Refer = "REFER",
        /// 街道站交回。
        Return = "RETURN",
        /// 完成。
        Complete = "COMPLETE",
        /// 回访。
        FollowUp = "FOLLOW_UP",
        /// 办结。
        Close = "CLOSE",
        /// 撤回。
        Withdraw = "WITHDRAW",
        /// 核准。
        Approve = "APPROVE",
        /// 不予核准。
        Refuse = "REFUSE",
        /// 落实。
        Deliver = "DELIVER",
        /// 报告破损或遗失。
        Report = "REPORT",
        /// 更换、补挂。
        Replace = "REPLACE",
        /// 终止。
        End = "END",
        /// 申请。
        Apply = "APPLY",
        /// 上级审核通过。
        Review = "REVIEW",
        /// 制证。
        Print = "PRINT",
        /// 领回。
        Receive = "RECEIVE",
        /// 发放。
        Issue = "ISSUE",
    }
}
