//! Filters and orders of residents and households.

use async_graphql::{Context, Enum, InputObject};
use chrono::{Months, NaiveDate};
use entity::{
    disability_certificate as certificate, enrolment, household, payment_line, resident, veteran,
    vocab::{HukouKind, IdNumberKind, Sex},
};
use sea_orm::sea_query::{Cond, ExprTrait, LikeExpr};

use super::filter_certificate::{DisabilityCertificateFilter, DisabilityCertificateRelation};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        filter::{DateRange, at, check_depth, combine, containing, escaped, exists, flip},
        page::{Direction, KeyKind, Order},
        problem::Failure,
        scope::Scope,
        time::Date,
    },
    residents::model::Units,
    subsidies::{
        loader::filter::{EnrolmentFilter, SubsidyPaymentFilter},
        model::Programmes,
        model_application::StepLimits,
    },
    veterans::{loader::filter::VeteranFilter, model::Policy},
};

/// What a filter needs to become SQL: who asks, and the reference tables its codes refer to.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    pub viewer: &'a Viewer,
    pub scope: &'a Scope,
    pub units: &'a Units,
    pub programmes: &'a Programmes,
    /// Policy of veterans.
    pub policy: &'a Policy,
    /// Working days that applications may stay in their states.
    pub limits: &'a StepLimits,
    pub today: NaiveDate,
}

impl<'a> Asker<'a> {
    /// The asker of `ctx`; reference tables were put there when the request began.
    #[must_use]
    pub fn of(ctx: &'a Context<'_>) -> Self {
        Self {
            viewer: Viewer::of(ctx),
            scope: ctx.data_unchecked::<Scope>(),
            units: ctx.data_unchecked::<std::sync::Arc<Units>>(),
            programmes: ctx.data_unchecked::<std::sync::Arc<Programmes>>(),
            policy: ctx.data_unchecked::<std::sync::Arc<Policy>>(),
            limits: ctx.data_unchecked::<std::sync::Arc<StepLimits>>(),
            today: ctx.data_unchecked::<App>().clock.today(),
        }
    }
}

/// 年龄条件:在指定日期的周岁。
#[derive(Debug, Clone, InputObject)]
pub struct AgeFilter {
    /// 最小周岁(含)。
    pub min: Option<i32>,
    /// 最大周岁(含)。
    pub max: Option<i32>,
    /// 计算周岁的日期。
    pub on: Date,
}

impl AgeFilter {
    fn condition(&self, cond: Cond, alias: &str) -> Result<Cond, Failure> {
        let birthday = |years: i32| {
            let months = u32::try_from(years).ok().filter(|years| *years <= 150).map(|years| Months::new(years * 12));
            let day = months.and_then(|months| self.on.0.checked_sub_months(months));
            day.ok_or_else(|| Failure::bad_input("age", "周岁应在 0 到 150 之间"))
        };
        let column = resident::Column::BirthDate;
        let mut cond = cond;
        if let Some(min) = self.min {
            cond = cond.add(at(alias, column).lte(birthday(min)?));
        }
        if let Some(max) = self.max {
            cond = cond.add(at(alias, column).gt(birthday(max.saturating_add(1))?));
        }
        Ok(cond)
    }
}

/// 对在册待遇的存在性条件。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentRelation {
    /// 至少有一条符合。
    pub some: Option<Box<EnrolmentFilter>>,
    /// 没有一条符合。
    pub none: Option<Box<EnrolmentFilter>>,
}

/// 对发放明细的存在性条件。
#[derive(Debug, Clone, InputObject)]
pub struct SubsidyPaymentRelation {
    /// 至少有一条符合。
    pub some: Option<Box<SubsidyPaymentFilter>>,
    /// 没有一条符合。
    pub none: Option<Box<SubsidyPaymentFilter>>,
}

/// 住户条件。
#[derive(Debug, Clone, InputObject)]
pub struct HouseholdFilter {
    /// 同时满足。
    pub and: Option<Vec<HouseholdFilter>>,
    /// 满足其一。
    pub or: Option<Vec<HouseholdFilter>>,
    /// 不满足。
    pub not: Option<Box<HouseholdFilter>>,
    /// 户号。
    pub number: Option<String>,
    /// 户籍单位代码。
    pub unit: Option<Vec<String>>,
    /// 至少有一名成员符合。
    pub members: Option<Box<ResidentFilter>>,
}

