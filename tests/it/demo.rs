//! The demo data set: loaded once, the same every time.

use minsheng::{demo::load, kernel::app::App};
use sea_orm::{ConnectionTrait, Statement};

use crate::{
    both,
    support::{demo, demo_copy, empty},
};

/// A digest of all rows of a table, all columns, in order of id.
async fn digest(app: &App, table: &str) -> (usize, u64) {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let statement = Statement::from_string(app.db.backend(), format!("SELECT * FROM {table} ORDER BY id"));
    let rows = app.db.read().query_all_raw(statement).await.expect("reads");
    let mut hasher = DefaultHasher::new();
    for row in &rows {
        for column in row.column_names() {
            if let Ok(bytes) = row.try_get::<Option<Vec<u8>>>("", &column) {
                bytes.hash(&mut hasher);
            } else if let Ok(text) = row.try_get::<Option<String>>("", &column) {
                text.hash(&mut hasher);
            } else if let Ok(number) = row.try_get::<Option<i64>>("", &column) {
                number.hash(&mut hasher);
            } else if let Ok(flag) = row.try_get::<Option<bool>>("", &column) {
                flag.hash(&mut hasher);
            } else if let Ok(json) = row.try_get::<Option<serde_json::Value>>("", &column) {
                json.map(|json| json.to_string()).hash(&mut hasher);
            } else if let Ok(number) = row.try_get::<Option<i32>>("", &column) {
                number.hash(&mut hasher);
            } else {
                row.try_get::<Option<chrono::NaiveDate>>("", &column).expect("a date").hash(&mut hasher);
            }
        }
    }
    (rows.len(), hasher.finish())
}

const TABLES: [(&str, usize); 46] = [
    ("household", 12_699),
    ("resident", 36_841),
    ("residency", 76_894),
    ("life_event", 1_008),
    ("disability_certificate", 1_287),
    ("payee_account", 4_063),
    ("agent_authorisation", 61),
    ("application", 34),
    ("application_step", 143),
    ("enrolment", 5_888),
    ("payroll", 336),
    ("payment_line", 111_778),
    ("bank_return", 68),
    ("collective", 8),
    ("cadre", 24),
    ("asset", 373),
    ("asset_ledger", 760),
    ("inspection", 379),
    ("lessee", 365),
    ("resolution", 89),
    ("tender", 373),
    ("lease", 373),
    ("lease_terms", 392),
    ("rent_step", 341),
    ("lease_document", 402),
    ("deposit_entry", 373),
    ("sublet", 1),
    ("rent_bill", 2_280),
    ("receipt", 2_268),
    ("receipt_allocation", 2_272),
    ("income_recognition", 20),
    ("campaign", 1),
    ("campaign_result", 373),
    ("finding", 268),
    ("finding_step", 406),
    ("service_point", 43),
    ("service_point_hours", 421),
    ("veteran", 1_127),
    ("veteran_category", 1_245),
    ("veteran_disability", 31),
    ("veteran_honour", 109),
    ("veteran_contact", 4_246),
    ("veteran_card", 968),
    ("veteran_benefit", 1_514),
    ("service_event", 3_386),
    ("veteran_step", 20_723),
];

both! {
    /// Same input, same bytes: a second load into a fresh database gives the same rows, sealed values
    /// included.
    async fn the_same_bytes_every_time(stage: Stage) {
        let first = demo(stage).await;
        let second = empty(stage).await;
        assert!(load(&second.app, 1, |_, _| {}).await.expect("loads"));
        for (table, rows) in TABLES {
            let (one, two) = (digest(&first.app, table).await, digest(&second.app, table).await);
            assert_eq!((one.0, one), (rows, two), "{table}");
        }
    }
}

both! {
    /// A second run is a no-op.
    async fn a_second_run_does_nothing(stage: Stage) {
        let app = demo_copy(stage).await.app;
        let before = digest(&app, "payment_line").await;
        assert!(!load(&app, 1, |_, _| {}).await.expect("looks"));
        assert_eq!(digest(&app, "payment_line").await, before);
    }
}

both! {
    /// New rows get keys after the demo's own on both databases.
    async fn keys_continue_after_the_demo(stage: Stage) {
        let app = demo_copy(stage).await.app;
        let sql = "INSERT INTO household (number, unit_id, address, origin) VALUES ('new', 1, 'x', 'PLATFORM')";
        app.db.owner().execute_unprepared(sql).await.expect("a new key");
        assert_eq!(digest(&app, "household").await.0, 12_700);
    }
}
