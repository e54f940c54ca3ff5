//! Filters of bills and receipts.

use async_graphql::InputObject;
use chrono::NaiveDate;
use entity::{
    lease, receipt, rent_bill,
    vocab::{BillItem, PaymentMethod},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::{
    asof::open,
    filter::{LeaseFilter, of_units},
};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists, flip},
        problem::Failure,
        time::Date,
    },
    residents::loader::filter::Asker,
};

/// 账单条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct RentBillFilter {
    /// 同时满足。
    pub and: Option<Vec<RentBillFilter>>,
    /// 满足其一。
    pub or: Option<Vec<RentBillFilter>>,
    /// 不满足。
    pub not: Option<Box<RentBillFilter>>,
    /// 判定日;不给则为今天(嵌套条件沿用外层)。
    pub as_of: Option<Date>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 应收项目。
    pub item: Option<Vec<BillItem>>,
    /// 应付日区间。
    pub due_on: Option<DateRange>,
    /// 账期起始日区间。
    pub period_from: Option<DateRange>,
    /// 截至判定日是否还有未收。
    pub open: Option<bool>,
    /// 租赁。
    pub lease: Option<Box<LeaseFilter>>,
}

impl RentBillFilter {
    /// The condition on `rent_bill` rows under `alias` as of `day`.
    ///
    /// # Errors
    /// An unknown code, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, day: NaiveDate, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use rent_bill::Column;
        check_depth(depth)?;
        let day = self.as_of.map_or(day, |date| date.0);
        let mut cond = Cond::all();
        if let Some(codes) = &self.unit {
            cond = cond.add(of_units(asker, alias, Column::CollectiveId, codes)?);
        }
        if let Some(items) = &self.item {
            cond = cond.add(at(alias, Column::Item).is_in(items.iter().copied()));
        }
        if let Some(range) = self.due_on {
            cond = range.on(cond, alias, Column::DueOn);
        }
        if let Some(range) = self.period_from {
            cond = range.on(cond, alias, Column::PeriodFrom);
        }
        if let Some(wanted) = self.open {
            cond = cond.add(flip(wanted, Cond::all().add(open(asker.scope, alias, day).gt(0))));
        }
        if let Some(filter) = &self.lease {
            let inner = format!("{alias}_z");
            let condition = filter.condition(asker, day, &inner, depth + 1)?;
            let parent = (alias, Column::LeaseId);
            cond = cond.add(exists::<lease::Entity>(asker.scope, &inner, lease::Column::Id, parent, condition));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, day, alias, depth))
    }
}

/// 收据条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReceiptFilter {
    /// 同时满足。
    pub and: Option<Vec<ReceiptFilter>>,
    /// 满足其一。
    pub or: Option<Vec<ReceiptFilter>>,
    /// 不满足。
    pub not: Option<Box<ReceiptFilter>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 收据编号。
    pub number: Option<Vec<String>>,
    /// 收款日区间。
    pub paid_on: Option<DateRange>,
    /// 收款方式。
    pub method: Option<Vec<PaymentMethod>>,
    /// 是否已入账。
    pub booked: Option<bool>,
}

impl ReceiptFilter {
    /// The condition on `receipt` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use receipt::Column;
        asker.viewer.permit(Permission::LeaseRead)?;
        let mut cond = Cond::all();
        if let Some(codes) = &self.unit {
            cond = cond.add(of_units(asker, alias, Column::CollectiveId, codes)?);
        }
        if let Some(numbers) = &self.number {
            cond = cond.add(at(alias, Column::Number).is_in(numbers.iter().cloned()));
        }
        if let Some(range) = self.paid_on {
            cond = range.on(cond, alias, Column::PaidOn);
        }
        if let Some(methods) = &self.method {
            cond = cond.add(at(alias, Column::Method).is_in(methods.iter().copied()));
        }
        if let Some(booked) = self.booked {
            cond = cond.add(flip(booked, Cond::all().add(at(alias, Column::BookedOn).is_not_null())));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}
