//! Vocabularies of programme administration and eligibility.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 判定资格所依据的事实。前一部分由登记信息得出,后一部分由经办人申报并留存来源。
    EligibilityFact {
        /// 当月在世(死亡当月仍算)。
        Alive = "ALIVE",
        /// 当月末日的周岁。
        Age = "AGE",
        /// 当月开始时(上月末日)的周岁;用于到龄的当月仍可享受的上限。
        AgeAtStart = "AGE_AT_START",
        /// 性别。
        Sex = "SEX",
        /// 当月户籍在本街道(迁出当月仍算)。
        HukouHere = "HUKOU_HERE",
        /// 户口性质。
        HukouKind = "HUKOU_KIND",
        /// 户籍所在单位是村还是社区。
        HukouUnitKind = "HUKOU_UNIT_KIND",
        /// 残疾人证当月有效(到期当月仍算)。
        CertificateValid = "CERTIFICATE_VALID",
        /// 有效残疾人证的等级,1 最重。
        CertificateGrade = "CERTIFICATE_GRADE",
        /// 有效残疾人证的类别。
        CertificateKind = "CERTIFICATE_KIND",
        /// 家庭人均月收入(元)。
        IncomePerHead = "INCOME_PER_HEAD",
        /// 同户持有效残疾人证的人数(含本人)。
        DisabledInHousehold = "DISABLED_IN_HOUSEHOLD",
        /// 成年且由同户 60 周岁以上的父母供养(依老养残)。
        KeptByElder = "KEPT_BY_ELDER",
        /// 本人当月在享的项目。
        Programme = "PROGRAMME",
        /// 同户任一人当月在享的项目。
        HouseholdProgramme = "HOUSEHOLD_PROGRAMME",
        /// 退役军人和涉军人员类别。
        VeteranCategory = "VETERAN_CATEGORY",
        /// 残疾军人等级,1 最重,10 最轻。
        VeteranGrade = "VETERAN_GRADE",
        /// 残疾军人残疾性质。
        VeteranCause = "VETERAN_CAUSE",
        /// 申报:无劳动能力。
        NoLabourCapacity = "NO_LABOUR_CAPACITY",
        /// 申报:无生活来源。
        NoIncomeSource = "NO_INCOME_SOURCE",
        /// 申报:无具备履行能力的法定赡养、抚养、扶养义务人。
        NoCapableSupporter = "NO_CAPABLE_SUPPORTER",
        /// 申报:家庭财产核查通过。
        AssetCheckPassed = "ASSET_CHECK_PASSED",
        /// 申报:无固定收入。
        NoFixedIncome = "NO_FIXED_INCOME",
        /// 申报:特困人员生活自理能力,FULL 全护理、HALF 半护理、SELF 全自理。
        CareLevel = "CARE_LEVEL",
        /// 申报:供养(养育)方式,DISPERSED 分散、CENTRAL 集中。
        SupportMode = "SUPPORT_MODE",
        /// 申报:需要长期照护。
        NeedsLongTermCare = "NEEDS_LONG_TERM_CARE",
        /// 申报:领取工伤生活护理费。
        WorkInjuryCare = "WORK_INJURY_CARE",
        /// 申报:领取残疾军人护理费。
        SoldierCare = "SOLDIER_CARE",
        /// 申报:父母双方死亡或失踪。
        ParentsLost = "PARENTS_LOST",
        /// 申报:监护状况,ABSENT 监护缺失、INCAPABLE 无力履行、NORMAL 正常。
        Guardianship = "GUARDIANSHIP",
        /// 申报:年满 18 周岁仍在校就读。
        AtSchool = "AT_SCHOOL",
        /// 申报:困难事由,EMERGENCY 急难型、EXPENDITURE 支出型。
        Hardship = "HARDSHIP",
        /// 申报:12 个月内同一事由已获临时救助。
        SameCauseAided = "SAME_CAUSE_AIDED",
        /// 申报:独生子女状况,DEAD 死亡、DISABLED 三级以上伤残。
        OnlyChild = "ONLY_CHILD",
        /// 申报:子女情况,ONE 一个子女、TWO_DAUGHTERS 两个女孩、NONE_SURVIVING 现无存活子女、OTHER 其他。
        Children = "CHILDREN",
        /// 申报:老年人能力评估,ABLE 完好或轻度、MODERATE 中度失能、SEVERE 重度失能。
        CareNeed = "CARE_NEED",
        /// 申报:空巢。
        EmptyNest = "EMPTY_NEST",
        /// 申报:在历史名册上(如 60 年代精减退职)。
        HistoricList = "HISTORIC_LIST",
        /// 申报:在街道当年审定的慰问名单上。
        AnnualList = "ANNUAL_LIST",
        /// 申报:就业状态,UNEMPLOYED_REGISTERED 登记失业、EMPLOYED 就业。
        Employment = "EMPLOYMENT",
        /// 申报:立功受奖喜报已核实。
        MeritConfirmed = "MERIT_CONFIRMED",
    }
    /// 比较方式。
    Comparison {
        /// 等于(多值事实:包含)。
        Eq = "EQ",
        /// 不等于(多值事实:不包含)。
        Ne = "NE",
        /// 小于。
        Lt = "LT",
        /// 不大于。
        Le = "LE",
        /// 大于。
        Gt = "GT",
        /// 不小于。
        Ge = "GE",
        /// 属于其中之一。
        In = "IN",
        /// 不属于其中任何一个。
        NotIn = "NOT_IN",
    }
    /// 资格判定结论。
    EligibilityVerdict {
        /// 符合。
        Eligible = "ELIGIBLE",
        /// 不符合。
        NotEligible = "NOT_ELIGIBLE",
        /// 缺少事实,尚不能判定。
        Unknown = "UNKNOWN",
    }
    /// 一个条件的判定结果。
    ConditionResult {
        /// 满足。
        Met = "MET",
        /// 不满足。
        NotMet = "NOT_MET",
        /// 缺少事实。
        Missing = "MISSING",
    }
    /// 资格条件的结构:条件如何组合。
    ConditionKind {
        /// 全部满足。
        All = "ALL",
        /// 满足其一。
        Any = "ANY",
        /// 不满足。
        Not = "NOT",
        /// 一项事实与要求比较。
        Compare = "COMPARE",
        /// 按档次分别规定。
        Tier = "TIER",
    }
    /// 审批层级。
    ApprovingLevel {
        /// 区。
        District = "DISTRICT",
        /// 街道。
        Subdistrict = "SUBDISTRICT",
    }
    /// 起始月的确定。
    StartRule {
        /// 确认的次月。
        MonthAfterConfirmation = "MONTH_AFTER_CONFIRMATION",
        /// 申请当月。
        MonthOfApplication = "MONTH_OF_APPLICATION",
        /// 达到年龄的当月。
        BirthdayMonth = "BIRTHDAY_MONTH",
        /// 与所依附的项目同月。
        WithBaseProgramme = "WITH_BASE_PROGRAMME",
        /// 批准当月。
        OnApproval = "ON_APPROVAL",
        /// 年度确认后。
        AnnualConfirmation = "ANNUAL_CONFIRMATION",
        /// 联动机制启动的当月。
        Trigger = "TRIGGER",
        /// 历史对象,已经确定。
        Historic = "HISTORIC",
        /// 发证的次月。
        MonthAfterCertificate = "MONTH_AFTER_CERTIFICATE",
        /// 由外部系统确定。
        External = "EXTERNAL",
    }
    /// 停发月的确定。
    StopRule {
        /// 事由发生的次月起停发。
        MonthAfterEvent = "MONTH_AFTER_EVENT",
        /// 一次性,不延续。
        Single = "SINGLE",
        /// 年满 18 周岁的次月起停发,在校就读的除外。
        MonthAfterEighteenUnlessAtSchool = "MONTH_AFTER_EIGHTEEN_UNLESS_AT_SCHOOL",
        /// 事由发生的次年起停发。
        YearAfterEvent = "YEAR_AFTER_EVENT",
        /// 就业即停。
        OnEmployment = "ON_EMPLOYMENT",
        /// 由外部系统确定。
        External = "EXTERNAL",
    }
    /// 排斥关系适用的层面。
    ExclusionLevel {
        /// 同一人。
        Person = "PERSON",
        /// 同一户。
        Household = "HOUSEHOLD",
    }
    /// 项目变更的内容。
    ProgrammeChangeKind {
        /// 标准。
        Standard = "STANDARD",
        /// 资格条件与办理规定。
        Terms = "TERMS",
        /// 设立排斥关系。
        Exclusion = "EXCLUSION",
        /// 终止排斥关系。
        ExclusionEnd = "EXCLUSION_END",
    }
    /// 项目变更的状态。
    ProgrammeChangeState {
        /// 待批准。
        Proposed = "PROPOSED",
        /// 已批准生效(自其生效月起执行)。
        InForce = "IN_FORCE",
        /// 已退回。
        Rejected = "REJECTED",
    }
}
