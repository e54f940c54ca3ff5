//! Filters of service points.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::{service_point, service_point_hours, vocab::ServicePointKind};
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::{
    access::policy::Permission,
    kernel::{
        filter::{at, check_depth, combine, containing, exists, holds},
        problem::Failure,
        time::{Date, TimeOfDay},
    },
    residents::loader::filter::Asker,
    services::model,
};

/// 服务点在某日的状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::PointState")]
pub enum ServicePointState {
    /// 计划开设,尚未启用。
    Planned,
    /// 开放。
    Open,
    /// 已关停。
    Closed,
}

/// 星期几的某一时刻。
#[derive(Debug, Clone, InputObject)]
pub struct OpenAtFilter {
    /// 星期,1(周一)到 7(周日)。
    pub weekday: i32,
    /// 时刻;正在关门的时刻不算。
    pub time: TimeOfDay,
}

/// 服务点条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ServicePointFilter {
    /// 同时满足。
    pub and: Option<Vec<ServicePointFilter>>,
    /// 满足其一。
    pub or: Option<Vec<ServicePointFilter>>,
    /// 不满足。
    pub not: Option<Box<ServicePointFilter>>,
    /// 类别。
    pub kind: Option<Vec<ServicePointKind>>,
    /// 所在单位代码。
    pub unit: Option<Vec<String>>,
    /// 是否为街道级(服务全街道)。
    pub street_level: Option<bool>,
    /// 名称中包含的文字。
    pub name: Option<String>,
    /// 判定日的状态。
    pub state: Option<Vec<ServicePointState>>,
    /// 判定日;不给则为今天。
    pub as_of: Option<Date>,
    /// 按开放时间,该时刻开放(不论状态)。
    pub open_at: Option<OpenAtFilter>,
}

impl ServicePointFilter {
    /// The condition on `service_point` rows under `alias`; states are as of `day` unless the filter names another.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, day: NaiveDate, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use service_point::Column;
        asker.viewer.permit(Permission::ReferenceRead)?;
        check_depth(depth)?;
        let day = self.as_of.map_or(day, |date| date.0);
        let mut cond = Cond::all();
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        if let Some(street) = self.street_level {
            cond = cond.add(at(alias, Column::StreetLevel).eq(street));
        }
        if let Some(text) = &self.name {
            cond = cond.add(containing(alias, Column::Name, text, "filter.name", 60)?);
        }
        if let Some(states) = &self.state {
            cond = cond.add(states.iter().fold(Cond::any(), |any, state| any.add(in_state(alias, *state, day))));
        }
        if let Some(moment) = &self.open_at {
            cond = cond.add(open_at(asker, alias, moment)?);
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, day, alias, depth))
    }
}

/// The same answer as `rules::point::state_on`.
fn in_state(alias: &str, state: ServicePointState, day: NaiveDate) -> Cond {
    use service_point::Column;
    let ended = Cond::all().add(at(alias, Column::ClosedOn).is_not_null()).add(at(alias, Column::ClosedOn).lte(day));
    match state {
        ServicePointState::Open => holds(alias, Column::OpenedOn, Column::ClosedOn, day),
        ServicePointState::Planned => Cond::all().add(at(alias, Column::OpenedOn).gt(day)).add(ended.not()),
        ServicePointState::Closed => ended,
    }
}

fn open_at(asker: Asker<'_>, alias: &str, moment: &OpenAtFilter) -> Result<Cond, Failure> {
    use service_point_hours::{Column, Entity};
    if !(1..=7).contains(&moment.weekday) {
        return Err(Failure::bad_input("filter.openAt.weekday", "星期应为 1(周一)到 7(周日)"));
    }
    let inner = format!("{alias}_h");
    let spell = Cond::all()
        .add(at(&inner, Column::Weekday).eq(moment.weekday))
        .add(at(&inner, Column::Opens).lte(moment.time.0))
        .add(at(&inner, Column::Closes).gt(moment.time.0));
    let parent = (alias, service_point::Column::Id);
    Ok(Cond::all().add(exists::<Entity>(asker.scope, &inner, Column::ServicePointId, parent, spell)))
}
