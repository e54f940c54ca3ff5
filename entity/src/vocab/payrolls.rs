//! Vocabularies of payrolls, bank files and recoveries.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 发放批次办理的一步。
    PayrollAct {
        /// 建立。
        Open = "OPEN",
        /// 计算。
        Calculate = "CALCULATE",
        /// 对个别明细作出决定(暂缓、剔除或恢复)。
        Decide = "DECIDE",
        /// 锁定。
        Lock = "LOCK",
        /// 复核。
        Review = "REVIEW",
        /// 审批。
        Approve = "APPROVE",
        /// 退回重算。
        Reject = "REJECT",
        /// 取消。
        Cancel = "CANCEL",
        /// 生成银行代发文件。
        Export = "EXPORT",
        /// 登记银行回盘。
        Reconcile = "RECONCILE",
        /// 处理回盘中的不符行。
        Resolve = "RESOLVE",
        /// 退汇转入重发批次。
        Reissue = "REISSUE",
        /// 退汇不再发放。
        Withdraw = "WITHDRAW",
        /// 归档。
        Close = "CLOSE",
    }
    /// 对批次中一项待遇的决定。
    PayrollDecisionKind {
        /// 因异议暂缓。
        Hold = "HOLD",
        /// 剔除。
        Exclude = "EXCLUDE",
    }
    /// 银行回盘一行不符的原因。
    PayrollExceptionCode {
        /// 这一行读不出来。
        Unreadable = "UNREADABLE",
        /// 本批次没有这个明细编号。
        UnknownReference = "UNKNOWN_REFERENCE",
        /// 这笔不在途,已有结果或未送银行。
        NotSent = "NOT_SENT",
        /// 金额与送盘不符。
        WrongAmount = "WRONG_AMOUNT",
        /// 账号与送盘不符。
        WrongAccount = "WRONG_ACCOUNT",
        /// 同一明细编号出现两次。
        ReferenceTwice = "REFERENCE_TWICE",
        /// 银行流水号已用于另一笔。
        BankReferenceUsed = "BANK_REFERENCE_USED",
        /// 没有银行流水号。
        BankReferenceMissing = "BANK_REFERENCE_MISSING",
        /// 结果码不在格式约定之内。
        UnknownResult = "UNKNOWN_RESULT",
    }
    /// 名册与上月相比的变化。
    RosterChangeKind {
        /// 新增。
        Added = "ADDED",
        /// 停发。
        Removed = "REMOVED",
        /// 金额变更。
        Changed = "CHANGED",
    }
    /// 名册变化的原因。
    RosterReason {
        /// 本月起享受。
        Enrolled = "ENROLLED",
        /// 恢复发放。
        Resumed = "RESUMED",
        /// 由其他档次转来。
        TierFrom = "TIER_FROM",
        /// 转到其他档次。
        TierTo = "TIER_TO",
        /// 已停发(原因见待遇)。
        Stopped = "STOPPED",
        /// 死亡。
        Death = "DEATH",
        /// 户口迁出。
        MovedOut = "MOVED_OUT",
        /// 暂停。
        Suspended = "SUSPENDED",
        /// 因异议暂缓。
        Held = "HELD",
        /// 本批次剔除。
        Excluded = "EXCLUDED",
        /// 一次性或非本月发放。
        NotThisMonth = "NOT_THIS_MONTH",
        /// 标准调整。
        Standard = "STANDARD",
        /// 核定收入变化。
        Income = "INCOME",
        /// 其他,须核实。
        Unexplained = "UNEXPLAINED",
    }
    /// 银行文件的版式。
    FileLayout {
        /// 逗号分隔。
        Csv = "CSV",
        /// 定长(按字节)。
        FixedWidth = "FIXED_WIDTH",
    }
    /// 文件的字符编码。
    TextEncoding {
        /// 国际通用编码 UTF-8。
        Utf8 = "UTF_8",
        /// GB18030(兼容 GBK)。
        Gb18030 = "GB18030",
    }
    /// 存档文件的来历。
    StoredFileKind {
        /// 上传的文件。
        Upload = "UPLOAD",
        /// 平台生成的银行代发文件。
        BankFile = "BANK_FILE",
    }
    /// 追回的状态。
    RecoveryState {
        /// 未追回。
        Open = "OPEN",
        /// 部分追回。
        Partial = "PARTIAL",
        /// 已追回。
        Recovered = "RECOVERED",
        /// 已核销。
        WrittenOff = "WRITTEN_OFF",
    }
}
