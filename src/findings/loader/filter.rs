//! Filters and orders of findings.

use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use entity::{
    campaign, finding, lease, rule,
    vocab::{FindingState, RuleDomain, Severity},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::{
    access::policy::Permission,
    assets::loader::filter::{LeaseFilter, of_units},
    kernel::{
        filter::{DateRange, at, check_depth, combine, exists},
        id,
        page::{Direction, KeyKind, Order},
        problem::Failure,
        time::Date,
    },
    residents::loader::filter::Asker,
};

/// 问题条件,可用 and / or / not 组合。
#[derive(Debug, Clone, Default, InputObject)]
pub struct FindingFilter {
    /// 同时满足。
    pub and: Option<Vec<FindingFilter>>,
    /// 满足其一。
    pub or: Option<Vec<FindingFilter>>,
    /// 不满足。
    pub not: Option<Box<FindingFilter>>,
    /// 判定日(用于未销号、逾期);不给则为今天。
    pub as_of: Option<Date>,
    /// 规则编号,如 "L02"。
    pub rule: Option<Vec<String>>,
    /// 严重程度。
    pub severity: Option<Vec<Severity>>,
    /// 状态。
    pub state: Option<Vec<FindingState>>,
    /// 集体经济组织标识。
    pub collective: Option<Vec<ID>>,
    /// 集体所在村(社区)、建档服务站所在村(社区)、或发放补贴的村(社区)的代码。
    pub unit: Option<Vec<String>>,
    /// 自查活动编号,如 "ZCPH-2022"。
    pub campaign: Option<Vec<String>>,
    /// 发现日区间。
    pub discovered_on: Option<DateRange>,
    /// 销号日区间。
    pub closed_on: Option<DateRange>,
    /// 截至判定日未销号(已发现)。
    pub open: Option<bool>,
    /// 截至判定日逾期未销号。
    pub overdue: Option<bool>,
    /// 规则已不再命中,待核验销号。
    pub candidate: Option<bool>,
    /// 责任人。
    pub owner: Option<Vec<String>>,
    /// 租赁。
    pub lease: Option<Box<LeaseFilter>>,
    /// 分配方案标识。
    pub plan: Option<Vec<ID>>,
    /// 规则所属业务。
    pub domain: Option<Vec<RuleDomain>>,
    /// 退役军人档案标识。
    pub veteran: Option<Vec<ID>>,
    /// 居民标识(补贴问题所涉及的人)。
    pub resident: Option<Vec<ID>>,
    /// 在册待遇标识。
    pub enrolment: Option<Vec<ID>>,
    /// 发放明细标识。
    pub payment: Option<Vec<ID>>,
    /// 发放批次标识。
    pub payroll: Option<Vec<ID>>,
}

impl FindingFilter {
    /// Whether it asks about somebody: statistics must not answer that.
    const fn about_people(&self) -> bool {
        let person = self.resident.is_some() || self.veteran.is_some();
        person || self.enrolment.is_some() || self.payment.is_some() || self.owner.is_some()
    }

    /// The condition on `finding` rows under `alias` as of `day`.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or nesting that is too deep.
    pub fn condition(&self, asker: Asker<'_>, day: NaiveDate, alias: &str, depth: usize) -> Result<Cond, Failure> {
        use finding::Column;
        if !asker.viewer.may(Permission::FindingRead) {
            asker.viewer.permit(Permission::LeaseStatisticsRead)?;
            if self.about_people() {
                asker.viewer.permit(Permission::FindingRead)?;
            }
        }
        check_depth(depth)?;
        let day = self.as_of.map_or(day, |date| date.0);
        let mut cond = Cond::all();
        if let Some(severities) = &self.severity {
            cond = cond.add(at(alias, Column::Severity).is_in(severities.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        let named = [
            (&self.collective, Column::CollectiveId, "col"),
            (&self.plan, Column::PlanId, "dpl"),
            (&self.veteran, Column::VeteranId, "vet"),
            (&self.resident, Column::ResidentId, "res"),
            (&self.enrolment, Column::EnrolmentId, "enr"),
            (&self.payment, Column::PaymentLineId, "pay"),
            (&self.payroll, Column::PayrollId, "prl"),
        ];
        for (ids, column, kind) in named {
            if let Some(ids) = ids {
                cond = cond.add(at(alias, column).is_in(id::keys(ids, kind)));
            }
        }
        if let Some(range) = self.discovered_on {
            cond = range.on(cond, alias, Column::DiscoveredOn);
        }
        if let Some(range) = self.closed_on {
            cond = range.on(cond.add(at(alias, Column::ClosedOn).is_not_null()), alias, Column::ClosedOn);
        }
        if let Some(owners) = &self.owner {
            cond = cond.add(at(alias, Column::Owner).is_in(owners.iter().cloned()));
        }
        let flags = [
            (self.open, open(alias, day)),
            (self.overdue, open(alias, day).add(at(alias, Column::DeadlineOn).lt(day))),
            (self.candidate, open(alias, day).add(at(alias, Column::CandidateSince).lte(day))),
        ];
        for (wanted, flag) in flags {
            match wanted {
                Some(true) => cond = cond.add(flag),
                Some(false) => cond = cond.add(flag.not()),
                None => {}
            }
        }
        let cond = self.related(cond, asker, day, alias, depth)?;
        let parts = (self.and.as_ref(), self.or.as_ref(), self.not.as_deref());
        combine(cond, depth, parts, |part, depth| part.condition(asker, day, alias, depth))
    }

    fn related(
        &self,
        cond: Cond,
        asker: Asker<'_>,
        day: NaiveDate,
        alias: &str,
        depth: usize,
    ) -> Result<Cond, Failure> {
        use finding::Column;
        let mut cond = cond;
        if let Some(numbers) = &self.rule {
            let inner = format!("{alias}_r");
            let condition = Cond::all().add(at(&inner, rule::Column::Number).is_in(numbers.iter().cloned()));
            let parent = (alias, Column::RuleId);
            cond = cond.add(exists::<rule::Entity>(asker.scope, &inner, rule::Column::Id, parent, condition));
        }
        if let Some(domains) = &self.domain {
            let inner = format!("{alias}_d");
            let condition = Cond::all().add(at(&inner, rule::Column::Domain).is_in(domains.iter().copied()));
            let parent = (alias, Column::RuleId);
            cond = cond.add(exists::<rule::Entity>(asker.scope, &inner, rule::Column::Id, parent, condition));
        }
        if let Some(codes) = &self.campaign {
            let inner = format!("{alias}_g");
            let condition = Cond::all().add(at(&inner, campaign::Column::Code).is_in(codes.iter().cloned()));
            let parent = (alias, Column::CampaignId);
            cond = cond.add(exists::<campaign::Entity>(asker.scope, &inner, campaign::Column::Id, parent, condition));
        }
        if let Some(codes) = &self.unit {
            let keys = asker.units.keys("filter.unit", codes)?;
            let stations = at(alias, Column::UnitId).is_in(keys.iter().copied());
            let payers = at(alias, Column::PayingUnitId).is_in(keys.iter().copied());
            let collectives = of_units(asker, alias, Column::CollectiveId, codes)?;
            cond = cond.add(Cond::any().add(collectives).add(stations).add(payers));
        }
        if let Some(filter) = &self.lease {
            let inner = format!("{alias}_e");
            let condition = filter.condition(asker, day, &inner, depth + 1)?;
            let parent = (alias, Column::LeaseId);
            cond = cond.add(exists::<lease::Entity>(asker.scope, &inner, lease::Column::Id, parent, condition));
        }
        Ok(cond)
    }
}

/// Discovered by `day` and neither closed nor waived by then.
fn open(alias: &str, day: NaiveDate) -> Cond {
    use finding::Column;
    let unfinished = Cond::any().add(at(alias, Column::ClosedOn).is_null()).add(at(alias, Column::ClosedOn).gt(day));
    Cond::all().add(at(alias, Column::DiscoveredOn).lte(day)).add(unfinished)
}

/// 问题排序依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FindingOrderField {
    /// 登记次序。
    Id,
    /// 发现日。
    DiscoveredOn,
}

/// 问题排序。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct FindingOrder {
    /// 依据。
    pub field: FindingOrderField,
    /// 方向。
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

impl FindingOrder {
    /// The order to page by.
    #[must_use]
    pub const fn keys(self) -> Order {
        let keys: &[(&str, KeyKind)] = match self.field {
            FindingOrderField::Id => &[],
            FindingOrderField::DiscoveredOn => &[("discovered_on", KeyKind::Date)],
        };
        Order { keys, direction: self.direction }
    }
}
