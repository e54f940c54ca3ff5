//! Filters and orders of enrolments, payrolls and payments.

use async_graphql::{Enum, InputObject};
use entity::{
    bank_return, enrolment, life_event, payment_line, programme_exclusion, resident,
    vocab::{BankReturnCode, EnrolmentState, ExclusionKind, LifeEventKind, PaymentState, ProgrammeGroup},
};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Query, SimpleExpr};

use super::filter_application::lapsed;
use crate::{
    access::policy::Permission,
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists},
        money::Fen,
        page::{Direction, KeyKind, Order},
        problem::Failure,
        scope::Scoped,
        time::Month,
    },
    residents::loader::filter::{Asker, ResidentFilter},
};

/// 在册待遇条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct EnrolmentFilter {
    /// 同时满足。
    pub and: Option<Vec<EnrolmentFilter>>,
    /// 满足其一。
    pub or: Option<Vec<EnrolmentFilter>>,
    /// 不满足。
    pub not: Option<Box<EnrolmentFilter>>,
    /// 项目代码,如 "ZLJ"。
    pub programme: Option<Vec<String>>,
    /// 档次代码,如 "ZLJ.T80"。
    pub tier: Option<Vec<String>>,
    /// 经办单位代码。
    pub unit: Option<Vec<String>>,
    /// 状态。
    pub state: Option<Vec<EnrolmentState>>,
    /// 下次复核日所在区间。
    pub next_review_on: Option<DateRange>,
    /// 该月在享受期内。
    pub entitled_in: Option<Month>,
    /// 享受人已死亡或户籍已迁出,待遇尚未停发。
    pub lapsed: Option<bool>,
    /// 享受人。
    pub resident: Option<Box<ResidentFilter>>,
}

impl EnrolmentFilter {
    /// The condition on `enrolment` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a relation the viewer may not read, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use enrolment::Column;
        asker.viewer.permit(Permission::EnrolmentRead)?;
        check_depth(depth)?;
        let tiers = (Column::ProgrammeId, Column::TierId);
        let codes = Codes { programme: self.programme.as_ref(), tier: self.tier.as_ref(), unit: self.unit.as_ref() };
        let mut cond = coded(asker, alias, codes, tiers, Column::UnitId)?;
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        if let Some(range) = &self.next_review_on {
            cond = range.on(cond.add(at(alias, Column::NextReviewOn).is_not_null()), alias, Column::NextReviewOn);
        }
        if let Some(month) = self.entitled_in {
            let open =
                Cond::any().add(at(alias, Column::EndMonth).is_null()).add(at(alias, Column::EndMonth).gte(month));
            cond = cond.add(at(alias, Column::StartMonth).lte(month)).add(open);
        }
        if let Some(wanted) = self.lapsed {
            cond = cond.add(flip(wanted, lapsed(asker, alias)));
        }
        if let Some(filter) = &self.resident {
            let parent = (alias, Column::ResidentId);
            cond = cond.add(resident_matches(filter, asker, alias, parent, depth)?);
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }
}

/// 银行退回条件。
#[derive(Debug, Clone, InputObject)]
pub struct BankReturnFilter {
    /// 退回原因。
    pub code: Option<Vec<BankReturnCode>>,
    /// 退回日期区间。
    pub returned_on: Option<DateRange>,
}

/// 发放明细条件,可用 and / or / not 组合。统计岗位只能使用项目、档次、大类、单位、月份和状态。
#[derive(Debug, Clone, Default, InputObject)]
pub struct SubsidyPaymentFilter {
    /// 同时满足。
    pub and: Option<Vec<SubsidyPaymentFilter>>,
    /// 满足其一。
    pub or: Option<Vec<SubsidyPaymentFilter>>,
    /// 不满足。
    pub not: Option<Box<SubsidyPaymentFilter>>,
    /// 项目代码,如 "ZLJ"。
    pub programme: Option<Vec<String>>,
    /// 档次代码,如 "ZLJ.T80"。
    pub tier: Option<Vec<String>>,
    /// 人群大类。
    pub group: Option<Vec<ProgrammeGroup>>,
    /// 发放单位代码。
    pub unit: Option<Vec<String>>,
    /// 归属月份起(含)。
    pub month_from: Option<Month>,
    /// 归属月份止(含)。
    pub month_to: Option<Month>,
    /// 状态;统计时不给则只计已到账(PAID)。
    pub state: Option<Vec<PaymentState>>,
    /// 最低金额(含)。
    pub amount_from: Option<Fen>,
    /// 最高金额(含)。
    pub amount_to: Option<Fen>,
    /// 享受人。
    pub resident: Option<Box<ResidentFilter>>,
    /// 有银行退回记录并符合条件。
    pub bank_return: Option<BankReturnFilter>,
    /// 归属月份晚于享受人死亡当月(死亡当月可发,次月起不可)。
    pub after_death: Option<bool>,
    /// 归属月份晚于享受人户籍迁出当月。
    pub after_moving_out: Option<bool>,
    /// 同一人同月另有已到账的互斥(或择高)项目。
    pub conflicting: Option<bool>,
}

