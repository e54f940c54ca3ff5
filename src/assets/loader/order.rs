//! Orders of leases, bills and assets.

use async_graphql::{Enum, InputObject};

use crate::kernel::page::{Direction, KeyKind, Order};

/// 租赁排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum LeaseOrderField {
    /// 登记次序。
    Id,
    /// 合同编号。
    ContractNumber,
    /// 止租日(最新版本)。
    EndOn,
    /// 年租金(最新版本)。
    AnnualRent,
    /// 每平方米年租金(最新版本;未登记面积的最前)。
    RentPerSquareMetre,
}

/// 租赁排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct LeaseOrder {
    /// 依据。
    pub field: LeaseOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl LeaseOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            LeaseOrderField::Id => &[],
            LeaseOrderField::ContractNumber => &[("contract_number", KeyKind::Text)],
            LeaseOrderField::EndOn => &[("end_on", KeyKind::Date)],
            LeaseOrderField::AnnualRent => &[("annual_rent_fen", KeyKind::Int)],
            LeaseOrderField::RentPerSquareMetre => &[("unit_rent_fen", KeyKind::Int)],
        };
        Order { keys, direction: self.direction }
    }
}

/// 账单排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RentBillOrderField {
    /// 出账次序。
    Id,
    /// 应付日。
    DueOn,
    /// 金额。
    Amount,
}

/// 账单排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct RentBillOrder {
    /// 依据。
    pub field: RentBillOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl RentBillOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            RentBillOrderField::Id => &[],
            RentBillOrderField::DueOn => &[("due_on", KeyKind::Date)],
            RentBillOrderField::Amount => &[("amount_fen", KeyKind::Int)],
        };
        Order { keys, direction: self.direction }
    }
}
