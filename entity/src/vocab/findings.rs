//! Vocabularies of rules, findings and campaigns.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
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
