//! Vocabularies of the annual report and its reported indicators.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 年报数字所属业务(不入库)。
    ReportDomain {
        /// 补贴补助。
        Subsidies = "SUBSIDIES",
        /// 退役军人。
        Veterans = "VETERANS",
        /// 集体资产租赁。
        Leases = "LEASES",
        /// 分配和分红。
        Dividends = "DIVIDENDS",
        /// 服务点(设施)。
        Services = "SERVICES",
        /// 上报指标(只登记,不由平台计算)。
        Indicators = "INDICATORS",
    }
    /// 上报指标的性质。
    IndicatorKind {
        /// 当年实际完成。
        Actual = "ACTUAL",
        /// 年报中提出的目标。
        Target = "TARGET",
    }
    /// 上报数字与计算数字的比较方式。
    IndicatorComparison {
        /// 相等(上报数字取整的,计算数字按同样位数四舍五入后比较)。
        Exact = "EXACT",
        /// 不少于(以上)。
        AtLeast = "AT_LEAST",
        /// 多于(余、多)。
        MoreThan = "MORE_THAN",
        /// 大约(近、约):相差不超过上报数字的百分之五。
        About = "ABOUT",
    }
}
