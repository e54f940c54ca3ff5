//! Filters of the register.

use async_graphql::InputObject;
use chrono::{Days, Months, NaiveDate};
use entity::{
    enrolment, resident, service_event, veteran, veteran_benefit, veteran_card, veteran_category, veteran_contact,
    vocab::{BenefitKind, ContactClass, ContactState, EmploymentStatus, ServiceState, VeteranCategory},
};
use sea_orm::sea_query::{Cond, ExprTrait, SimpleExpr};

use super::{
    filter_benefit::{VeteranBenefitFilter, VeteranCardFilter},
    filter_service::ServiceEventFilter,
};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists, flip, holds, never},
        problem::Failure,
        time::{Date, Month},
    },
    residents::loader::filter::{Asker, ResidentFilter},
    veterans::rules::contact::period,
};

/// 对服务的存在性条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ServiceEventRelation {
    /// 至少有一条符合。
    pub some: Option<Box<ServiceEventFilter>>,
    /// 没有一条符合。
    pub none: Option<Box<ServiceEventFilter>>,
}

/// 对优待抚恤事项的存在性条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranBenefitRelation {
    /// 至少有一条符合。
    pub some: Option<Box<VeteranBenefitFilter>>,
    /// 没有一条符合。
    pub none: Option<Box<VeteranBenefitFilter>>,
}

/// 对优待证的存在性条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranCardRelation {
    /// 至少有一张符合。
    pub some: Option<VeteranCardFilter>,
    /// 没有一张符合。
    pub none: Option<VeteranCardFilter>,
}

/// 退役军人档案条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranFilter {
    /// 同时满足。
    pub and: Option<Vec<VeteranFilter>>,
    /// 满足其一。
    pub or: Option<Vec<VeteranFilter>>,
    /// 不满足。
    pub not: Option<Box<VeteranFilter>>,
    /// 判定日(类别、在册、联系、待遇均以该日计);不给则为今天。
    pub as_of: Option<Date>,
    /// 建档服务站所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 判定日持有其中任一类别。
    pub category: Option<Vec<VeteranCategory>>,
    /// 判定日的主类别。
    pub primary_category: Option<Vec<VeteranCategory>>,
    /// 联系走访类别。
    pub contact_class: Option<Vec<ContactClass>>,
    /// 就业状况。
    pub employment: Option<Vec<EmploymentStatus>>,
    /// 家庭困难(只限可看详情的岗位)。
    pub hardship: Option<bool>,
    /// 登记日区间。
    pub registered_on: Option<DateRange>,
    /// 判定日已建档立卡。
    pub archived: Option<bool>,
    /// 判定日在册:已登记、未终止、健在。
    pub on_register: Option<bool>,
    /// 截至判定日已有这么多天既没有联系记录、也没有登记服务(只计在册人员,登记未满这些天的不计)。
    pub not_contacted_for_days: Option<i32>,
    /// 联系计划:DUE 为判定日所在一期尚未联系,DONE 为已联系,MISSED 为上一期到期未联系。
    pub contact_state: Option<ContactState>,
    /// 判定日按类别和年龄符合其中任一事项的条件(只计在册人员)。
    pub entitled_to: Option<Vec<BenefitKind>>,
    /// 判定日应享未享:类别对应定期抚恤补助而没有在享的(只计在册人员)。
    pub pension_gap: Option<bool>,
    /// 优待证。
    pub cards: Option<VeteranCardRelation>,
    /// 本人登记的优待抚恤事项(牌匾按户,同户他人登记的不计)。
    pub benefits: Option<VeteranBenefitRelation>,
    /// 服务。
    pub services: Option<ServiceEventRelation>,
    /// 居民条件。
    pub resident: Option<Box<ResidentFilter>>,
}

