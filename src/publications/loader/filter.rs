//! Filters of published lists.

use async_graphql::InputObject;
use chrono::NaiveDate;
use entity::{publication, vocab::PublicationState};
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::{
    kernel::{filter::at, problem::Failure, time::Month},
    residents::loader::filter::Asker,
};

/// 公示名单条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct PublicationFilter {
    /// 项目代码,如 "ZLJ"。
    pub programme: Option<Vec<String>>,
    /// 单位代码。
    pub unit: Option<Vec<String>>,
    /// 名册月份。
    pub month: Option<Month>,
    /// 今天的状态;没有档案权限的只见公示中的。
    pub state: Option<Vec<PublicationState>>,
}

impl PublicationFilter {
    /// The condition on `publication` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use publication::Column;
        let mut cond = Cond::all();
        if let Some(codes) = &self.programme {
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(asker.programmes.keys("filter.programme", codes)?));
        }
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        if let Some(month) = self.month {
            cond = cond.add(at(alias, Column::Month).eq(month));
        }
        if let Some(states) = &self.state {
            let any = states.iter().fold(Cond::any(), |any, state| any.add(in_state(alias, *state, asker.today)));
            cond = cond.add(if states.is_empty() { crate::kernel::filter::never() } else { any });
        }
        Ok(cond)
    }
}

/// The list is in `state` on `day`.
pub(super) fn in_state(alias: &str, state: PublicationState, day: NaiveDate) -> Cond {
    use publication::Column;
    let cond = Cond::all();
    if state == PublicationState::Withdrawn {
        return cond.add(at(alias, Column::WithdrawnOn).is_not_null());
    }
    let cond = cond.add(at(alias, Column::WithdrawnOn).is_null());
    match state {
        PublicationState::Planned => cond.add(at(alias, Column::PublishedFrom).gt(day)),
        PublicationState::TakenDown => cond.add(at(alias, Column::PublishedTo).lt(day)),
        _ => cond.add(at(alias, Column::PublishedFrom).lte(day)).add(at(alias, Column::PublishedTo).gte(day)),
    }
}
