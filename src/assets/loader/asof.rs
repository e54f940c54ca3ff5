//! Conditions on leases as of a day, in SQL; the same answers as `rules::lifecycle` and `rules::balance`.

use chrono::NaiveDate;
use entity::{
    deposit_entry, lease, lease_terms, receipt_allocation, rent_bill, rent_step, rent_waiver,
    vocab::{DepositMove, LeaseState},
};
use sea_orm::{
    ColumnTrait, Iden,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SimpleExpr},
};

use crate::{
    assets::rules::balance::GRACE_DAYS,
    kernel::{
        filter::{at, exists},
        scope::{Scope, Scoped},
    },
};

/// Rows of leases under an alias, as of a day.
#[derive(Clone, Copy)]
pub struct AsOf<'a> {
    pub scope: &'a Scope,
    pub alias: &'a str,
    pub day: NaiveDate,
}

impl AsOf<'_> {
    fn reached(self, column: lease::Column) -> SimpleExpr {
        at(self.alias, column).lte(self.day)
    }

    fn not_yet(self, column: lease::Column) -> Cond {
        Cond::any().add(at(self.alias, column).is_null()).add(at(self.alias, column).gt(self.day))
    }

    /// The version of the terms to read on the day meets `condition`, in which it is aliased `<alias>_v`.
    #[must_use]
    pub fn terms(self, condition: Cond) -> SimpleExpr {
        self.terms_under(self.alias, condition)
    }

    fn terms_under(self, lease: &str, condition: Cond) -> SimpleExpr {
        use lease_terms::Column;
        let inner = format!("{lease}_v");
        let begun =
            Cond::any().add(at(&inner, Column::EffectiveFrom).lte(self.day)).add(at(&inner, Column::Number).eq(1));
        let open = Cond::any()
            .add(at(&inner, Column::EffectiveTo).is_null())
            .add(at(&inner, Column::EffectiveTo).gt(self.day));
        let condition = Cond::all().add(begun).add(open).add(condition);
        exists::<lease_terms::Entity>(self.scope, &inner, Column::LeaseId, (lease, lease::Column::Id), condition)
    }

    /// The lessee is in possession.
    #[must_use]
    pub fn occupied(self) -> Cond {
        Cond::all()
            .add(self.reached(lease::Column::ActiveOn))
            .add(self.not_yet(lease::Column::VacatedOn))
            .add(self.not_yet(lease::Column::TerminatedOn))
            .add(self.not_yet(lease::Column::RenewedOn))
    }

    /// A contract that follows on the same asset is signed and not ended.
    fn followed(self) -> SimpleExpr {
        let inner = format!("{}_s", self.alias);
        let (own, theirs) = (format!("{}_v", self.alias), format!("{inner}_v"));
        let next = Cond::any()
            .add(at(&theirs, lease_terms::Column::StartOn).gt(at(&own, lease_terms::Column::EndOn)))
            .add(at(&inner, lease::Column::PredecessorId).eq(at(self.alias, lease::Column::Id)));
        let later = Cond::all().add(next);
        let condition = Cond::all()
            .add(at(&inner, lease::Column::Id).ne(at(self.alias, lease::Column::Id)))
            .add(at(&inner, lease::Column::SignedOn).lte(self.day))
            .add(AsOf { alias: &inner, ..self }.not_yet(lease::Column::VacatedOn))
            .add(AsOf { alias: &inner, ..self }.not_yet(lease::Column::TerminatedOn))
            .add(self.terms_under(&inner, later));
        let parent = (self.alias, lease::Column::AssetId);
        exists::<lease::Entity>(self.scope, &inner, lease::Column::AssetId, parent, condition)
    }

    /// The state on the day.
    #[must_use]
    pub fn state(self, state: LeaseState) -> Cond {
        use lease::Column;
        let end = format!("{}_v", self.alias);
        let end = || at(&end, lease_terms::Column::EndOn);
        let held = self.occupied().add(self.not_yet(Column::SettledOn));
        let unfinished = || Cond::all().add(self.not_yet(Column::SettledOn)).add(self.not_yet(Column::TerminatedOn));
        let idle = || {
            let past = [Column::VacatedOn, Column::RenewedOn, Column::ActiveOn];
            past.into_iter().fold(unfinished(), |cond, column| cond.add(self.not_yet(column)))
        };
        match state {
            LeaseState::Settled => Cond::all().add(self.reached(Column::SettledOn)),
            LeaseState::Terminated => {
                Cond::all().add(self.not_yet(Column::SettledOn)).add(self.reached(Column::TerminatedOn))
            }
            LeaseState::Vacated => unfinished().add(self.reached(Column::VacatedOn)),
            LeaseState::Active => held.add(self.terms(Cond::all().add(end().gte(self.day)))),
            LeaseState::Renewed => {
                unfinished().add(self.not_yet(Column::VacatedOn)).add(self.reached(Column::RenewedOn))
            }
            LeaseState::Holdover => held.add(self.terms(Cond::all().add(end().lt(self.day)))),
            LeaseState::Filed => idle().add(self.reached(Column::FiledOn)),
            LeaseState::Signed => idle().add(self.not_yet(Column::FiledOn)).add(self.reached(Column::SignedOn)),
            LeaseState::Draft => idle().add(self.not_yet(Column::FiledOn)).add(self.not_yet(Column::SignedOn)),
        }
    }

    /// In possession, the term ends from the day up to `until`, and nothing that follows is signed.
    #[must_use]
    pub fn expiring(self, until: NaiveDate) -> Cond {
        let end = format!("{}_v", self.alias);
        let ends = at(&end, lease_terms::Column::EndOn).between(self.day, until);
        self.occupied().add(self.terms(Cond::all().add(ends).add(self.followed().not())))
    }

    /// The rent rises between two days, by the terms to read on the day, while the lessee is in possession.
    pub fn steps(self, within: impl Fn(Cond, &str) -> Cond) -> Cond {
        let (version, inner) = (format!("{}_v", self.alias), format!("{}_e", self.alias));
        let parent = (version.as_str(), lease_terms::Column::Id);
        let step = exists::<rent_step::Entity>(
            self.scope,
            &inner,
            rent_step::Column::TermsId,
            parent,
            within(Cond::all(), &inner),
        );
        self.occupied().add(self.terms(Cond::all().add(step)))
    }

    /// The deposit that the terms ask for is not wholly held, while the lessee is in possession.
    #[must_use]
    pub fn deposit_short(self) -> Cond {
        use deposit_entry::Column;
        let (version, inner) = (format!("{}_v", self.alias), format!("{}_d", self.alias));
        let sum = |kind: Cond| {
            let mut select = Query::select();
            select
                .expr(Expr::expr(Expr::expr(at(&inner, Column::AmountFen)).sum()).if_null(0))
                .from_as(Alias::new("deposit_entry"), Alias::new(&inner))
                .and_where(at(&inner, Column::LeaseId).eq(at(self.alias, lease::Column::Id)))
                .and_where(at(&inner, Column::MovedOn).lte(self.day))
                .cond_where(kind)
                .cond_where(deposit_entry::Entity::within(self.scope, &inner));
            SimpleExpr::SubQuery(None, Box::new(select.into()))
        };
        let kind = |kinds: &[DepositMove]| Cond::all().add(at(&inner, Column::Kind).is_in(kinds.iter().copied()));
        let given = sum(kind(&[DepositMove::Refunded, DepositMove::Forfeited]));
        let held = Expr::expr(sum(kind(&[DepositMove::Received]))).sub(given);
        let due = at(&version, lease_terms::Column::DepositDueFen);
        self.occupied().add(self.terms(Cond::all().add(due.gt(held))))
    }

    /// Bills of the lease that are overdue and open meet `condition`; they are aliased `<alias>_b`.
    pub fn overdue(self, condition: impl FnOnce(&str) -> Cond) -> SimpleExpr {
        let inner = format!("{}_b", self.alias);
        let limit = self.day.checked_sub_signed(chrono::Duration::days(GRACE_DAYS)).unwrap_or(self.day);
        let condition = Cond::all()
            .add(at(&inner, rent_bill::Column::IssuedOn).lte(self.day))
            .add(at(&inner, rent_bill::Column::DueOn).lt(limit))
            .add(open(self.scope, &inner, self.day).gt(0))
            .add(condition(&inner));
        let parent = (self.alias, lease::Column::Id);
        exists::<rent_bill::Entity>(self.scope, &inner, rent_bill::Column::LeaseId, parent, condition)
    }
}

