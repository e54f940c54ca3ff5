//! The roots, composed from the domains.

use async_graphql::{EmptyMutation, EmptySubscription, MergedObject, SDLExportOptions, ValidationMode};

use super::node::{Node, NodeQuery};
use crate::{
    access::graphql::AccessQuery, insight::graphql::InsightQuery, residents::graphql::ResidentsQuery,
    subsidies::graphql::SubsidiesQuery,
};

/// 查询入口。
#[derive(MergedObject, Default)]
pub struct Query(AccessQuery, NodeQuery, ResidentsQuery, SubsidiesQuery, InsightQuery);

/// The executable schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// Builds the schema. Documents reach it only through the gate, which has validated them, so its own
/// validation is the fast kind.
#[must_use]
pub fn build() -> Schema {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription)
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
