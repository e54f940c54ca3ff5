//! Filters and orders of payout lines; who came and who went between two years.

use async_graphql::{Enum, ID, InputObject};
use entity::{
    distribution_plan, payout_line, register_event,
    vocab::{DistributingUnitKind, MembershipReason, PayoutState, PlanSource, RegisterEventKind, UnclaimedReason},
};
use sea_orm::sea_query::{Alias, Cond, ExprTrait, Order as SqlOrder, Query, QueryStatementBuilder, SimpleExpr};

use super::{
    filter::{Owner, distributed_in, owned},
    filter_register::valid,
};
use crate::{
    access::policy::Permission,
    assets::loader::filter::MoneyRange,
    dividends::store::read::DISTRIBUTED,
    kernel::{
        filter::{at, check_depth, combine, containing, exists, flip},
        id,
        page::{Direction, KeyKind, Order},
        problem::Failure,
        scope::Scoped,
    },
    residents::loader::filter::{Asker, ResidentFilter},
};

/// 参与人员的变动。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub enum MovementKind {
    /// 上年已分配的单位中,本年新参与。
    Joined,
    /// 本年仍分配的单位中,上年参与而本年不再参与(取上年的明细)。
    Left,
    /// 所在单位本年开始分配。
    NewUnit,
    /// 所在单位本年不再分配(取上年的明细)。
    EndedUnit,
}

impl MovementKind {
    /// What happened to the member on the register.
    #[must_use]
    pub const fn event(self) -> RegisterEventKind {
        match self {
            Self::Joined | Self::NewUnit => RegisterEventKind::Join,
            Self::Left | Self::EndedUnit => RegisterEventKind::Leave,
        }
    }
}

/// 参与人员变动条件。
#[derive(Debug, Clone, InputObject)]
pub struct MovementFilter {
    /// 变动。
    pub kind: MovementKind,
    /// 本年(与上一年比较)。
    pub year: i32,
    /// 加入或退出的原因。
    pub reason: Option<Vec<MembershipReason>>,
}

/// Why the member of the line under `alias` joined last by the record date of its plan, or left first after it.
#[must_use]
pub fn movement_reason(asker: Asker<'_>, alias: &str, kind: RegisterEventKind) -> SimpleExpr {
    use register_event::Column;
    let (inner, plan) = (format!("{alias}_w"), format!("{alias}_x"));
    let mut record_date = Query::select();
    record_date
        .column((Alias::new(&plan), distribution_plan::Column::RecordDate))
        .from_as(distribution_plan::Entity, Alias::new(&plan))
        .and_where(at(&plan, distribution_plan::Column::Id).eq(at(alias, payout_line::Column::PlanId)))
        .cond_where(distribution_plan::Entity::within(asker.scope, &plan));
    let record_date = SimpleExpr::SubQuery(None, Box::new(record_date.into_sub_query_statement()));
    let joining = kind == RegisterEventKind::Join;
    let (day, order) = (at(&inner, Column::EffectiveOn), if joining { SqlOrder::Desc } else { SqlOrder::Asc });
    let mut select = Query::select();
    select
        .column((Alias::new(&inner), Column::Reason))
        .from_as(register_event::Entity, Alias::new(&inner))
        .and_where(at(&inner, Column::MemberId).eq(at(alias, payout_line::Column::MemberId)))
        .and_where(at(&inner, Column::Kind).eq(kind))
        .and_where(if joining { day.lte(record_date) } else { day.gt(record_date) })
        .cond_where(valid(asker, &inner))
        .cond_where(register_event::Entity::within(asker.scope, &inner))
        .order_by((Alias::new(&inner), Column::EffectiveOn), order.clone())
        .order_by((Alias::new(&inner), Column::Id), order)
        .limit(1);
    SimpleExpr::SubQuery(None, Box::new(select.into_sub_query_statement()))
}

impl MovementFilter {
    /// The condition on participants' lines under `alias`.
    #[must_use]
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Cond {
        use payout_line::Column;
        let before = self.year.saturating_sub(1);
        let (own, other) = match self.kind {
            MovementKind::Joined | MovementKind::NewUnit => (self.year, before),
            MovementKind::Left | MovementKind::EndedUnit => (before, self.year),
        };
        let goes_on = Cond::all().add(distributed_in(asker, (alias, Column::DistributingUnitId), other));
        let cond = Cond::all()
            .add(at(alias, Column::Year).eq(own))
            .add(at(alias, Column::ParentId).is_null())
            .add(distributed(asker, alias));
        let why = self
            .reason
            .as_ref()
            .map(|reasons| movement_reason(asker, alias, self.kind.event()).is_in(reasons.iter().copied()));
        let cond = why.map_or(cond.clone(), |why| cond.add(why));
        match self.kind {
            MovementKind::NewUnit | MovementKind::EndedUnit => cond.add(goes_on.not()),
            MovementKind::Joined | MovementKind::Left => {
                let inner = format!("{alias}_y");
                let same = Cond::all()
                    .add(at(&inner, Column::Year).eq(other))
                    .add(at(&inner, Column::ParentId).is_null())
                    .add(distributed(asker, &inner));
                let parent = (alias, Column::MemberId);
                let took_part = exists::<payout_line::Entity>(asker.scope, &inner, Column::MemberId, parent, same);
                cond.add(goes_on).add(Cond::all().add(took_part).not())
            }
        }
    }
}

/// The plan of the line under `alias` is approved, being paid or paid.
#[must_use]
pub fn distributed(asker: Asker<'_>, alias: &str) -> SimpleExpr {
    use distribution_plan::{Column, Entity};
    let inner = format!("{alias}_d");
    let condition = Cond::all().add(at(&inner, Column::State).is_in(DISTRIBUTED));
    exists::<Entity>(asker.scope, &inner, Column::Id, (alias, payout_line::Column::PlanId), condition)
}

