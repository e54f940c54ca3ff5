//! Vocabularies of applications, enrolments as they are kept, and publication lists.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 申请办理的一步。
    ApplicationAct {
        /// 登记申请。
        Draft = "DRAFT",
        /// 登记或变更收款账户。
        Account = "ACCOUNT",
        /// 受理。
        Accept = "ACCEPT",
        /// 开始社区初核。
        Visit = "VISIT",
        /// 社区初核报告。
        Check = "CHECK",
        /// 街道审核。
        Review = "REVIEW",
        /// 退回补充初核。
        Return = "RETURN",
        /// 公示。
        Publish = "PUBLISH",
        /// 登记异议。
        Object = "OBJECT",
        /// 答复异议。
        Answer = "ANSWER",
        /// 确认。
        Confirm = "CONFIRM",
        /// 不予确认。
        Reject = "REJECT",
        /// 撤回。
        Withdraw = "WITHDRAW",
    }
    /// 在册待遇管理的一步。
    EnrolmentAct {
        /// 列入在册。
        Enrol = "ENROL",
        /// 暂停。
        Suspend = "SUSPEND",
        /// 恢复。
        Resume = "RESUME",
        /// 停发。
        Stop = "STOP",
        /// 复核通过。
        ReviewPassed = "REVIEW_PASSED",
        /// 复核未通过。
        ReviewFailed = "REVIEW_FAILED",
        /// 变更收款账户。
        AccountChange = "ACCOUNT_CHANGE",
        /// 变更档次。
        TierChange = "TIER_CHANGE",
    }
    /// 复核结论。
    ReviewOutcome {
        /// 通过,仍符合条件。
        Passed = "PASSED",
        /// 未通过,先暂停。
        Suspend = "SUSPEND",
        /// 未通过,停发。
        Stop = "STOP",
    }
    /// 公示名单的状态,按所问日期推算。
    PublicationState {
        /// 尚未开始。
        Planned = "PLANNED",
        /// 公示中。
        Published = "PUBLISHED",
        /// 期满撤下,已归档。
        TakenDown = "TAKEN_DOWN",
        /// 提前撤回。
        Withdrawn = "WITHDRAWN",
    }
    /// 公示名单中的姓名。
    NamePolicy {
        /// 全名(未成年人隐去部分)。
        Full = "FULL",
        /// 隐去部分,如 张*明。
        Masked = "MASKED",
        /// 不公示。
        None = "NONE",
    }
}
