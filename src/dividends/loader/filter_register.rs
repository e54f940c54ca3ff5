//! Filters of members, holdings and changes of the register.

use async_graphql::{ID, InputObject};
use chrono::NaiveDate;
use entity::{
    holding, member, membership, register_event,
    vocab::{DistributingUnitKind, MembershipReason, RegisterEventKind, ShareClass},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::filter::{Owner, of_kinds, owned};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, containing, exists, flip, holds},
        problem::Failure,
        time::Date,
    },
    residents::loader::filter::{Asker, ResidentFilter},
};

/// 成员条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct MemberFilter {
    /// 同时满足。
    pub and: Option<Vec<MemberFilter>>,
    /// 满足其一。
    pub or: Option<Vec<MemberFilter>>,
    /// 不满足。
    pub not: Option<Box<MemberFilter>>,
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 分配单位标识。
    pub distributing_unit: Option<Vec<ID>>,
    /// 分配单位类别。
    pub kind: Option<Vec<DistributingUnitKind>>,
    /// 成员编号。
    pub number: Option<Vec<i32>>,
    /// 姓名中包含的文字。
    pub name: Option<String>,
    /// 该日在册:是成员或持有股份。
    pub on: Option<Date>,
    /// 同一人该日(同 on,不给则不论日期)也在这些类别的其他单位名册上。
    pub also_in: Option<Vec<DistributingUnitKind>>,
    /// 加入生效日区间。
    pub joined_on: Option<DateRange>,
    /// 加入原因(与加入生效日同一条变更)。
    pub join_reason: Option<Vec<MembershipReason>>,
    /// 退出生效日区间。
    pub left_on: Option<DateRange>,
    /// 退出原因(与退出生效日同一条变更)。
    pub leave_reason: Option<Vec<MembershipReason>>,
    /// 是否登记了银行账户。
    pub has_account: Option<bool>,
    /// 居民条件(无权查看居民的岗位不可用)。
    pub resident: Option<Box<ResidentFilter>>,
}

impl MemberFilter {
    /// The condition on `member` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use member::Column;
        asker.viewer.permit(Permission::DividendRead)?;
        check_depth(depth)?;
        let own = Owner {
            collectives: self.collective.as_ref(),
            codes: self.unit.as_ref(),
            units: self.distributing_unit.as_ref(),
            kinds: self.kind.as_ref(),
        };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::DistributingUnitId), own)?;
        if let Some(numbers) = &self.number {
            cond = cond.add(at(alias, Column::Number).is_in(numbers.iter().copied()));
        }
        if let Some(text) = &self.name {
            cond = cond.add(containing(alias, Column::Name, text, "filter.name", 60)?);
        }
        if let Some(Date(day)) = self.on {
            cond = cond.add(on_register(asker, alias, Some(day)));
        }
        if let Some(wanted) = self.has_account {
            cond = cond.add(flip(wanted, at(alias, Column::AccountCipher).is_not_null()));
        }
        if let Some(kinds) = &self.also_in {
            let inner = format!("{alias}_o");
            let condition = Cond::all()
                .add(of_kinds(asker, &inner, Column::DistributingUnitId, kinds))
                .add(at(&inner, Column::DistributingUnitId).ne(at(alias, Column::DistributingUnitId)))
                .add(on_register(asker, &inner, self.on.map(|date| date.0)));
            let person = (alias, Column::PersonId);
            cond = cond.add(exists::<member::Entity>(asker.scope, &inner, Column::PersonId, person, condition));
        }
        let changes = [
            (RegisterEventKind::Join, self.joined_on, self.join_reason.as_ref()),
            (RegisterEventKind::Leave, self.left_on, self.leave_reason.as_ref()),
        ];
        for (kind, range, reasons) in changes {
            if range.is_some() || reasons.is_some() {
                cond = cond.add(changed(asker, alias, kind, range, reasons));
            }
        }
        if let Some(filter) = &self.resident {
            let inner = format!("{alias}_s");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let parent = (alias, Column::ResidentId);
            cond = cond.add(exists::<entity::resident::Entity>(
                asker.scope,
                &inner,
                entity::resident::Column::Id,
                parent,
                condition,
            ));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// The member under `alias` is a member or holds shares, on `day` or ever.
fn on_register(asker: Asker<'_>, alias: &str, day: Option<NaiveDate>) -> Cond {
    let (spell, held) = (format!("{alias}_m"), format!("{alias}_h"));
    let membership = day
        .map_or_else(Cond::all, |day| holds(&spell, membership::Column::ValidFrom, membership::Column::ValidTo, day));
    let holding =
        day.map_or_else(Cond::all, |day| holds(&held, holding::Column::ValidFrom, holding::Column::ValidTo, day));
    let parent = || (alias, member::Column::Id);
    Cond::any()
        .add(exists::<membership::Entity>(asker.scope, &spell, membership::Column::MemberId, parent(), membership))
        .add(exists::<holding::Entity>(asker.scope, &held, holding::Column::MemberId, parent(), holding))
}

/// Something of `kind` took effect for the member under `alias`, and no correction voids it.
fn changed(
    asker: Asker<'_>,
    alias: &str,
    kind: RegisterEventKind,
    range: Option<DateRange>,
    reasons: Option<&Vec<MembershipReason>>,
) -> sea_orm::sea_query::SimpleExpr {
    use register_event::{Column, Entity};
    let inner = format!("{alias}_e");
    let mut condition = Cond::all().add(at(&inner, Column::Kind).eq(kind)).add(valid(asker, &inner));
    if let Some(range) = range {
        condition = range.on(condition, &inner, Column::EffectiveOn);
    }
    if let Some(reasons) = reasons {
        condition = condition.add(at(&inner, Column::Reason).is_in(reasons.iter().copied()));
    }
    exists::<Entity>(asker.scope, &inner, Column::MemberId, (alias, member::Column::Id), condition)
}

/// No correction voids the event under `alias`.
pub(super) fn valid(asker: Asker<'_>, alias: &str) -> Cond {
    use register_event::{Column, Entity};
    let inner = format!("{alias}_v");
    Cond::all().add(exists::<Entity>(asker.scope, &inner, Column::CorrectsId, (alias, Column::Id), Cond::all())).not()
}

/// 持股条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct HoldingFilter {
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 分配单位标识。
    pub distributing_unit: Option<Vec<ID>>,
    /// 分配单位类别。
    pub kind: Option<Vec<DistributingUnitKind>>,
    /// 股份种类。
    pub class: Option<Vec<ShareClass>>,
    /// 该日持有。
    pub on: Option<Date>,
    /// 持有人条件(集体股没有持有人)。
    pub member: Option<Box<MemberFilter>>,
}

