//! What the newcomer's page promises runs.

use minsheng::graphql::answer::Outcome;
use serde_json::json;

use crate::{both, support::demo};

both! {
    /// The queries of README.md answer without an error.
    async fn the_queries_of_the_readme_run(stage: Stage) {
        let app = demo(stage).await;
        let page = include_str!("../../README.md");
        let queries: Vec<&str> =
            page.split("```graphql\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
        assert_eq!(queries.len(), 7);
        for query in queries {
            let (outcome, body) = app.ask("demo-staff", query, json!({})).await;
            assert!(outcome == Outcome::Executed && body.get("errors").is_none(), "{query}: {body}");
        }
    }
}
