//! Inputs of acts on registers.

use async_graphql::{ID, InputObject};
use entity::vocab::{DistributingUnitKind, DistributionBasis, MembershipMode, MembershipReason, Rounding, ShareClass};

use crate::{
    dividends::service::{
        register::{Grounds, Target},
        unit::Register,
    },
    kernel::{id, ratio::Percent, time::Date},
};

/// The register an input names, and the version that was read.
pub fn target(unit: &ID, version: i32) -> Target {
    Target { unit: id::key(unit, "dun"), version }
}

/// What a change rests on.
pub fn grounds(effective_on: Date, evidence: String, resolution: Option<String>) -> Grounds {
    Grounds { effective_on: effective_on.0, evidence, resolution }
}

/// 登记分配单位。
#[derive(Debug, Clone, InputObject)]
pub struct DistributingUnitRegisterInput {
    /// 所属集体标识。
    pub collective: ID,
    /// 单位编号,在本集体内唯一。
    pub number: String,
    /// 类别。
    pub kind: DistributingUnitKind,
    /// 名称。
    pub name: String,
    /// 成员管理方式。
    pub membership_mode: MembershipMode,
    /// 分配依据。
    pub basis: DistributionBasis,
    /// 尾差处理。
    pub rounding: Rounding,
    /// 章程规定的公积公益金提取比例。
    pub reserve_rate: Percent,
    /// 公示最少天数(日历日)。
    pub publicity_days: i32,
    /// 成立日。
    pub founded_on: Date,
}

impl From<DistributingUnitRegisterInput> for Register {
    fn from(input: DistributingUnitRegisterInput) -> Self {
        Self {
            collective: id::key(&input.collective, "col"),
            number: input.number,
            kind: input.kind,
            name: input.name,
            membership_mode: input.membership_mode,
            basis: input.basis,
            rounding: input.rounding,
            reserve_points: input.reserve_rate.0,
            publicity_days: input.publicity_days,
            founded_on: input.founded_on.0,
        }
    }
}

/// 更新成员的银行账户。
#[derive(Debug, Clone, InputObject)]
pub struct MemberAccountSetInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 成员标识。
    pub member: ID,
    /// 银行账号(8 到 30 位数字)。
    pub account: String,
}

/// 一名继承股份的成员。
#[derive(Debug, Clone, InputObject)]
pub struct ShareHeirInput {
    /// 成员标识。
    pub member: ID,
    /// 股数。
    pub shares: i64,
}

/// 成员加入(或重新加入)名册。
#[derive(Debug, Clone, InputObject)]
pub struct MemberJoinInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 身份证号(15 或 18 位),须已在居民库。
    pub id_number: String,
    /// 姓名,须与居民库一致。
    pub name: String,
    /// 成员编号;不给则取下一个。
    pub number: Option<i32>,
    /// 原因。
    pub reason: MembershipReason,
    /// 银行账号。
    pub account: Option<String>,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}

/// 成员退出名册。外嫁、入伍、就学、务工、离婚、丧偶、服刑都不是退出的理由。
#[derive(Debug, Clone, InputObject)]
pub struct MemberLeaveInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 成员标识。
    pub member: ID,
    /// 原因。
    pub reason: MembershipReason,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}

/// 配股,或收回股份(负数)。
#[derive(Debug, Clone, InputObject)]
pub struct SharesIssueInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 成员标识;集体股不填。
    pub member: Option<ID>,
    /// 股份种类。
    pub class: ShareClass,
    /// 股数。
    pub shares: i64,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}

/// 股份转让。
#[derive(Debug, Clone, InputObject)]
pub struct SharesTransferInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 出让成员标识。
    pub from: ID,
    /// 受让成员标识。
    pub to: ID,
    /// 股份种类。
    pub class: ShareClass,
    /// 股数。
    pub shares: i64,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}

/// 股份继承。
#[derive(Debug, Clone, InputObject)]
pub struct SharesInheritInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 被继承成员标识。
    pub from: ID,
    /// 股份种类。
    pub class: ShareClass,
    /// 继承人及其股数。
    pub heirs: Vec<ShareHeirInput>,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}

/// 更正名册:使一条加入、退出或配股作废。
#[derive(Debug, Clone, InputObject)]
pub struct RegisterCorrectInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 所见的版本号;名册已被他人修改则拒绝。
    pub version: i32,
    /// 要作废的变更标识。
    pub event: ID,
    /// 生效日(变更从该日起有效),不能晚于今天。
    pub effective_on: Date,
    /// 凭证档案号。
    pub evidence: String,
    /// 决议编号。
    pub resolution: Option<String>,
}
