//! What statistics share in the graph.

use async_graphql::Context;

/// Whether the selection of a statistic names one of the fields on its cells or its total.
#[must_use]
pub fn selects(ctx: &Context<'_>, fields: &[&str]) -> bool {
    let look = ctx.look_ahead();
    ["cells", "total"].iter().any(|part| fields.iter().any(|field| look.field(part).field(field).exists()))
}
