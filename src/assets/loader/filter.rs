//! Filters of assets, leases, lessees, bills and receipts.

use async_graphql::InputObject;
use chrono::{Days, NaiveDate};
use entity::{
    asset, asset_ledger, collective, finding, lease, lease_terms, lessee, rent_bill,
    vocab::{AssetClass, AssetKind, AssetStatus, LeaseKind, LeaseState, LesseeKind, TenderMethod},
};
use sea_orm::sea_query::{Cond, ExprTrait, SimpleExpr};

use super::asof::{AsOf, open};
use crate::{
    access::policy::Permission,
    findings::loader::filter::FindingFilter,
    kernel::{
        filter::{DateRange, at, check_depth, combine, containing, exists, flip},
        id,
        money::Fen,
        problem::Failure,
        scope::Scope,
        time::Date,
    },
    residents::loader::filter::{Asker, ResidentFilter},
};

/// The rows whose collective's unit has one of the codes.
///
/// # Errors
/// An unknown code.
pub fn of_units(
    asker: Asker<'_>,
    alias: &str,
    column: impl sea_orm::Iden + 'static,
    codes: &[String],
) -> Result<SimpleExpr, Failure> {
    let inner = format!("{alias}_c");
    let units = asker.units.keys("filter.unit", codes)?;
    let condition = Cond::all().add(at(&inner, collective::Column::UnitId).is_in(units));
    Ok(exists::<collective::Entity>(asker.scope, &inner, collective::Column::Id, (alias, column), condition))
}

/// 金额区间(元),两端都含,可只给一端。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct MoneyRange {
    /// 起(含)。
    pub from: Option<Fen>,
    /// 止(含)。
    pub to: Option<Fen>,
}

impl MoneyRange {
    /// The range on an expression.
    pub fn on(self, expr: impl Fn() -> SimpleExpr) -> Cond {
        let mut cond = Cond::all();
        if let Some(from) = self.from {
            cond = cond.add(expr().gte(from));
        }
        if let Some(to) = self.to {
            cond = cond.add(expr().lte(to));
        }
        cond
    }
}

/// 欠租条件:截至 asOf 有逾期(应付日加宽限期已过)未收的账单。
#[derive(Debug, Clone, Copy, Default, InputObject)]
pub struct ArrearsFilter {
    /// 其中至少一张账单自应付日起已过的最少天数。
    pub min_days: Option<i32>,
    /// 其中至少一张账单的最少未收金额(元)。
    pub min_amount: Option<Fen>,
}

/// 承租方条件。
#[derive(Debug, Clone, InputObject)]
pub struct LesseeFilter {
    /// 类别。
    pub kind: Option<Vec<LesseeKind>>,
    /// 名称中的连续文字。
    pub name: Option<String>,
    /// 统一社会信用代码。
    pub credit_code: Option<String>,
    /// 是否本集体成员。
    pub member: Option<bool>,
    /// 居民档案(需要查看居民的权限)。
    pub resident: Option<Box<ResidentFilter>>,
}

impl LesseeFilter {
    fn condition(&self, asker: Asker<'_>, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use lessee::Column;
        check_depth(depth)?;
        let mut cond = Cond::all();
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(name) = &self.name {
            cond = cond.add(containing(alias, Column::Name, name, "filter.lessee.name", 60)?);
        }
        if let Some(code) = &self.credit_code {
            cond = cond.add(at(alias, Column::CreditCode).eq(code.trim().to_uppercase()));
        }
        if let Some(member) = self.member {
            cond = cond.add(at(alias, Column::Member).eq(member));
        }
        if let Some(filter) = &self.resident {
            let inner = format!("{alias}_r");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let column = entity::resident::Column::Id;
            let parent = (alias, Column::ResidentId);
            cond = cond.add(exists::<entity::resident::Entity>(asker.scope, &inner, column, parent, condition));
        }
        Ok(cond)
    }
}

/// 租赁条件,可用 and / or / not 组合;状态、租期、租金、欠租都按 asOf 当日判定。
#[derive(Debug, Clone, Default, InputObject)]
pub struct LeaseFilter {
    /// 同时满足。
    pub and: Option<Vec<LeaseFilter>>,
    /// 满足其一。
    pub or: Option<Vec<LeaseFilter>>,
    /// 不满足。
    pub not: Option<Box<LeaseFilter>>,
    /// 判定日;不给则为今天。嵌套条件不给时沿用外层的判定日。
    pub as_of: Option<Date>,
    /// 集体经济组织标识。
    pub collective: Option<Vec<async_graphql::ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 合同编号。
    pub contract_number: Option<Vec<String>>,
    /// 租赁类别。
    pub kind: Option<Vec<LeaseKind>>,
    /// 状态。
    pub state: Option<Vec<LeaseState>>,
    /// 止租日区间。
    pub ends: Option<DateRange>,
    /// 从判定日起多少天内到期且后续合同未签。
    pub expires_within_days: Option<i32>,
    /// 租金递增日区间(仍在占用的租赁)。
    pub rent_steps: Option<DateRange>,
    /// 年租金区间。
    pub annual_rent: Option<MoneyRange>,
    /// 每平方米年租金区间(最新版本)。
    pub rent_per_square_metre: Option<MoneyRange>,
    /// 欠租。
    pub arrears: Option<ArrearsFilter>,
    /// 押金未收足(仍在占用的租赁)。
    pub deposit_short: Option<bool>,
    /// 招租方式。
    pub tender_method: Option<Vec<TenderMethod>>,
    /// 资产。
    pub asset: Option<Box<AssetFilter>>,
    /// 承租方。
    pub lessee: Option<LesseeFilter>,
    /// 至少有一个问题符合。
    pub findings: Option<Box<FindingFilter>>,
}

