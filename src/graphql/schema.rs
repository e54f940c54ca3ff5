//! The roots, composed from the domains.

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions, ValidationMode};

use super::{
    node::{Node, NodeQuery},
    operation::OperationQuery,
};
use crate::{
    access::graphql::AccessQuery,
    assets::graphql::{AssetsQuery, LeaseMutation, RentMutation},
    dividends::graphql::{DividendsQuery, PlanMutation, RegisterMutation},
    findings::graphql::{FindingsMutation, FindingsQuery},
    insight::{
        graphql::InsightQuery, graphql_coverage::CoverageQuery, graphql_dividends::DividendInsightQuery,
        graphql_findings::FindingInsightQuery, graphql_leases::LeaseInsightQuery, graphql_rents::RentInsightQuery,
        graphql_subsidies::SubsidyInsightQuery, graphql_take_up::TakeUpQuery, graphql_veterans::VeteranInsightQuery,
        report::graphql::IndicatorMutation,
    },
    payrolls::graphql::{PayrollBankMutation, PayrollMutation, PayrollsQuery},
    publications::graphql::{PublicationMutation, PublicationsQuery},
    residents::graphql::ResidentsQuery,
    services::graphql::{ServicePointMutation, ServicePointQuery},
    subsidies::graphql::{
        ApplicationMutation, ApplicationsQuery, EnrolmentMutation, ProgrammeMutation, ProgrammeQuery, SubsidiesQuery,
    },
    veterans::graphql::{BenefitMutation, ServiceMutation, VeteranMutation, VeteransQuery},
};

/// 查询入口。
#[derive(MergedObject, Default)]
pub struct Query(
    AccessQuery,
    NodeQuery,
    OperationQuery,
    ResidentsQuery,
    SubsidiesQuery,
    PayrollsQuery,
    ApplicationsQuery,
    PublicationsQuery,
    ProgrammeQuery,
    AssetsQuery,
    DividendsQuery,
    ServicePointQuery,
    VeteransQuery,
    FindingsQuery,
    FiguresQuery,
);

/// Statistics and the annual report, merged apart: the compiler counts how deep a merge is.
#[derive(MergedObject, Default)]
pub struct FiguresQuery(
    InsightQuery,
    SubsidyInsightQuery,
    LeaseInsightQuery,
    RentInsightQuery,
    FindingInsightQuery,
    DividendInsightQuery,
    CoverageQuery,
    TakeUpQuery,
    VeteranInsightQuery,
);

/// 办理入口:一个变更是一项公务行为。
#[derive(MergedObject, Default)]
pub struct Mutation(
    PayrollMutation,
    PayrollBankMutation,
    ApplicationMutation,
    EnrolmentMutation,
    PublicationMutation,
    ProgrammeMutation,
    LeaseMutation,
    RentMutation,
    RegisterMutation,
    PlanMutation,
    ServicePointMutation,
    VeteranMutation,
    ServiceMutation,
    BenefitMutation,
    FindingsMutation,
    IndicatorMutation,
);

/// The executable schema.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema. Documents reach it only through the gate, which has validated them, so its own
/// validation is the fast kind.
#[must_use]
pub fn build() -> Schema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .register_output_type::<Node>()
        .validation_mode(ValidationMode::Fast)
        .finish()
}

/// The schema in SDL, sorted, as `schema.graphql` holds it.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    build().sdl_with_options(options)
}
