//! The figures of B1 to B12 and B14, added up again by a script that knows only what was exported.

use std::{fs, process::Command, sync::Arc};

use futures_util::StreamExt;
use minsheng::{
    access::service::viewer_named,
    exchange::{
        model::{Format, Order, Via},
        service::export,
    },
    graphql::answer::Graph,
};

use crate::{both, support::demo_copy};

/// Registered queries with their parameters: rows, and the figures that are made of them.
const EXPORTS: [(&str, &[(&str, &str)]); 22] = [
    ("subsidyPayments", &[]),
    ("subsidiesByYear", &[]),
    ("subsidiesByMonth", &[("monthFrom", "2021-01"), ("monthTo", "2022-12")]),
    ("subsidiesByGroup", &[("monthFrom", "2022-01"), ("monthTo", "2022-12")]),
    ("subsidiesByUnitAndGroup", &[("monthFrom", "2022-01"), ("monthTo", "2022-12")]),
    ("subsidiesByProgramme", &[("monthFrom", "2022-01"), ("monthTo", "2022-12")]),
    ("subsidiesByProgrammeMonth", &[("monthFrom", "2022-01"), ("monthTo", "2022-12")]),
    ("leases", &[("asOf", "2022-12-31")]),
    ("leasesByVillageAndClass", &[("asOf", "2022-12-31")]),
    ("leaseExpiriesByQuarter", &[("asOf", "2022-12-31")]),
    ("findings", &[("campaign", "ZCPH-2022")]),
    ("findingsByRuleAndVillage", &[("campaign", "ZCPH-2022"), ("asOf", "2022-12-31")]),
    ("findingsByWeek", &[("campaign", "ZCPH-2022"), ("asOf", "2022-12-31")]),
    ("findingsClosedByWeek", &[("campaign", "ZCPH-2022"), ("asOf", "2022-12-31")]),
    ("payoutLines", &[("distributed", "true")]),
    ("dividendsByYearAndKind", &[]),
    ("veterans", &[("on", "2022-12-31")]),
    ("veteransByCategoryAndUnit", &[("year", "2022")]),
    ("veteranServices", &[("from", "2022-01-01"), ("to", "2022-12-31")]),
    ("servicesByKind", &[("year", "2022")]),
    ("rentBills", &[("asOf", "2022-12-31")]),
    ("rentCollectionByMonth", &[("monthFrom", "2010-01"), ("monthTo", "2022-12"), ("asOf", "2022-12-31")]),
];

both! {
    /// Every cell of B1 to B12 and B14, and the script notices a figure that is not right.
    async fn every_cell_agrees(stage: Stage) {
        let app = demo_copy(stage).await;
        let graph = Arc::new(Graph::new().expect("a graph"));
        let folder = std::env::temp_dir().join(format!("minsheng-recompute-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (name, parameters) in EXPORTS {
            let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let order = Order { operation: name.to_owned(), format: Format::Json, parameters, via: Via::Cli, trace_id: "test".to_owned() };
            let viewer = viewer_named(&app.app, "demo-staff").await.expect("an account");
            let exported = export(&app.app, &graph, viewer, order, Arc::new(|_| Ok(()))).await;
            let mut content = exported.unwrap_or_else(|refused| panic!("{name}: {refused:?}")).content;
            let mut bytes = Vec::new();
            while let Some(part) = content.next().await {
                bytes.extend(part.unwrap_or_else(|broken| panic!("{name}: {broken:?}")));
            }
            fs::write(folder.join(format!("{name}.json")), bytes).expect("a file");
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/recompute.mjs");
        let run = || Command::new("node").arg(script).arg(&folder).output().expect("node runs");
        let done = run();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let file = folder.join("subsidiesByGroup.json");
        let text = fs::read_to_string(&file).expect("the file");
        fs::write(&file, text.replacen("2256250.00", "2256250.01", 1)).expect("a file");
        let told = String::from_utf8_lossy(&run().stderr).into_owned();
        assert!(told.contains("B3 group [\"ELDERLY\"] amount: told 2256250.01, counted 2256250.00"), "{told}");
        fs::remove_dir_all(&folder).expect("removes");
    }
}