impl LeaseFilter {
    /// The condition on `lease` rows under `alias` as of `day`.
    ///
    /// # Errors
    /// An unknown code, a relation the viewer may not read, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, day: NaiveDate, alias: &str, depth: usize) -> Result<Cond, Failure> {
        check_depth(depth)?;
        let day = self.as_of.map_or(day, |date| date.0);
        let cond = self.own(asker, alias)?;
        let cond = self.dated(cond, AsOf { scope: asker.scope, alias, day })?;
        let cond = self.related(cond, asker, day, alias, depth)?;
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, day, alias, depth))
    }

    fn own(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use lease::Column;
        let mut cond = Cond::all();
        if let Some(ids) = &self.collective {
            cond = cond.add(at(alias, Column::CollectiveId).is_in(id::keys(ids, "col")));
        }
        if let Some(codes) = &self.unit {
            cond = cond.add(of_units(asker, alias, Column::CollectiveId, codes)?);
        }
        if self.lessee.is_some() || self.contract_number.is_some() {
            // Charts must not lead to a lessee.
            asker.viewer.permit(Permission::LeaseRead)?;
        }
        if let Some(numbers) = &self.contract_number {
            cond = cond.add(at(alias, Column::ContractNumber).is_in(numbers.iter().cloned()));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(range) = self.rent_per_square_metre {
            cond = cond.add(range.on(|| at(alias, Column::UnitRentFen)));
        }
        if let Some(methods) = &self.tender_method {
            let inner = format!("{alias}_t");
            let condition = Cond::all().add(at(&inner, entity::tender::Column::Method).is_in(methods.iter().copied()));
            let parent = (alias, Column::TenderId);
            let column = entity::tender::Column::Id;
            cond = cond.add(exists::<entity::tender::Entity>(asker.scope, &inner, column, parent, condition));
        }
        Ok(cond)
    }

    fn dated(&self, cond: Cond, asof: AsOf<'_>) -> Result<Cond, Failure> {
        let version = format!("{}_v", asof.alias);
        let mut cond = cond;
        if let Some(states) = &self.state {
            cond = cond.add(states.iter().fold(Cond::any(), |any, state| any.add(asof.state(*state))));
        }
        if let Some(range) = self.ends {
            cond = cond.add(asof.terms(range.on(Cond::all(), &version, lease_terms::Column::EndOn)));
        }
        if let Some(days) = self.expires_within_days {
            let days = u64::try_from(days).ok().filter(|days| *days <= 3660);
            let until = days.and_then(|days| asof.day.checked_add_days(Days::new(days)));
            let refuse = || Failure::bad_input("filter.expiresWithinDays", "天数应在 0 到 3660 之间");
            cond = cond.add(asof.expiring(until.ok_or_else(refuse)?));
        }
        if let Some(range) = self.rent_steps {
            cond = cond.add(asof.steps(|cond, inner| range.on(cond, inner, entity::rent_step::Column::StepsOn)));
        }
        if let Some(range) = self.annual_rent {
            cond = cond.add(asof.terms(range.on(|| at(&version, lease_terms::Column::AnnualRentFen))));
        }
        if let Some(arrears) = self.arrears {
            cond = cond.add(asof.overdue(|inner| arrears.condition(asof.scope, inner, asof.day)));
        }
        if let Some(short) = self.deposit_short {
            cond = cond.add(flip(short, asof.deposit_short()));
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
        let scope = asker.scope;
        let mut cond = cond;
        if let Some(filter) = &self.asset {
            let inner = format!("{alias}_o");
            let condition = filter.condition(asker, day, &inner, depth + 1)?;
            let parent = (alias, lease::Column::AssetId);
            cond = cond.add(exists::<asset::Entity>(scope, &inner, asset::Column::Id, parent, condition));
        }
        if let Some(filter) = &self.lessee {
            let inner = format!("{alias}_p");
            let condition = filter.condition(asker, &inner, depth + 1)?;
            let parent = (alias, lease::Column::LesseeId);
            cond = cond.add(exists::<lessee::Entity>(scope, &inner, lessee::Column::Id, parent, condition));
        }
        if let Some(filter) = &self.findings {
            let inner = format!("{alias}_f");
            let condition = filter.condition(asker, day, &inner, depth + 1)?;
            let parent = (alias, lease::Column::Id);
            cond = cond.add(exists::<finding::Entity>(scope, &inner, finding::Column::LeaseId, parent, condition));
        }
        Ok(cond)
    }
}

impl ArrearsFilter {
    fn condition(self, scope: &Scope, alias: &str, day: NaiveDate) -> Cond {
        let mut cond = Cond::all();
        if let Some(days) = self.min_days.and_then(|days| u64::try_from(days).ok()) {
            let limit = day.checked_sub_days(Days::new(days)).unwrap_or(day);
            cond = cond.add(at(alias, rent_bill::Column::DueOn).lte(limit));
        }
        if let Some(amount) = self.min_amount {
            cond = cond.add(open(scope, alias, day).gte(amount));
        }
        cond
    }
}

/// 资产条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct AssetFilter {
    /// 同时满足。
    pub and: Option<Vec<AssetFilter>>,
    /// 满足其一。
    pub or: Option<Vec<AssetFilter>>,
    /// 不满足。
    pub not: Option<Box<AssetFilter>>,
    /// 判定日;不给则为今天(嵌套条件沿用外层)。
    pub as_of: Option<Date>,
    /// 集体经济组织标识。
    pub collective: Option<Vec<async_graphql::ID>>,
    /// 集体所在村(社区)代码。
    pub unit: Option<Vec<String>>,
    /// 资产编号。
    pub number: Option<Vec<String>>,
    /// 类别。
    pub class: Option<Vec<AssetClass>>,
    /// 种类。
    pub kind: Option<Vec<AssetKind>>,
    /// 台账状态。
    pub ledger_status: Option<Vec<AssetStatus>>,
    /// 闲置:无人占用,且台账未记自用、争议或拆除。
    pub idle: Option<bool>,
    /// 坐落中的连续文字。
    pub location: Option<String>,
}