/// What is open of the bill under `alias` on `day`: its amount less allocations and approved waivers.
#[must_use]
pub fn open(scope: &Scope, alias: &str, day: NaiveDate) -> SimpleExpr {
    let (paid, waived) = (format!("{alias}_a"), format!("{alias}_w"));
    let paid = sum::<receipt_allocation::Entity>(
        scope,
        &paid,
        (receipt_allocation::Column::BillId, alias),
        receipt_allocation::Column::AmountFen,
        at(&paid, receipt_allocation::Column::AllocatedOn).lte(day),
    );
    let waived = sum::<rent_waiver::Entity>(
        scope,
        &waived,
        (rent_waiver::Column::BillId, alias),
        rent_waiver::Column::AmountFen,
        at(&waived, rent_waiver::Column::ApprovedOn).lte(day),
    );
    at(alias, rent_bill::Column::AmountFen).sub(paid).sub(waived)
}

/// Sum of `amount` over the rows of a bill.
fn sum<E: Scoped>(
    scope: &Scope,
    inner: &str,
    (bill, parent): (E::Column, &str),
    amount: E::Column,
    condition: SimpleExpr,
) -> SimpleExpr
where
    E::Column: Iden + ColumnTrait + 'static,
{
    let mut select = Query::select();
    select
        .expr(Expr::expr(Expr::expr(at(inner, amount)).sum()).if_null(0))
        .from_as(Alias::new(E::default().table_name()), Alias::new(inner))
        .and_where(at(inner, bill).eq(at(parent, rent_bill::Column::Id)))
        .and_where(condition)
        .cond_where(E::within(scope, inner));
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}
