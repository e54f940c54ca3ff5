//! Filters of benefits and cards.

use async_graphql::InputObject;
use chrono::{Days, NaiveDate};
use entity::{
    veteran, veteran_benefit, veteran_card,
    vocab::{BenefitKind, BenefitState, CardKind, CardState, HonourLevel},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::filter::VeteranFilter;
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists},
        problem::Failure,
        time::Date,
    },
    residents::loader::filter::Asker,
};

/// 优待抚恤事项条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranBenefitFilter {
    /// 同时满足。
    pub and: Option<Vec<VeteranBenefitFilter>>,
    /// 满足其一。
    pub or: Option<Vec<VeteranBenefitFilter>>,
    /// 不满足。
    pub not: Option<Box<VeteranBenefitFilter>>,
    /// 建档服务站所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 事项。
    pub kind: Option<Vec<BenefitKind>>,
    /// 状态。
    pub state: Option<Vec<BenefitState>>,
    /// 年度(登记年)。
    pub year: Option<Vec<i32>>,
    /// 立功等级。
    pub honour_level: Option<Vec<HonourLevel>>,
    /// 抚恤项目代码,如 "YF06"。
    pub programme: Option<Vec<String>>,
    /// 登记日区间。
    pub registered_on: Option<DateRange>,
    /// 核准日区间。
    pub approved_on: Option<DateRange>,
    /// 落实日区间。
    pub delivered_on: Option<DateRange>,
    /// 终止日区间。
    pub ended_on: Option<DateRange>,
    /// 对象。
    pub veteran: Option<Box<VeteranFilter>>,
}

impl VeteranBenefitFilter {
    /// The condition on `veteran_benefit` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use veteran_benefit::Column;
        asker.viewer.permit(Permission::VeteranRead)?;
        check_depth(depth)?;
        let mut cond = Cond::all();
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(years) = &self.year {
            cond = cond.add(at(alias, Column::Year).is_in(years.iter().copied()));
        }
        if let Some(levels) = &self.honour_level {
            cond = cond.add(at(alias, Column::HonourLevel).is_in(levels.iter().copied()));
        }
        if let Some(codes) = &self.programme {
            let keys = asker.programmes.keys("filter.programme", codes)?;
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(keys));
        }
        if let Some(range) = self.registered_on {
            cond = range.on(cond, alias, Column::RegisteredOn);
        }
        for (range, column) in [
            (self.approved_on, Column::ApprovedOn),
            (self.delivered_on, Column::DeliveredOn),
            (self.ended_on, Column::EndedOn),
        ] {
            if let Some(range) = range {
                cond = range.on(cond.add(at(alias, column).is_not_null()), alias, column);
            }
        }
        if let Some(filter) = &self.veteran {
            let inner = format!("{alias}_v");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let parent = (alias, Column::VeteranId);
            cond = cond.add(exists::<veteran::Entity>(asker.scope, &inner, veteran::Column::Id, parent, condition));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// 优待证条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranCardFilter {
    /// 种类。
    pub kind: Option<Vec<CardKind>>,
    /// 状态。
    pub state: Option<Vec<CardState>>,
    /// 申请日区间。
    pub applied_on: Option<DateRange>,
    /// 发放日区间。
    pub issued_on: Option<DateRange>,
    /// 截至判定日申请已超过这么多天而未发放(也未作不予发放)。
    pub waiting_over_days: Option<i32>,
    /// 判定日;不给则为今天。
    pub as_of: Option<Date>,
}

impl VeteranCardFilter {
    /// The condition on `veteran_card` rows under `alias`.
    ///
    /// # Errors
    /// A number of days that is none.
    pub fn condition(&self, today: NaiveDate, alias: &str) -> Result<Cond, Failure> {
        use veteran_card::Column;
        let day = self.as_of.map_or(today, |date| date.0);
        let mut cond = Cond::all();
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(range) = self.applied_on {
            cond = range.on(cond, alias, Column::AppliedOn);
        }
        if let Some(range) = self.issued_on {
            cond = range.on(cond.add(at(alias, Column::IssuedOn).is_not_null()), alias, Column::IssuedOn);
        }
        if let Some(days) = self.waiting_over_days {
            let days = u64::try_from(days).ok().and_then(|days| day.checked_sub_days(Days::new(days)));
            let since = days.ok_or_else(|| Failure::bad_input("waitingOverDays", "天数应为不小于零的整数"))?;
            let refused = Cond::all()
                .add(at(alias, Column::State).eq(CardState::Refused))
                .add(at(alias, Column::StateSince).lte(day));
            let waits = Cond::any().add(at(alias, Column::IssuedOn).is_null()).add(at(alias, Column::IssuedOn).gt(day));
            cond = cond.add(at(alias, Column::AppliedOn).lt(since)).add(waits).add(refused.not());
        }
        Ok(cond)
    }
}
