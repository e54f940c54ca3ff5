//! SQL of subsidies; which of their rows exist for whom.

pub mod candidates;
pub mod cases;
mod catalogue;
pub mod change;
pub mod circumstances;
pub mod declared;
pub mod enrolled;
pub mod facts;
pub mod keeping;
pub mod rollup;
pub mod seed;
pub mod write;

use entity::{
    agent_authorisation, application, application_objection, application_step, application_step_limit, bank_return,
    enrolment, enrolment_step, payee_account, payment_line, payment_rollup, payment_rollup_slice, payroll, programme,
    programme_change, programme_exclusion, programme_standard, programme_tier, programme_version, resident,
    resident_fact, vocab::ProgrammeGroup,
};
use sea_orm::sea_query::{Cond, ExprTrait, SimpleExpr};

use crate::{
    kernel::{
        filter::{at, exists, never},
        scope::{Reach, Scope, scoped},
    },
    residents,
};

pub use catalogue::programmes;

scoped! {
    // Programmes are public policy.
    programme: |_, _| Cond::all();
    programme_tier: |_, _| Cond::all();
    programme_standard: |_, _| Cond::all();
    programme_exclusion: |_, _| Cond::all();
    programme_version: |_, _| Cond::all();
    programme_change: |_, _| Cond::all();
    // What was declared about a resident exists for whom the resident does.
    resident_fact: |scope, alias| {
        let (inner, parent) = (format!("{alias}_rf"), (alias, resident_fact::Column::ResidentId));
        Cond::all().add(exists::<resident::Entity>(scope, &inner, resident::Column::Id, parent, Cond::all()))
    };
    application: |scope, alias| scope.units.limit(alias, &[application::Column::UnitId]);
    application_step: |scope, alias| scope.units.limit(alias, &[application_step::Column::UnitId]);
    application_objection: |scope, alias| scope.units.limit(alias, &[application_objection::Column::UnitId]);
    // Limits are public policy.
    application_step_limit: |_, _| Cond::all();
    // What veterans are paid tells who is one, and of what grade: it exists for those for whom their files do.
    enrolment: |scope, alias| match (&scope.units, &scope.stations) {
        (Reach::Only(_), Reach::Nothing) => {
            let own = scope.units.limit(alias, &[enrolment::Column::UnitId]);
            Cond::all().add(own).add(to_veterans(scope, alias).not())
        }
        _ if residents::service::veterans_only(scope) => {
            residents::service::on_veterans_register(scope, (alias, enrolment::Column::PersonId))
                .add(to_veterans(scope, alias))
        }
        _ => scope.units.limit(alias, &[enrolment::Column::UnitId]),
    };
    // A step tells what its entitlement tells.
    enrolment_step: |scope, alias| {
        let (inner, parent) = (format!("{alias}_e"), (alias, enrolment_step::Column::EnrolmentId));
        Cond::all().add(exists::<enrolment::Entity>(scope, &inner, enrolment::Column::Id, parent, Cond::all()))
    };
    payment_line: |scope, alias| scope.units.limit(alias, &[payment_line::Column::UnitId]);
    payment_rollup: |scope, alias| scope.units.limit(alias, &[payment_rollup::Column::UnitId]);
    payment_rollup_slice: |_, _| Cond::all();
    // A payroll covers the whole street.
    payroll: |scope, _| if scope.units == Reach::All { Cond::all() } else { never() };
    // Parts of a line or an enrolment, reached through one within scope.
    payee_account: |_, _| Cond::all();
    agent_authorisation: |_, _| Cond::all();
    bank_return: |_, _| Cond::all();
}

/// The programme is one that is paid to veterans.
pub(super) fn to_veterans(scope: &Scope, alias: &str) -> SimpleExpr {
    let of_group = Cond::all().add(at("vp", programme::Column::Group).eq(ProgrammeGroup::Veteran));
    exists::<programme::Entity>(scope, "vp", programme::Column::Id, (alias, enrolment::Column::ProgrammeId), of_group)
}
