//! Filters and orders of applications; entitlements that should have ended.

use async_graphql::{Enum, InputObject};
use entity::{
    application, application_objection, enrolment, resident,
    vocab::{ApplicationState, EnrolmentState},
};
use sea_orm::sea_query::{Cond, ExprTrait, SimpleExpr};

use super::filter::{Codes, coded, resident_matches};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists, flip, never},
        page::{Direction, KeyKind, Order},
        problem::Failure,
        workdays,
    },
    residents::loader::filter::{Asker, ResidentFilter},
};

/// 申请条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApplicationFilter {
    /// 同时满足。
    pub and: Option<Vec<ApplicationFilter>>,
    /// 满足其一。
    pub or: Option<Vec<ApplicationFilter>>,
    /// 不满足。
    pub not: Option<Box<ApplicationFilter>>,
    /// 项目代码,如 "ZLJ"。
    pub programme: Option<Vec<String>>,
    /// 档次代码,如 "ZLJ.T80"。
    pub tier: Option<Vec<String>>,
    /// 受理单位代码。
    pub unit: Option<Vec<String>>,
    /// 状态。
    pub state: Option<Vec<ApplicationState>>,
    /// 申请日期区间。
    pub applied_on: Option<DateRange>,
    /// 受理编号。
    pub receipt: Option<String>,
    /// 今天已超过当前状态的办理期限(工作日计算)。
    pub overdue: Option<bool>,
    /// 有未答复的异议。
    pub objected: Option<bool>,
    /// 申请人。
    pub resident: Option<Box<ResidentFilter>>,
}

impl ApplicationFilter {
    /// The condition on `application` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a relation the viewer may not read, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use application::Column;
        asker.viewer.permit(Permission::EnrolmentRead)?;
        check_depth(depth)?;
        let tiers = (Column::ProgrammeId, Column::TierId);
        let codes = Codes { programme: self.programme.as_ref(), tier: self.tier.as_ref(), unit: self.unit.as_ref() };
        let mut cond = coded(asker, alias, codes, tiers, Column::UnitId)?;
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(range) = &self.applied_on {
            cond = range.on(cond, alias, Column::AppliedOn);
        }
        if let Some(receipt) = &self.receipt {
            cond = cond.add(at(alias, Column::Receipt).eq(receipt.trim()));
        }
        if let Some(wanted) = self.overdue {
            cond = cond.add(flip(wanted, overdue(asker, alias)));
        }
        if let Some(wanted) = self.objected {
            cond = cond.add(flip(wanted, objected(asker, alias)));
        }
        if let Some(filter) = &self.resident {
            cond = cond.add(resident_matches(filter, asker, alias, (alias, Column::ResidentId), depth)?);
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// The limit of the state has run out: of each state, those who entered it on the last day too early or before.
fn overdue(asker: Asker<'_>, alias: &str) -> Cond {
    use application::Column;
    let mut any = Cond::any().add(never());
    for limit in &asker.limits.0 {
        let Ok(count) = u32::try_from(limit.workdays) else { continue };
        let Some(last) = workdays::run_out_before(asker.today, count) else { continue };
        let column = match limit.state {
            ApplicationState::Publicity => Column::PublicityTo,
            _ => Column::StateSince,
        };
        let within = Cond::all().add(at(alias, Column::State).eq(limit.state));
        // What is null is not overdue, also where the opposite is asked for.
        any = any.add(within.add(at(alias, column).is_not_null()).add(at(alias, column).lte(last)));
    }
    any
}

/// The beneficiary is dead or has left the street, and the entitlement goes on.
pub(super) fn lapsed(asker: Asker<'_>, alias: &str) -> SimpleExpr {
    use enrolment::Column;
    let gone = |inner: &str| {
        Cond::any()
            .add(at(inner, resident::Column::DiedOn).is_not_null())
            .add(at(inner, resident::Column::MovedOutOn).is_not_null())
    };
    let inner = format!("{alias}_g");
    let of = |column: Column| {
        exists::<resident::Entity>(asker.scope, &inner, resident::Column::Id, (alias, column), gone(&inner))
    };
    let goes_on = at(alias, Column::State).ne(EnrolmentState::Stopped).and(at(alias, Column::EndMonth).is_null());
    goes_on.and(of(Column::ResidentId).or(of(Column::PersonId)))
}

fn objected(asker: Asker<'_>, alias: &str) -> SimpleExpr {
    use application_objection::{Column, Entity};
    let inner = format!("{alias}_o");
    let open = Cond::all().add(at(&inner, Column::Outcome).is_null());
    exists::<Entity>(asker.scope, &inner, Column::ApplicationId, (alias, application::Column::Id), open)
}

/// 申请排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ApplicationOrderField {
    /// 登记次序。
    Id,
    /// 申请日期。
    AppliedOn,
    /// 进入当前状态的日期。
    StateSince,
}

/// 申请排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ApplicationOrder {
    /// 依据。
    pub field: ApplicationOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl ApplicationOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            ApplicationOrderField::Id => &[],
            ApplicationOrderField::AppliedOn => &[("applied_on", KeyKind::Date)],
            ApplicationOrderField::StateSince => &[("state_since", KeyKind::Date)],
        };
        Order { keys, direction: self.direction }
    }
}
