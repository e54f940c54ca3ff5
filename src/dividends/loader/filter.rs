//! Filters of distributing units and plans.

use async_graphql::{ID, InputObject};
use entity::{
    distributing_unit, distribution_plan,
    vocab::{DistributingUnitKind, MembershipMode, PlanSource, PlanState},
};
use sea_orm::{
    Iden,
    sea_query::{Cond, ExprTrait},
};

use crate::{
    access::policy::Permission,
    assets::loader::filter::of_units,
    dividends::store::read::DISTRIBUTED,
    kernel::{
        filter::{at, check_depth, combine, containing, exists, flip},
        id,
        problem::Failure,
    },
    residents::loader::filter::Asker,
};

/// Rows under `alias` whose unit is of one of the kinds.
pub fn of_kinds(
    asker: Asker<'_>,
    alias: &str,
    column: impl Iden + 'static,
    kinds: &[DistributingUnitKind],
) -> sea_orm::sea_query::SimpleExpr {
    use distributing_unit::{Column, Entity};
    let inner = format!("{alias}_k");
    let condition = Cond::all().add(at(&inner, Column::Kind).is_in(kinds.iter().copied()));
    exists::<Entity>(asker.scope, &inner, Column::Id, (alias, column), condition)
}

/// Whose rows are wanted: what all filters here begin with.
#[derive(Clone, Copy, Default)]
pub(super) struct Owner<'f> {
    pub(super) collectives: Option<&'f Vec<ID>>,
    pub(super) codes: Option<&'f Vec<String>>,
    pub(super) units: Option<&'f Vec<ID>>,
    pub(super) kinds: Option<&'f Vec<DistributingUnitKind>>,
}

/// The rows of these owners, whose collective and unit are in the columns given.
pub(super) fn owned<C: Iden + Copy + 'static>(
    asker: Asker<'_>,
    alias: &str,
    (collective, unit): (C, C),
    owner: Owner<'_>,
) -> Result<Cond, Failure> {
    let Owner { collectives, codes, units, kinds } = owner;
    let mut cond = Cond::all();
    if let Some(ids) = collectives {
        cond = cond.add(at(alias, collective).is_in(id::keys(ids, "col")));
    }
    if let Some(codes) = codes {
        cond = cond.add(of_units(asker, alias, collective, codes)?);
    }
    if let Some(ids) = units {
        cond = cond.add(at(alias, unit).is_in(id::keys(ids, "dun")));
    }
    if let Some(kinds) = kinds {
        cond = cond.add(of_kinds(asker, alias, unit, kinds));
    }
    Ok(cond)
}

/// 分配单位条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct DistributingUnitFilter {
    /// 同时满足。
    pub and: Option<Vec<DistributingUnitFilter>>,
    /// 满足其一。
    pub or: Option<Vec<DistributingUnitFilter>>,
    /// 不满足。
    pub not: Option<Box<DistributingUnitFilter>>,
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 类别。
    pub kind: Option<Vec<DistributingUnitKind>>,
    /// 单位编号,如 "VG-001"。
    pub number: Option<Vec<String>>,
    /// 名称中包含的文字。
    pub name: Option<String>,
    /// 成员管理方式。
    pub membership_mode: Option<Vec<MembershipMode>>,
    /// 在该年分配过(方案已批准或已发放)。
    pub distributed_in: Option<i32>,
    /// 在该年没有分配过。
    pub not_distributed_in: Option<i32>,
}

impl DistributingUnitFilter {
    /// The condition on `distributing_unit` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use distributing_unit::Column;
        asker.viewer.permit(Permission::DividendRead)?;
        check_depth(depth)?;
        let own = Owner { collectives: self.collective.as_ref(), codes: self.unit.as_ref(), ..Owner::default() };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::Id), own)?;
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(numbers) = &self.number {
            cond = cond.add(at(alias, Column::Number).is_in(numbers.iter().cloned()));
        }
        if let Some(text) = &self.name {
            cond = cond.add(containing(alias, Column::Name, text, "filter.name", 60)?);
        }
        if let Some(modes) = &self.membership_mode {
            cond = cond.add(at(alias, Column::MembershipMode).is_in(modes.iter().copied()));
        }
        for (year, wanted) in [(self.distributed_in, true), (self.not_distributed_in, false)] {
            if let Some(year) = year {
                cond = cond.add(flip(wanted, Cond::all().add(distributed_in(asker, (alias, Column::Id), year))));
            }
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// The unit named by a column has distributed in `year`.
pub fn distributed_in(
    asker: Asker<'_>,
    (alias, column): (&str, impl Iden + 'static),
    year: i32,
) -> sea_orm::sea_query::SimpleExpr {
    use distribution_plan::{Column, Entity};
    let inner = format!("{alias}_p");
    let condition =
        Cond::all().add(at(&inner, Column::Year).eq(year)).add(at(&inner, Column::State).is_in(DISTRIBUTED));
    exists::<Entity>(asker.scope, &inner, Column::DistributingUnitId, (alias, column), condition)
}

/// 分配方案条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct DistributionPlanFilter {
    /// 同时满足。
    pub and: Option<Vec<DistributionPlanFilter>>,
    /// 满足其一。
    pub or: Option<Vec<DistributionPlanFilter>>,
    /// 不满足。
    pub not: Option<Box<DistributionPlanFilter>>,
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 分配单位标识。
    pub distributing_unit: Option<Vec<ID>>,
    /// 分配单位类别。
    pub kind: Option<Vec<DistributingUnitKind>>,
    /// 年度。
    pub year: Option<Vec<i32>>,
    /// 资金来源。
    pub source: Option<Vec<PlanSource>>,
    /// 状态。
    pub state: Option<Vec<PlanState>>,
}

impl DistributionPlanFilter {
    /// The condition on `distribution_plan` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use distribution_plan::Column;
        asker.viewer.permit(Permission::DividendRead)?;
        check_depth(depth)?;
        let own = Owner {
            collectives: self.collective.as_ref(),
            codes: self.unit.as_ref(),
            units: self.distributing_unit.as_ref(),
            kinds: self.kind.as_ref(),
        };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::DistributingUnitId), own)?;
        if let Some(years) = &self.year {
            cond = cond.add(at(alias, Column::Year).is_in(years.iter().copied()));
        }
        if let Some(sources) = &self.source {
            cond = cond.add(at(alias, Column::Source).is_in(sources.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}