impl HouseholdFilter {
    /// The condition on `household` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        let mut cond = Cond::all();
        if let Some(number) = &self.number {
            cond = cond.add(at(alias, household::Column::Number).eq(number));
        }
        if let Some(codes) = &self.unit {
            cond = cond.add(at(alias, household::Column::UnitId).is_in(asker.units.keys("filter.unit", codes)?));
        }
        if let Some(members) = &self.members {
            let inner = format!("{alias}_m");
            let condition = members.condition(asker, &inner, depth + 1)?;
            let parent = (alias, household::Column::Id);
            let column = resident::Column::HouseholdId;
            cond = cond.add(exists::<resident::Entity>(asker.scope, &inner, column, parent, condition));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// 居民条件,可用 and / or / not 组合,可跨到住户、残疾人证、待遇和发放。
#[derive(Debug, Clone, InputObject)]
pub struct ResidentFilter {
    /// 同时满足。
    pub and: Option<Vec<ResidentFilter>>,
    /// 满足其一。
    pub or: Option<Vec<ResidentFilter>>,
    /// 不满足。
    pub not: Option<Box<ResidentFilter>>,
    /// 姓名中的连续汉字,或拼音首字母、全拼的开头(如 "zxm"、"zhangxiao")。
    pub name: Option<String>,
    /// 户籍或居住单位代码。
    pub unit: Option<Vec<String>>,
    /// 户籍单位代码。
    pub hukou_unit: Option<Vec<String>>,
    /// 居住单位代码。
    pub residence_unit: Option<Vec<String>>,
    /// 性别。
    pub sex: Option<Sex>,
    /// 户口性质。
    pub hukou_kind: Option<HukouKind>,
    /// 身份证号形态。
    pub id_number_kind: Option<Vec<IdNumberKind>>,
    /// 出生日期区间。
    pub birth_date: Option<DateRange>,
    /// 周岁。
    pub age: Option<AgeFilter>,
    /// 在该日健在(已登记死亡且死亡日不晚于该日的除外)。
    pub living_on: Option<Date>,
    /// 在该日户籍仍在本街道。
    pub registered_on: Option<Date>,
    /// 死亡日期区间。
    pub died_on: Option<DateRange>,
    /// 户籍迁出日期区间。
    pub moved_out_on: Option<DateRange>,
    /// 所在住户。
    pub household: Option<Box<HouseholdFilter>>,
    /// 残疾人证。
    pub disability_certificates: Option<DisabilityCertificateRelation>,
    /// 在册待遇。
    pub enrolments: Option<EnrolmentRelation>,
    /// 发放明细。
    pub payments: Option<SubsidyPaymentRelation>,
    /// 退役军人档案符合条件。
    pub veteran: Option<Box<VeteranFilter>>,
    /// 是否在退役军人名册上(含已终止的档案)。
    pub is_veteran: Option<bool>,
}

impl ResidentFilter {
    /// The condition on `resident` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a relation the viewer may not read, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        asker.viewer.permit(Permission::ResidentRead)?;
        check_depth(depth)?;
        let cond = self.own(asker, alias)?;
        let cond = self.dated(cond, alias)?;
        let cond = self.related(cond, asker, alias, depth)?;
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }

    fn own(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        let mut cond = Cond::all();
        if let Some(name) = &self.name {
            cond = cond.add(named(alias, name)?);
        }
        let (hukou, residence) = (resident::Column::HukouUnitId, resident::Column::ResidenceUnitId);
        let units = [
            ("filter.unit", &self.unit, &[hukou, residence][..]),
            ("filter.hukouUnit", &self.hukou_unit, &[hukou][..]),
            ("filter.residenceUnit", &self.residence_unit, &[residence][..]),
        ];
        for (field, codes, columns) in units {
            let Some(codes) = codes else { continue };
            let keys = asker.units.keys(field, codes)?;
            let any = columns.iter().fold(Cond::any(), |any, column| any.add(at(alias, *column).is_in(keys.clone())));
            cond = cond.add(any);
        }
        if let Some(sex) = self.sex {
            cond = cond.add(at(alias, resident::Column::Sex).eq(sex));
        }
        if let Some(kind) = self.hukou_kind {
            cond = cond.add(at(alias, resident::Column::HukouKind).eq(kind));
        }
        if let Some(kinds) = &self.id_number_kind {
            cond = cond.add(at(alias, resident::Column::IdNumberKind).is_in(kinds.iter().copied()));
        }
        Ok(cond)
    }

    fn dated(&self, cond: Cond, alias: &str) -> Result<Cond, Failure> {
        let (died, moved) = (resident::Column::DiedOn, resident::Column::MovedOutOn);
        let mut cond = cond;
        if let Some(range) = &self.birth_date {
            cond = range.on(cond, alias, resident::Column::BirthDate);
        }
        if let Some(age) = &self.age {
            cond = age.condition(cond, alias)?;
        }
        let still = |column: resident::Column, day: NaiveDate| {
            Cond::any().add(at(alias, column).is_null()).add(at(alias, column).gt(day))
        };
        if let Some(Date(day)) = self.living_on {
            cond = cond.add(still(died, day));
        }
        if let Some(Date(day)) = self.registered_on {
            cond = cond.add(still(moved, day));
        }
        if let Some(range) = &self.died_on {
            cond = range.on(cond.add(at(alias, died).is_not_null()), alias, died);
        }
        if let Some(range) = &self.moved_out_on {
            cond = range.on(cond.add(at(alias, moved).is_not_null()), alias, moved);
        }
        Ok(cond)
    }

    fn related(&self, cond: Cond, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        let (scope, me) = (asker.scope, (alias, resident::Column::Id));
        let mut cond = cond;
        if let Some(filter) = &self.household {
            let inner = format!("{alias}_h");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let parent = (alias, resident::Column::HouseholdId);
            cond = cond.add(exists::<household::Entity>(scope, &inner, household::Column::Id, parent, condition));
        }
        let register = format!("{alias}_w");
        let on_register = |condition: Cond| {
            let parent = (alias, resident::Column::PersonId);
            exists::<veteran::Entity>(scope, &register, veteran::Column::PersonId, parent, condition)
        };
        if let Some(filter) = &self.veteran {
            cond = cond.add(on_register(filter.condition(asker, &register, depth + 1)?));
        }
        if let Some(wanted) = self.is_veteran {
            asker.viewer.permit(Permission::VeteranRead)?;
            cond = cond.add(flip(wanted, on_register(Cond::all())));
        }
        if let Some(relation) = &self.disability_certificates {
            asker.viewer.permit(Permission::HealthRead)?;
            let inner = format!("{alias}_c");
            let related = |filter: &DisabilityCertificateFilter| {
                let column = certificate::Column::ResidentId;
                exists::<certificate::Entity>(scope, &inner, column, me, filter.condition(&inner))
            };
            cond = with(cond, relation.some.as_ref().map(related), relation.none.as_ref().map(related));
        }
        if let Some(relation) = &self.enrolments {
            let inner = format!("{alias}_e");
            let related = |filter: &EnrolmentFilter| {
                let condition = filter.condition(asker, &inner, depth + 1)?;
                let column = enrolment::Column::ResidentId;
                Ok::<_, Failure>(exists::<enrolment::Entity>(scope, &inner, column, me, condition))
            };
            let some = relation.some.as_deref().map(related).transpose()?;
            cond = with(cond, some, relation.none.as_deref().map(related).transpose()?);
        }
        if let Some(relation) = &self.payments {
            let inner = format!("{alias}_p");
            let related = |filter: &SubsidyPaymentFilter| {
                let condition = filter.condition(asker, &inner, depth + 1)?;
                let column = payment_line::Column::ResidentId;
                Ok::<_, Failure>(exists::<payment_line::Entity>(scope, &inner, column, me, condition))
            };
            let some = relation.some.as_deref().map(related).transpose()?;
            cond = with(cond, some, relation.none.as_deref().map(related).transpose()?);
        }
        Ok(cond)
    }
}

fn with(
    cond: Cond,
    some: Option<sea_orm::sea_query::SimpleExpr>,
    none: Option<sea_orm::sea_query::SimpleExpr>,
) -> Cond {
    let cond = some.map_or(cond.clone(), |some| cond.add(some));
    none.map_or(cond.clone(), |none| cond.add(none.not()))
}

fn named(alias: &str, text: &str) -> Result<Cond, Failure> {
    let name = containing(alias, resident::Column::Name, text, "filter.name", 30)?;
    if !text.trim().is_ascii() {
        return Ok(Cond::all().add(name));
    }
    let prefix = format!("{}%", escaped(&text.trim().to_lowercase()));
    let like = || LikeExpr::new(prefix.clone()).escape('\\');
    Ok(Cond::any()
        .add(at(alias, resident::Column::NameInitials).like(like()))
        .add(at(alias, resident::Column::NamePinyin).like(like())))
}

/// 居民排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ResidentOrderField {
    /// 登记次序。
    Id,
    /// 姓名拼音。
    Name,
    /// 出生日期。
    BirthDate,
}

/// 居民排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ResidentOrder {
    /// 依据。
    pub field: ResidentOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl ResidentOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            ResidentOrderField::Id => &[],
            ResidentOrderField::Name => &[("name_pinyin", KeyKind::Text)],
            ResidentOrderField::BirthDate => &[("birth_date", KeyKind::Date)],
        };
        Order { keys, direction: self.direction }
    }
}