/// 发放明细条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct PayoutLineFilter {
    /// 同时满足。
    pub and: Option<Vec<PayoutLineFilter>>,
    /// 满足其一。
    pub or: Option<Vec<PayoutLineFilter>>,
    /// 不满足。
    pub not: Option<Box<PayoutLineFilter>>,
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 分配单位标识。
    pub distributing_unit: Option<Vec<ID>>,
    /// 分配单位类别。
    pub kind: Option<Vec<DistributingUnitKind>>,
    /// 方案标识。
    pub plan: Option<Vec<ID>>,
    /// 年度。
    pub year: Option<Vec<i32>>,
    /// 资金来源。
    pub source: Option<Vec<PlanSource>>,
    /// 状态。
    pub state: Option<Vec<PayoutState>>,
    /// 未领取原因。
    pub reason: Option<Vec<UnclaimedReason>>,
    /// 是否继承人分得的部分;false 只要成员本人的明细。
    pub heirs: Option<bool>,
    /// 方案已批准或已发放。
    pub distributed: Option<bool>,
    /// 姓名中包含的文字。
    pub name: Option<String>,
    /// 金额区间(元)。
    pub amount: Option<MoneyRange>,
    /// 参与人员变动(与上一年比较)。
    pub movement: Option<MovementFilter>,
    /// 居民条件(无权查看居民的岗位不可用)。
    pub resident: Option<Box<ResidentFilter>>,
}

impl PayoutLineFilter {
    /// Whether it only says year, village and kind of unit. The difference of two answers to anything finer
    /// could be one person.
    #[must_use]
    pub fn coarse(&self) -> bool {
        let Self {
            and, or, not, distributing_unit, plan, state, reason, heirs, distributed, name, amount, source, ..
        } = self;
        let parts = and.is_none() && or.is_none() && not.is_none();
        let lines = state.is_none() && reason.is_none() && heirs.is_none() && distributed.is_none();
        let one =
            distributing_unit.is_none() && plan.is_none() && source.is_none() && name.is_none() && amount.is_none();
        parts && lines && one && self.movement.is_none() && self.resident.is_none()
    }

    /// Whether some part says which plans count: by state or by id.
    #[must_use]
    pub fn names_plans(&self) -> bool {
        let nested = |parts: &Option<Vec<Self>>| parts.iter().flatten().any(Self::names_plans);
        self.distributed.is_some()
            || self.plan.is_some()
            || nested(&self.and)
            || nested(&self.or)
            || self.not.as_ref().is_some_and(|part| part.names_plans())
    }

    /// The condition on `payout_line` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use payout_line::Column;
        check_depth(depth)?;
        if !self.coarse() {
            asker.viewer.permit(Permission::DividendRead)?;
        }
        let mut cond = self.own(asker, alias)?;
        if let Some(text) = &self.name {
            cond = cond.add(containing(alias, Column::Name, text, "filter.name", 60)?);
        }
        if let Some(range) = self.amount {
            cond = cond.add(range.on(|| at(alias, Column::AmountFen)));
        }
        for (wanted, flag) in [
            (self.heirs, Cond::all().add(at(alias, Column::ParentId).is_not_null())),
            (self.distributed, Cond::all().add(distributed(asker, alias))),
        ] {
            if let Some(wanted) = wanted {
                cond = cond.add(flip(wanted, flag));
            }
        }
        if let Some(movement) = &self.movement {
            cond = cond.add(movement.condition(asker, alias));
        }
        if let Some(filter) = &self.resident {
            use entity::resident;
            let inner = format!("{alias}_s");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let parent = (alias, Column::ResidentId);
            cond = cond.add(exists::<resident::Entity>(asker.scope, &inner, resident::Column::Id, parent, condition));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }

    fn own(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use payout_line::Column;
        let owner = Owner {
            collectives: self.collective.as_ref(),
            codes: self.unit.as_ref(),
            units: self.distributing_unit.as_ref(),
            kinds: self.kind.as_ref(),
        };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::DistributingUnitId), owner)?;
        if let Some(ids) = &self.plan {
            cond = cond.add(at(alias, Column::PlanId).is_in(id::keys(ids, "dpl")));
        }
        if let Some(years) = &self.year {
            cond = cond.add(at(alias, Column::Year).is_in(years.iter().copied()));
        }
        if let Some(sources) = &self.source {
            use distribution_plan::{Column as Plan, Entity};
            let inner = format!("{alias}_z");
            let condition = Cond::all().add(at(&inner, Plan::Source).is_in(sources.iter().copied()));
            let parent = (alias, Column::PlanId);
            cond = cond.add(exists::<Entity>(asker.scope, &inner, Plan::Id, parent, condition));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(reasons) = &self.reason {
            cond = cond.add(at(alias, Column::Reason).is_in(reasons.iter().copied()));
        }
        Ok(cond)
    }
}

/// 发放明细排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PayoutLineOrderField {
    /// 登记次序。
    Id,
    /// 成员编号。
    Number,
    /// 金额。
    Amount,
    /// 年度。
    Year,
}

/// 发放明细排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct PayoutLineOrder {
    /// 依据。
    pub field: PayoutLineOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl PayoutLineOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            PayoutLineOrderField::Id => &[],
            PayoutLineOrderField::Number => &[("number", KeyKind::Int)],
            PayoutLineOrderField::Amount => &[("amount_fen", KeyKind::Int)],
            PayoutLineOrderField::Year => &[("year", KeyKind::Int)],
        };
        Order { keys, direction: self.direction }
    }
}