impl AssetFilter {
    /// The condition on `asset` rows under `alias` as of `day`.
    ///
    /// # Errors
    /// An unknown code, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, day: NaiveDate, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use asset::Column;
        check_depth(depth)?;
        let day = self.as_of.map_or(day, |date| date.0);
        let mut cond = Cond::all();
        if let Some(ids) = &self.collective {
            cond = cond.add(at(alias, Column::CollectiveId).is_in(id::keys(ids, "col")));
        }
        if let Some(codes) = &self.unit {
            cond = cond.add(of_units(asker, alias, Column::CollectiveId, codes)?);
        }
        if let Some(numbers) = &self.number {
            cond = cond.add(at(alias, Column::Number).is_in(numbers.iter().cloned()));
        }
        if let Some(classes) = &self.class {
            cond = cond.add(at(alias, Column::Class).is_in(classes.iter().copied()));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(text) = &self.location {
            cond = cond.add(containing(alias, Column::Location, text, "filter.location", 60)?);
        }
        if let Some(statuses) = &self.ledger_status {
            cond = cond.add(in_ledger(asker.scope, alias, day, statuses));
        }
        if let Some(idle) = self.idle {
            cond = cond.add(flip(idle, idle_on(asker.scope, alias, day)));
        }
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, day, alias, depth))
    }
}

/// The ledger entry in force on `day` has one of the statuses.
fn in_ledger(scope: &Scope, alias: &str, day: NaiveDate, statuses: &[AssetStatus]) -> SimpleExpr {
    use asset_ledger::Column;
    let (inner, later) = (format!("{alias}_l"), format!("{alias}_n"));
    let newer = Cond::all()
        .add(at(&later, Column::EffectiveOn).lte(day))
        .add(at(&later, Column::EffectiveOn).gt(at(&inner, Column::EffectiveOn)));
    let parent = (inner.as_str(), Column::AssetId);
    let newer = exists::<asset_ledger::Entity>(scope, &later, Column::AssetId, parent, newer);
    let condition = Cond::all()
        .add(at(&inner, Column::EffectiveOn).lte(day))
        .add(at(&inner, Column::Status).is_in(statuses.iter().copied()))
        .add(newer.not());
    exists::<asset_ledger::Entity>(scope, &inner, Column::AssetId, (alias, asset::Column::Id), condition)
}

/// Nobody is in possession, and the ledger does not say why.
fn idle_on(scope: &Scope, alias: &str, day: NaiveDate) -> Cond {
    let inner = format!("{alias}_h");
    let occupied = AsOf { scope, alias: &inner, day }.occupied();
    let parent = (alias, asset::Column::Id);
    let occupied = exists::<lease::Entity>(scope, &inner, lease::Column::AssetId, parent, occupied);
    let kept = in_ledger(scope, alias, day, &[AssetStatus::SelfUse, AssetStatus::Disputed, AssetStatus::Demolished]);
    Cond::all().add(at(alias, asset::Column::AcquiredOn).lte(day)).add(occupied.not()).add(kept.not())
}