impl VeteranFilter {
    /// The condition on `veteran` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        asker.viewer.permit(Permission::VeteranRead)?;
        check_depth(depth)?;
        let day = self.as_of.map_or(asker.today, |date| date.0);
        let cond = self.own(asker, alias, day)?;
        let cond = self.dated(cond, asker, alias, day)?;
        let cond = self.related(cond, asker, day, alias, depth)?;
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }

    fn own(&self, asker: Asker<'_>, alias: &str, day: NaiveDate) -> Result<Cond, Failure> {
        use veteran::Column;
        let mut cond = Cond::all();
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        for (categories, primary) in [(&self.category, false), (&self.primary_category, true)] {
            if let Some(categories) = categories {
                cond = cond.add(held(asker, alias, categories, primary, day));
            }
        }
        if let Some(classes) = &self.contact_class {
            cond = cond.add(at(alias, Column::ContactClass).is_in(classes.iter().copied()));
        }
        if let Some(states) = &self.employment {
            cond = cond.add(at(alias, Column::Employment).is_in(states.iter().copied()));
        }
        if let Some(wanted) = self.hardship {
            asker.viewer.permit(Permission::VeteranDetailRead)?;
            cond = cond.add(at(alias, Column::Hardship).eq(wanted));
        }
        if let Some(range) = self.registered_on {
            cond = range.on(cond, alias, Column::RegisteredOn);
        }
        Ok(cond)
    }

    fn dated(&self, cond: Cond, asker: Asker<'_>, alias: &str, day: NaiveDate) -> Result<Cond, Failure> {
        let mut cond = cond;
        if let Some(wanted) = self.archived {
            cond = cond.add(flip(wanted, at(alias, veteran::Column::ArchiveOn).lte(day).if_null(false)));
        }
        if let Some(wanted) = self.on_register {
            cond = cond.add(flip(wanted, on_register(asker, alias, day)));
        }
        if let Some(days) = self.not_contacted_for_days {
            let days = u64::try_from(days).ok().and_then(|days| day.checked_sub_days(Days::new(days)));
            let since =
                days.ok_or_else(|| Failure::bad_input("filter.notContactedForDays", "天数应为不小于零的整数"))?;
            cond = cond.add(on_register(asker, alias, day)).add(untouched(asker, alias, (since, day)));
        }
        if let Some(state) = self.contact_state {
            cond = cond.add(on_register(asker, alias, day)).add(contacted(asker, alias, state, day));
        }
        if let Some(kinds) = &self.entitled_to {
            let any = kinds.iter().fold(Cond::any(), |any, kind| any.add(entitled(asker, alias, *kind, day)));
            cond = cond.add(on_register(asker, alias, day)).add(if kinds.is_empty() { never() } else { any });
        }
        if let Some(wanted) = self.pension_gap {
            let gap = Cond::all()
                .add(entitled(asker, alias, BenefitKind::Pension, day))
                .add(drawing(asker, alias, day)?.not());
            cond = cond.add(on_register(asker, alias, day)).add(flip(wanted, gap));
        }
        Ok(cond)
    }

    fn related(
        &self,
        cond: Cond,
        asker: Asker<'_>,
        day: NaiveDate,
        alias: &str,
        depth: usize,
    ) -> Result<Cond, Failure> {
        let (scope, me) = (asker.scope, (alias, veteran::Column::Id));
        let mut cond = cond;
        if let Some(relation) = &self.cards {
            let inner = format!("{alias}_c");
            for (filter, wanted) in [(&relation.some, true), (&relation.none, false)] {
                let Some(filter) = filter else { continue };
                let as_of = filter.as_of.or(Some(Date(day)));
                let condition = VeteranCardFilter { as_of, ..filter.clone() }.condition(asker.today, &inner)?;
                let column = veteran_card::Column::VeteranId;
                cond = cond.add(flip(wanted, exists::<veteran_card::Entity>(scope, &inner, column, me, condition)));
            }
        }
        if let Some(relation) = &self.benefits {
            let inner = format!("{alias}_b");
            for (filter, wanted) in [(&relation.some, true), (&relation.none, false)] {
                let Some(filter) = filter else { continue };
                let condition = filter.condition(asker, &inner, depth + 1)?;
                let column = veteran_benefit::Column::VeteranId;
                cond = cond.add(flip(wanted, exists::<veteran_benefit::Entity>(scope, &inner, column, me, condition)));
            }
        }
        if let Some(relation) = &self.services {
            let inner = format!("{alias}_s");
            for (filter, wanted) in [(&relation.some, true), (&relation.none, false)] {
                let Some(filter) = filter else { continue };
                let condition = filter.condition(asker, &inner, depth + 1)?;
                let column = service_event::Column::VeteranId;
                cond = cond.add(flip(wanted, exists::<service_event::Entity>(scope, &inner, column, me, condition)));
            }
        }
        if let Some(filter) = &self.resident {
            let inner = format!("{alias}_r");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            cond = cond.add(person(asker, alias, &inner, condition));
        }
        Ok(cond)
    }
}

/// The person's record meets `condition`, which names it `inner`.
fn person(asker: Asker<'_>, alias: &str, inner: &str, condition: Cond) -> SimpleExpr {
    let parent = (alias, veteran::Column::ResidentId);
    exists::<resident::Entity>(asker.scope, inner, resident::Column::Id, parent, condition)
}

/// Registered, not ended, alive.
fn on_register(asker: Asker<'_>, alias: &str, day: NaiveDate) -> Cond {
    use veteran::Column;
    let inner = format!("{alias}_l");
    let alive = Cond::any()
        .add(at(&inner, resident::Column::DiedOn).is_null())
        .add(at(&inner, resident::Column::DiedOn).gt(day));
    holds(alias, Column::RegisteredOn, Column::EndedOn, day).add(person(asker, alias, &inner, alive))
}

