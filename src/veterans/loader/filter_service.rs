//! Filters and orders of services.

use async_graphql::{Enum, ID, InputObject};
use entity::{
    service_event, veteran,
    vocab::{AssistanceKind, EmploymentResult, PreferentialKind, ServiceKind, ServiceOutcome, ServiceState},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::filter::VeteranFilter;
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists, flip},
        id,
        money::Fen,
        page::{Direction, KeyKind, Order},
        problem::Failure,
    },
    residents::loader::filter::Asker,
};

/// 服务条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ServiceEventFilter {
    /// 同时满足。
    pub and: Option<Vec<ServiceEventFilter>>,
    /// 满足其一。
    pub or: Option<Vec<ServiceEventFilter>>,
    /// 不满足。
    pub not: Option<Box<ServiceEventFilter>>,
    /// 建档服务站所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 现在办理的服务站标识。
    pub station: Option<Vec<ID>>,
    /// 服务类别。
    pub kind: Option<Vec<ServiceKind>>,
    /// 状态。
    pub state: Option<Vec<ServiceState>>,
    /// 结果。
    pub outcome: Option<Vec<ServiceOutcome>>,
    /// 登记日区间。
    pub registered_on: Option<DateRange>,
    /// 办结日区间。
    pub closed_on: Option<DateRange>,
    /// 未办结(含待回访;不含已撤回)。
    pub open: Option<bool>,
    /// 已完成、回访期限已过而未回访(以今天计)。
    pub follow_up_overdue: Option<bool>,
    /// 帮扶方式。
    pub assistance_kind: Option<Vec<AssistanceKind>>,
    /// 帮扶金额下限(元,含)。
    pub amount_from: Option<Fen>,
    /// 就业推荐结果。
    pub employment_result: Option<Vec<EmploymentResult>>,
    /// 优抚事项。
    pub preferential_kind: Option<Vec<PreferentialKind>>,
    /// 服务对象。
    pub veteran: Option<Box<VeteranFilter>>,
}

impl ServiceEventFilter {
    /// The condition on `service_event` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use service_event::Column;
        asker.viewer.permit(Permission::VeteranRead)?;
        check_depth(depth)?;
        let mut cond = self.lists(asker, alias)?;
        if let Some(range) = self.registered_on {
            cond = range.on(cond, alias, Column::RegisteredOn);
        }
        if let Some(range) = self.closed_on {
            cond = range.on(cond.add(at(alias, Column::ClosedOn).is_not_null()), alias, Column::ClosedOn);
        }
        if let Some(wanted) = self.open {
            let ended = [ServiceState::Closed, ServiceState::Withdrawn];
            cond = cond.add(flip(wanted, at(alias, Column::State).is_not_in(ended)));
        }
        if let Some(wanted) = self.follow_up_overdue {
            let overdue = Cond::all()
                .add(at(alias, Column::State).eq(ServiceState::Completed))
                .add(at(alias, Column::FollowUpDue).lt(asker.today));
            cond = cond.add(flip(wanted, overdue));
        }
        if let Some(least) = self.amount_from {
            cond = cond.add(at(alias, Column::AmountFen).gte(least));
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

    fn lists(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use service_event::Column;
        let mut cond = Cond::all();
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        if let Some(ids) = &self.station {
            cond = cond.add(at(alias, Column::StationId).is_in(id::keys(ids, "spt")));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(outcomes) = &self.outcome {
            cond = cond.add(at(alias, Column::Outcome).is_in(outcomes.iter().copied()));
        }
        if let Some(kinds) = &self.assistance_kind {
            cond = cond.add(at(alias, Column::AssistanceKind).is_in(kinds.iter().copied()));
        }
        if let Some(results) = &self.employment_result {
            cond = cond.add(at(alias, Column::EmploymentResult).is_in(results.iter().copied()));
        }
        if let Some(kinds) = &self.preferential_kind {
            cond = cond.add(at(alias, Column::PreferentialKind).is_in(kinds.iter().copied()));
        }
        Ok(cond)
    }
}

/// 服务排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ServiceEventOrderField {
    /// 录入次序。
    Id,
    /// 登记日。
    RegisteredOn,
}

/// 服务排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ServiceEventOrder {
    /// 依据。
    pub field: ServiceEventOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl ServiceEventOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            ServiceEventOrderField::Id => &[],
            ServiceEventOrderField::RegisteredOn => &[("registered_on", KeyKind::Date)],
        };
        Order { keys, direction: self.direction }
    }
}
