//! Filters of payrolls and recoveries.

use async_graphql::InputObject;
use entity::{
    payroll, recovery,
    vocab::{PayrollKind, PayrollState, RecoveryState},
};
use sea_orm::sea_query::ExprTrait;

use crate::{
    kernel::{
        filter::{Condition as Cond, DateRange, at},
        problem::Failure,
        time::Month,
    },
    residents::loader::filter::Asker,
};

/// 发放批次条件。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollFilter {
    /// 项目代码。
    pub programme: Option<Vec<String>>,
    /// 归属月份起(含)。
    pub month_from: Option<Month>,
    /// 归属月份止(含)。
    pub month_to: Option<Month>,
    /// 类别。
    pub kind: Option<Vec<PayrollKind>>,
    /// 状态。
    pub state: Option<Vec<PayrollState>>,
    /// 银行发放日期区间。
    pub paid_on: Option<DateRange>,
}

impl PayrollFilter {
    /// The condition on `payroll` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use payroll::Column;
        let mut cond = Cond::all();
        if let Some(codes) = &self.programme {
            let keys = asker.programmes.keys("filter.programme", codes)?;
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(keys));
        }
        if let Some(month) = self.month_from {
            cond = cond.add(at(alias, Column::Month).gte(month));
        }
        if let Some(month) = self.month_to {
            cond = cond.add(at(alias, Column::Month).lte(month));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(range) = &self.paid_on {
            cond = range.on(cond, alias, Column::PaidOn);
        }
        Ok(cond)
    }
}

/// 追回条件。
#[derive(Debug, Clone, InputObject)]
pub struct RecoveryFilter {
    /// 状态。
    pub state: Option<Vec<RecoveryState>>,
    /// 项目代码。
    pub programme: Option<Vec<String>>,
    /// 单位代码。
    pub unit: Option<Vec<String>>,
}

impl RecoveryFilter {
    /// The condition on `recovery` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use recovery::Column;
        let mut cond = Cond::all();
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(codes) = &self.programme {
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(asker.programmes.keys("filter.programme", codes)?));
        }
        if let Some(units) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", units)?));
        }
        Ok(cond)
    }
}