impl HoldingFilter {
    /// The condition on `holding` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code or a missing permission.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use holding::Column;
        asker.viewer.permit(Permission::DividendRead)?;
        let own = Owner {
            collectives: self.collective.as_ref(),
            codes: self.unit.as_ref(),
            units: self.distributing_unit.as_ref(),
            kinds: self.kind.as_ref(),
        };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::DistributingUnitId), own)?;
        if let Some(classes) = &self.class {
            cond = cond.add(at(alias, Column::Class).is_in(classes.iter().copied()));
        }
        if let Some(Date(day)) = self.on {
            cond = cond.add(holds(alias, Column::ValidFrom, Column::ValidTo, day));
        }
        if let Some(filter) = &self.member {
            let inner = format!("{alias}_w");
            let condition = filter.condition(asker, &inner, 1)?;
            let parent = (alias, Column::MemberId);
            cond = cond.add(exists::<member::Entity>(asker.scope, &inner, member::Column::Id, parent, condition));
        }
        Ok(cond)
    }
}

/// 名册变更条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct RegisterEventFilter {
    /// 所属集体标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 分配单位标识。
    pub distributing_unit: Option<Vec<ID>>,
    /// 变更种类。
    pub kind: Option<Vec<RegisterEventKind>>,
    /// 加入或退出的原因。
    pub reason: Option<Vec<MembershipReason>>,
    /// 生效日区间。
    pub effective_on: Option<DateRange>,
    /// 是否已被更正作废。
    pub voided: Option<bool>,
}

impl RegisterEventFilter {
    /// The condition on `register_event` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code or a missing permission.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use register_event::Column;
        asker.viewer.permit(Permission::DividendRead)?;
        let own = Owner {
            collectives: self.collective.as_ref(),
            codes: self.unit.as_ref(),
            units: self.distributing_unit.as_ref(),
            kinds: None,
        };
        let mut cond = owned(asker, alias, (Column::CollectiveId, Column::DistributingUnitId), own)?;
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(reasons) = &self.reason {
            cond = cond.add(at(alias, Column::Reason).is_in(reasons.iter().copied()));
        }
        if let Some(range) = self.effective_on {
            cond = range.on(cond, alias, Column::EffectiveOn);
        }
        if let Some(wanted) = self.voided {
            cond = cond.add(flip(!wanted, valid(asker, alias)));
        }
        Ok(cond)
    }
}