/// Holds one of the categories, as the primary one if so wanted.
fn held(asker: Asker<'_>, alias: &str, categories: &[VeteranCategory], primary: bool, day: NaiveDate) -> SimpleExpr {
    use veteran_category::{Column, Entity};
    let inner = format!("{alias}_k");
    let mut condition = holds(&inner, Column::ValidFrom, Column::ValidTo, day)
        .add(at(&inner, Column::Category).is_in(categories.iter().copied()));
    if primary {
        condition = condition.add(at(&inner, Column::IsPrimary).eq(true));
    }
    exists::<Entity>(asker.scope, &inner, Column::VeteranId, (alias, veteran::Column::Id), condition)
}

/// A contact between two days, both included.
fn contact_between(asker: Asker<'_>, alias: &str, (from, to): (NaiveDate, NaiveDate)) -> SimpleExpr {
    use veteran_contact::{Column, Entity};
    let inner = format!("{alias}_t");
    let condition =
        Cond::all().add(at(&inner, Column::ContactedOn).gte(from)).add(at(&inner, Column::ContactedOn).lte(to));
    exists::<Entity>(asker.scope, &inner, Column::VeteranId, (alias, veteran::Column::Id), condition)
}

/// Registered by the first day, and neither contacted nor served after it up to the last.
fn untouched(asker: Asker<'_>, alias: &str, (since, day): (NaiveDate, NaiveDate)) -> Cond {
    use service_event::{Column, Entity};
    let inner = format!("{alias}_u");
    let served = Cond::all()
        .add(at(&inner, Column::RegisteredOn).gt(since))
        .add(at(&inner, Column::RegisteredOn).lte(day))
        .add(at(&inner, Column::State).ne(ServiceState::Withdrawn));
    let served = exists::<Entity>(asker.scope, &inner, Column::VeteranId, (alias, veteran::Column::Id), served);
    let after = since.succ_opt().unwrap_or(since);
    Cond::all()
        .add(at(alias, veteran::Column::RegisteredOn).lte(since))
        .add(contact_between(asker, alias, (after, day)).not())
        .add(served.not())
}

/// The contact plan is in `state` on `day`: each class has its own periods.
fn contacted(asker: Asker<'_>, alias: &str, state: ContactState, day: NaiveDate) -> Cond {
    use veteran::Column;
    let classes = [ContactClass::Key, ContactClass::Regular, ContactClass::General];
    let of_class = |class: ContactClass| {
        let now = period(asker.policy.months(class, day)?, day)?;
        let in_class = Cond::all().add(at(alias, Column::ContactClass).eq(class));
        Some(match state {
            ContactState::Done => in_class.add(contact_between(asker, alias, (now.0, day))),
            ContactState::Due => in_class
                .add(at(alias, Column::RegisteredOn).lte(now.0))
                .add(contact_between(asker, alias, (now.0, day)).not()),
            ContactState::Missed => {
                let eve = now.0.pred_opt()?;
                let last = period(asker.policy.months(class, eve)?, eve)?;
                in_class.add(at(alias, Column::RegisteredOn).lte(last.0)).add(contact_between(asker, alias, last).not())
            }
        })
    };
    classes.into_iter().filter_map(of_class).fold(Cond::any().add(never()), Cond::add)
}

/// Entitled to `kind` by category and age.
fn entitled(asker: Asker<'_>, alias: &str, kind: BenefitKind, day: NaiveDate) -> Cond {
    let mut any = Cond::any().add(never());
    for row in asker.policy.entitling(kind, day) {
        let mut own = Cond::all().add(held(asker, alias, &[row.category], false, day));
        if let Some(least) = row.min_age {
            let months = Months::new(u32::try_from(least).unwrap_or_default() * 12);
            let born = day.checked_sub_months(months).unwrap_or(NaiveDate::MIN);
            let inner = format!("{alias}_a");
            let old = Cond::all().add(at(&inner, resident::Column::BirthDate).lte(born));
            own = own.add(person(asker, alias, &inner, old));
        }
        any = any.add(own);
    }
    any
}

/// Draws a regular pension in the month of `day`.
fn drawing(asker: Asker<'_>, alias: &str, day: NaiveDate) -> Result<SimpleExpr, Failure> {
    use enrolment::{Column, Entity};
    let (inner, month) = (format!("{alias}_e"), Month::of(day));
    let programmes = asker.programmes.keys("pension", &asker.policy.pension_programmes())?;
    let lasts = Cond::any().add(at(&inner, Column::EndMonth).is_null()).add(at(&inner, Column::EndMonth).gte(month));
    let condition = Cond::all()
        .add(at(&inner, Column::ProgrammeId).is_in(programmes))
        .add(at(&inner, Column::StartMonth).lte(month))
        .add(lasts);
    let parent = (alias, veteran::Column::PersonId);
    Ok(exists::<Entity>(asker.scope, &inner, Column::PersonId, parent, condition))
}