impl SubsidyPaymentFilter {
    /// The condition on `payment_line` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code, a condition the viewer may not use, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use payment_line::Column;
        check_depth(depth)?;
        let tiers = (Column::ProgrammeId, Column::TierId);
        let codes = Codes { programme: self.programme.as_ref(), tier: self.tier.as_ref(), unit: self.unit.as_ref() };
        let mut cond = coded(asker, alias, codes, tiers, Column::UnitId)?;
        if let Some(groups) = &self.group {
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(asker.programmes.of_groups(groups)));
        }
        if let Some(month) = self.month_from {
            cond = cond.add(at(alias, Column::Month).gte(month));
        }
        if let Some(month) = self.month_to {
            cond = cond.add(at(alias, Column::Month).lte(month));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        let cond = self.about_people(cond, asker, alias, depth)?;
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, alias, depth))
    }

    /// The same filter of so many months before.
    #[must_use]
    pub fn months_earlier(&self, months: i32) -> Self {
        let all = |parts: &Option<Vec<Self>>| {
            parts.as_ref().map(|parts| parts.iter().map(|part| part.months_earlier(months)).collect())
        };
        Self {
            and: all(&self.and),
            or: all(&self.or),
            not: self.not.as_ref().map(|part| Box::new(part.months_earlier(months))),
            month_from: self.month_from.map(|month| month.plus(-months)),
            month_to: self.month_to.map(|month| month.plus(-months)),
            ..self.clone()
        }
    }

    /// Whether the filter itself (not its parts) asks about people or single lines.
    #[must_use]
    pub const fn asks_about_people(&self) -> bool {
        self.amount_from.is_some()
            || self.amount_to.is_some()
            || self.resident.is_some()
            || self.bank_return.is_some()
            || self.after_death.is_some()
            || self.after_moving_out.is_some()
            || self.conflicting.is_some()
    }

    /// Whether the filter says which states it wants.
    #[must_use]
    pub fn names_state(&self) -> bool {
        let nested = |parts: &Option<Vec<Self>>| parts.iter().flatten().any(Self::names_state);
        self.state.is_some() || nested(&self.and) || nested(&self.or) || self.not.iter().any(|part| part.names_state())
    }

    /// The conditions that only those may use who may see single lines.
    fn about_people(&self, cond: Cond, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use payment_line::Column;
        let mut extra = Vec::new();
        extra.extend(self.amount_from.map(|amount| at(alias, Column::AmountFen).gte(amount)));
        extra.extend(self.amount_to.map(|amount| at(alias, Column::AmountFen).lte(amount)));
        if let Some(filter) = &self.resident {
            extra.push(resident_matches(filter, asker, alias, (alias, Column::ResidentId), depth)?);
        }
        if let Some(filter) = &self.bank_return {
            extra.push(returned(filter, asker, alias));
        }
        for (wanted, kind) in
            [(self.after_death, LifeEventKind::Death), (self.after_moving_out, LifeEventKind::MovedOut)]
        {
            extra.extend(wanted.map(|wanted| flip(wanted, later_than(kind, asker, alias))));
        }
        extra.extend(self.conflicting.map(|wanted| flip(wanted, conflicting(asker, alias))));
        if !extra.is_empty() {
            asker.viewer.permit(Permission::PaymentRead)?;
        }
        Ok(extra.into_iter().fold(cond, Cond::add))
    }
}

fn flip(wanted: bool, condition: SimpleExpr) -> SimpleExpr {
    if wanted { condition } else { condition.not() }
}

/// Codes given in a filter.
#[derive(Clone, Copy)]
pub(super) struct Codes<'a> {
    pub(super) programme: Option<&'a Vec<String>>,
    pub(super) tier: Option<&'a Vec<String>>,
    pub(super) unit: Option<&'a Vec<String>>,
}

/// The codes that enrolments and payments are filtered by alike.
pub(super) fn coded<C: sea_orm::Iden + Copy + 'static>(
    asker: Asker<'_>,
    alias: &str,
    codes: Codes<'_>,
    (programme_id, tier_id): (C, C),
    unit_id: C,
) -> Result<Cond, Failure> {
    let mut cond = Cond::all();
    if let Some(codes) = codes.programme {
        let keys = asker.programmes.keys("filter.programme", codes)?;
        cond = cond.add(at(alias, programme_id).is_in(keys));
    }
    if let Some(tiers) = codes.tier {
        let mut any = Cond::any();
        for (programme, tier) in asker.programmes.tier_keys("filter.tier", tiers)? {
            let of = Cond::all().add(at(alias, programme_id).eq(programme));
            any = any.add(match tier {
                Some(tier) => of.add(at(alias, tier_id).eq(tier)),
                None => of.add(at(alias, tier_id).is_null()),
            });
        }
        cond = cond.add(any);
    }
    if let Some(units) = codes.unit {
        cond = cond.add(at(alias, unit_id).is_in(asker.units.keys("filter.unit", units)?));
    }
    Ok(cond)
}

