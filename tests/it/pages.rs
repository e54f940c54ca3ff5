//! Connections: complete, stable under ties, sealed cursors.

use std::collections::BTreeSet;

use serde_json::json;

use crate::{
    both,
    support::{demo, items, text},
};

both! {
    /// Walking all pages meets every row once, in order, whatever the order and its ties.
    async fn pages_are_complete_and_stable(stage: Stage) {
        let app = demo(stage).await;
        let filter = r#"{programme: ["TK01", "ET01", "ET02"], monthFrom: "2022-01", monthTo: "2022-12"}"#;
        for order in ["{field: MONTH, direction: DESC}", "{field: AMOUNT}", "{field: AMOUNT, direction: DESC}", "{field: ID}"] {
            let (mut after, mut seen, mut values) = (None::<String>, BTreeSet::new(), Vec::new());
            let total = loop {
                let query = format!(r"query($after: String) {{ subsidyPayments(
                    first: 37, after: $after, filter: {filter}, orderBy: {order}
                ) {{ totalCount edges {{ cursor node {{ id month amount }} }}
                    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}");
                let data = app.data_with("demo-staff", &query, json!({ "after": after })).await;
                let list = &data["subsidyPayments"];
                let edges = items(&list["edges"]);
                for edge in edges {
                    assert!(seen.insert(text(&edge["node"]["id"]).to_owned()), "twice: {edge}");
                    values.push((text(&edge["node"]["month"]).to_owned(), text(&edge["node"]["amount"]).parse::<f64>().expect("a number")));
                }
                assert_eq!(list["pageInfo"]["hasPreviousPage"], after.is_some());
                assert_eq!(list["pageInfo"]["endCursor"], edges.last().expect("a row")["cursor"]);
                if list["pageInfo"]["hasNextPage"] == false {
                    break list["totalCount"].as_u64().expect("a count");
                }
                after = Some(text(&list["pageInfo"]["endCursor"]).to_owned());
            };
            assert_eq!(seen.len() as u64, total, "{order}");
            let sorted = match order {
                "{field: MONTH, direction: DESC}" => values.windows(2).all(|pair| pair[0].0 >= pair[1].0),
                "{field: AMOUNT}" => values.windows(2).all(|pair| pair[0].1 <= pair[1].1),
                "{field: AMOUNT, direction: DESC}" => values.windows(2).all(|pair| pair[0].1 >= pair[1].1),
                _ => true,
            };
            assert!(sorted, "{order}");
        }
    }
}

both! {
    /// Nested connections page per parent.
    async fn nested_pages_continue_per_parent(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"query($after: String) { residents(first: 1, filter: {payments: {some: {programme: ["DB01"]}}}) { nodes {
            payments(first: 5, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }"#;
        let (mut after, mut seen) = (None::<String>, BTreeSet::new());
        let total = loop {
            let data = app.data_with("demo-staff", query, json!({ "after": after })).await;
            let list = data["residents"]["nodes"][0]["payments"].clone();
            seen.extend(items(&list["nodes"]).iter().map(|node| text(&node["id"]).to_owned()));
            if list["pageInfo"]["hasNextPage"] == false {
                break list["totalCount"].as_u64().expect("a count");
            }
            after = Some(text(&list["pageInfo"]["endCursor"]).to_owned());
        };
        assert_eq!(seen.len() as u64, total);
    }
}

both! {
    /// `first` outside 1-100, a forged cursor and a cursor of another list or order are refused.
    async fn wrong_page_arguments_are_refused(stage: Stage) {
        let app = demo(stage).await;
        for first in [0, -1, 101] {
            let (code, message) = app.error("demo-staff", &format!("{{ residents(first: {first}) {{ totalCount }} }}")).await;
            assert_eq!((code.as_str(), message.as_str()), ("BAD_INPUT", "first:每页条数应在 1 到 100 之间"));
        }
        let data = app.data("demo-staff", "{ residents(first: 1) { pageInfo { endCursor } } households(first: 1) { pageInfo { endCursor } } }").await;
        let own = text(&data["residents"]["pageInfo"]["endCursor"]).to_owned();
        let other = text(&data["households"]["pageInfo"]["endCursor"]).to_owned();
        let mut forged = own.clone().into_bytes();
        forged[3] = if forged[3] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).expect("ASCII");
        for (cursor, order) in [(forged.as_str(), ""), ("zzzz", ""), ("", ""), (other.as_str(), ""), (own.as_str(), ", orderBy: {field: NAME}")] {
            let query = format!("{{ residents(first: 1, after: \"{cursor}\"{order}) {{ totalCount }} }}");
            let (code, message) = app.error("demo-staff", &query).await;
            assert_eq!(code, "BAD_INPUT");
            assert!(message.starts_with("after:游标无效"), "{message}");
        }
        app.data("demo-staff", &format!("{{ residents(first: 1, after: \"{own}\") {{ totalCount }} }}")).await;
    }
}