/// The person in a column meets the filter.
pub(super) fn resident_matches(
    filter: &ResidentFilter,
    asker: Asker<'_>,
    alias: &str,
    parent: (&str, impl sea_orm::Iden + 'static),
    depth: usize,
) -> Result<SimpleExpr, Failure> {
    let inner = format!("{alias}_r");
    let condition = filter.condition(asker, &inner, depth + 1)?;
    Ok(exists::<resident::Entity>(asker.scope, &inner, resident::Column::Id, parent, condition))
}

fn returned(filter: &BankReturnFilter, asker: Asker<'_>, alias: &str) -> SimpleExpr {
    let inner = format!("{alias}_b");
    let mut condition = Cond::all();
    if let Some(codes) = &filter.code {
        condition = condition.add(at(&inner, bank_return::Column::Code).is_in(codes.iter().copied()));
    }
    if let Some(range) = &filter.returned_on {
        condition = range.on(condition, &inner, bank_return::Column::ReturnedOn);
    }
    let parent = (alias, payment_line::Column::Id);
    exists::<bank_return::Entity>(asker.scope, &inner, bank_return::Column::LineId, parent, condition)
}

/// The line's month is later than the month of the beneficiary's event.
fn later_than(kind: LifeEventKind, asker: Asker<'_>, alias: &str) -> SimpleExpr {
    let inner = format!("{alias}_l");
    let condition = Cond::all()
        .add(at(&inner, life_event::Column::Kind).eq(kind))
        .add(at(&inner, life_event::Column::Month).lt(at(alias, payment_line::Column::Month)));
    let parent = (alias, payment_line::Column::ResidentId);
    exists::<life_event::Entity>(asker.scope, &inner, life_event::Column::ResidentId, parent, condition)
}

/// Another paid line of the same person and month whose programme excludes this one's.
fn conflicting(asker: Asker<'_>, alias: &str) -> SimpleExpr {
    use payment_line::Column;
    let (inner, pair) = (format!("{alias}_o"), format!("{alias}_x"));
    let mut excluded = Query::select();
    excluded
        .expr(Expr::val(1))
        .from_as(Alias::new("programme_exclusion"), Alias::new(&pair))
        .and_where(at(&pair, programme_exclusion::Column::ProgrammeId).eq(at(alias, Column::ProgrammeId)))
        .and_where(at(&pair, programme_exclusion::Column::OtherId).eq(at(&inner, Column::ProgrammeId)))
        .and_where(at(&pair, programme_exclusion::Column::Kind).ne(ExclusionKind::Cap))
        .and_where(at(&pair, programme_exclusion::Column::ValidFrom).lte(at(alias, Column::Month)))
        .cond_where(
            Cond::any()
                .add(at(&pair, programme_exclusion::Column::ValidTo).is_null())
                .add(at(&pair, programme_exclusion::Column::ValidTo).gt(at(alias, Column::Month))),
        )
        .cond_where(programme_exclusion::Entity::within(asker.scope, &pair));
    let condition = Cond::all()
        .add(at(&inner, Column::Month).eq(at(alias, Column::Month)))
        .add(at(&inner, Column::State).eq(PaymentState::Paid))
        .add(Expr::exists(excluded));
    exists::<payment_line::Entity>(asker.scope, &inner, Column::PersonId, (alias, Column::PersonId), condition)
}

/// 发放明细排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SubsidyPaymentOrderField {
    /// 登记次序。
    Id,
    /// 归属月份。
    Month,
    /// 金额。
    Amount,
}

/// 发放明细排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct SubsidyPaymentOrder {
    /// 依据。
    pub field: SubsidyPaymentOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl SubsidyPaymentOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            SubsidyPaymentOrderField::Id => &[],
            SubsidyPaymentOrderField::Month => &[("month", KeyKind::Int)],
            SubsidyPaymentOrderField::Amount => &[("amount_fen", KeyKind::Int)],
        };
        Order { keys, direction: self.direction }
    }
}

/// 在册待遇排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EnrolmentOrderField {
    /// 登记次序。
    Id,
    /// 享受起始月。
    StartMonth,
}

/// 在册待遇排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct EnrolmentOrder {
    /// 依据。
    pub field: EnrolmentOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl EnrolmentOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            EnrolmentOrderField::Id => &[],
            EnrolmentOrderField::StartMonth => &[("start_month", KeyKind::Int)],
        };
        Order { keys, direction: self.direction }
    }
}
