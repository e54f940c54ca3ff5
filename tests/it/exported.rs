//! What is in the files: every registered query, masks, whole files only, and files of the operator.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::Cursor,
    os::unix::fs::PermissionsExt,
    process::{Command, Output},
};

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use minsheng::{
    graphql::registry::{Accepts, hash_of},
    kernel::id,
    residents::model::ID_NUMBER,
    subsidies::model::ACCOUNT_NUMBER,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::{
    both,
    support::{
        KEY, TestApp, demo_copy, demo_copy_at, items, open_at,
        site::{Site, acts},
        sql, text,
    },
};

/// 372 lines, four pages.
const LOAN: &str = "monthFrom=2022-10&monthTo=2022-10&programme=JS02";

/// Every registered query by name: who may ask it, and parameters for which the demo data has rows.
const ALL: [(&str, &str, &str); 37] = [
    ("annualReport", "demo-bi", "year=2022"),
    ("applicationsOverdue", "demo-staff", ""),
    ("dividendsByYearAndKind", "demo-bi", "year=2022"),
    ("eligibleNotEnrolled", "demo-staff", "programme=ZLJ&asOf=2022-12-31"),
    ("enrolmentReviewsDue", "demo-staff", "to=2022-12-31"),
    ("enrolmentRoster", "demo-staff", "month=2022-12&programme=CJ01"),
    ("findings", "demo-staff", "asOf=2022-12-31&unit=320613018205"),
    ("findingsByRuleAndVillage", "demo-bi", "asOf=2022-12-31"),
    ("findingsByWeek", "demo-bi", "asOf=2022-12-31"),
    ("findingsClosedByWeek", "demo-bi", "asOf=2022-12-31"),
    ("idleAssets", "demo-staff", "asOf=2022-12-31"),
    ("leaseArrears", "demo-staff", "asOf=2022-12-31"),
    ("leaseExpiriesByQuarter", "demo-bi", "asOf=2022-12-31"),
    ("leases", "demo-staff", "asOf=2022-12-31&unit=320613018205"),
    ("leasesByVillageAndClass", "demo-bi", "asOf=2022-12-31"),
    ("leasesExpiring", "demo-staff", "asOf=2022-12-31"),
    ("paidAfterDeath", "demo-staff", "monthFrom=2022-01&monthTo=2022-12"),
    ("payoutLines", "demo-staff", "state=UNCLAIMED"),
    ("rentBills", "demo-staff", "asOf=2022-12-31&unit=320613018205"),
    ("rentCollectionByMonth", "demo-bi", "monthFrom=2022-01&monthTo=2022-12&asOf=2022-12-31"),
    ("residentsOverEighty", "demo-staff", "on=2022-12-31&unit=320613018205"),
    ("returnedPayments", "demo-staff", ""),
    ("rosterByTier", "demo-staff", "programme=ZLJ&month=2022-12"),
    ("servicesByKind", "demo-bi", "year=2022"),
    ("subsidiesByGroup", "demo-bi", "monthFrom=2022-01&monthTo=2022-12"),
    ("subsidiesByMonth", "demo-bi", "monthFrom=2022-01&monthTo=2022-12"),
    ("subsidiesByProgramme", "demo-bi", "monthFrom=2022-01&monthTo=2022-12"),
    ("subsidiesByProgrammeMonth", "demo-bi", "monthFrom=2022-01&monthTo=2022-12"),
    ("subsidiesByUnitAndGroup", "demo-bi", "monthFrom=2022-01&monthTo=2022-12"),
    ("subsidiesByYear", "demo-bi", ""),
    ("subsidyPayments", "demo-staff", LOAN),
    ("takeUp", "demo-bi", "asOf=2022-12-31"),
    ("unclaimedDividends", "demo-staff", ""),
    ("veteranServices", "demo-staff", "from=2022-12-01&to=2022-12-31"),
    ("veterans", "demo-staff", "on=2022-12-31&unit=320613018205"),
    ("veteransByCategoryAndUnit", "demo-bi", "year=2022"),
    ("walkingCoverage", "demo-bi", "kind=VETERAN_STATION&asOf=2022-12-31"),
];

both! {
    /// Every registered query makes a file with rows, and no two of its columns are called the same.
    async fn every_operation_exports(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let registered: Vec<&str> = site.app.graph.registry().all().map(|operation| operation.name.as_str()).collect();
        assert_eq!(registered, ALL.map(|(name, ..)| name), "a new query is tried here as well");
        for (name, persona, query) in ALL {
            let got = site.get(persona, &format!("/export/{name}.csv?{query}")).await;
            assert_eq!(got.status, StatusCode::OK, "{name}: {}", got.text());
            let (header, rows) = got.table();
            assert!(!rows.is_empty(), "{name} has no rows");
            assert!(header.iter().all(|title| !title.is_empty()), "{name}: {header:?}");
            assert_eq!(header.iter().collect::<HashSet<_>>().len(), header.len(), "{name}: {header:?}");
        }
    }
}

/// Identity number and account of each of the 372 lines, open, by the line's reference.
async fn open_numbers(app: &TestApp) -> BTreeMap<String, [String; 2]> {
    let sql = "SELECT l.reference, r.id_number_cipher, a.number_cipher FROM payment_line l \
        JOIN resident r ON r.id = l.resident_id JOIN payee_account a ON a.id = l.payee_account_id \
        JOIN programme p ON p.id = l.programme_id WHERE p.code = 'JS02' AND l.month = 202210";
    let statement = Statement::from_string(app.app.db.backend(), sql);
    let rows = app.app.db.read().query_all_raw(statement).await.expect("lines");
    let open = |row: &sea_orm::QueryResult| {
        let sealed = |at| row.try_get_by_index::<Vec<u8>>(at).expect("bytes");
        let reference: String = row.try_get_by_index(0).expect("a reference");
        let number = app.app.vault.open(ID_NUMBER, &sealed(1)).expect("opens");
        let account = app.app.vault.open(ACCOUNT_NUMBER, &sealed(2)).expect("opens");
        (reference, [number, account])
    };
    rows.iter().map(open).collect()
}

/// What may be seen of an identity number and an account.
fn masked([number, account]: &[String; 2]) -> [String; 2] {
    let kept = if number.len() == 18 { 4 } else { 3 };
    let tail = number.len() - kept;
    [
        format!("{}{}{}", &number[..6], "*".repeat(tail - 6), &number[tail..]),
        format!("**** **** {}", &account[account.len() - 4..]),
    ]
}

both! {
    /// Identity numbers and accounts are masked, each exactly as its own, in every format and for everybody who gets the
    /// lines; nothing in a file is open.
    async fn numbers_are_masked(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let open = open_numbers(&site.app).await;
        for (persona, lines) in [("demo-staff", 372), ("demo-auditor", 372), ("demo-community", 67)] {
            let get = async |format: &str| site.get(persona, &format!("/export/subsidyPayments.{format}?{LOAN}")).await;
            let (csv, json, xlsx) = (get("csv").await, get("json").await, get("xlsx").await);
            let (header, rows) = csv.table();
            let places = ["明细编号", "享受人.居民身份证号.掩码", "收款账户.账号掩码"]
                .map(|title| header.iter().position(|column| column == title).expect("a column"));
            let in_csv: Vec<[String; 3]> = rows.iter().map(|row| places.map(|at| row[at].to_owned())).collect();
            assert_eq!(in_csv.len(), lines, "{persona}");
            for [reference, number, account] in &in_csv {
                assert_eq!(masked(&open[reference]), [number.as_str(), account.as_str()], "{persona} {reference}");
            }
            let of = |row: &serde_json::Value| {
                let told = [&row["reference"], &row["resident"]["idNumber"]["masked"], &row["account"]["masked"]];
                told.map(|value| text(value).to_owned())
            };
            assert_eq!(items(&json.json()).iter().map(of).collect::<Vec<_>>(), in_csv, "{persona}");
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.content)).expect("a workbook");
            let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
            let in_xlsx: Vec<[String; 3]> = sheet.rows().skip(1).map(|row| places.map(|at| row[at].to_string())).collect();
            assert_eq!(in_xlsx, in_csv, "{persona}");
            let cells: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
            for file in [csv.text(), json.text(), &cells.join("\n")] {
                assert!(open.values().flatten().all(|number| !file.contains(number)), "{persona} got a number open");
            }
        }
    }
}

both! {
    /// A file that fails on the way breaks the connection off without an end; a workbook has not begun to leave by then.
    async fn half_a_file_never_looks_whole(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let path = |format: &str| format!("/export/subsidyPayments.{format}?{LOAN}");
        for format in ["csv", "json"] {
            let whole = site.wire("demo-staff", &path(format)).await;
            assert!(whole.starts_with("HTTP/1.1 200 OK\r\n") && whole.ends_with("\r\n0\r\n\r\n"), "{format}: {whole}");
        }
        let all = site.get("demo-staff", &path("json")).await.json();
        let (first, last) = (text(&all[0]["reference"]), text(&all[371]["resident"]["id"]));
        let broken = format!("UPDATE resident SET id_number_cipher = id_number_index WHERE id = {}", id::key(last, "res"));
        sql(&site.app, &broken).await;
        for format in ["csv", "json"] {
            let half = site.wire("demo-staff", &path(format)).await;
            assert!(half.starts_with("HTTP/1.1 200 OK\r\n") && half.contains(first), "{format}: {half}");
            assert!(!half.ends_with("0\r\n\r\n"), "{format} ends like a whole file");
        }
        let xlsx = site.get("demo-staff", &path("xlsx")).await;
        assert_eq!((xlsx.status, xlsx.refusal().0.as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"));
    }
}

both! {
    /// At the command line it is the operator who acts, with the rights of an account in use. The file is the operator's
    /// alone and is there only when it is whole.
    async fn the_operator_exports(stage: Stage) {
        let (folder, url) = demo_copy_at(stage).await;
        let out = folder.join(format!("export-{}.csv", std::process::id()));
        let part = out.with_extension("csv.part");
        let run = |account: &str| -> Output {
            let mut command = Command::new(env!("CARGO_BIN_EXE_minsheng"));
            command.args(["export", "subsidyPayments", "--account", account, "--database", &url, "--data"]).arg(&folder);
            command.args(LOAN.split('&').flat_map(|pair| ["--var", pair])).arg("--out").arg(&out);
            command.env("MINSHENG_KEY", KEY).output().expect("runs")
        };
        let told = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();

        let done = run("demo-staff");
        assert!(done.status.success(), "{}", told(&done));
        assert_eq!(fs::metadata(&out).expect("a file").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&out).expect("UTF-8").lines().count(), 373);
        assert!(!part.exists());
        let app = open_at(&folder, &url).await;
        let detail = json!({
            "account": "demo-staff", "format": "csv", "rows": 372, "via": "cli",
            "hash": hash_of(include_str!("../../operations/subsidyPayments.graphql")),
            "variables": { "monthFrom": "2022-10", "monthTo": "2022-10", "programme": ["JS02"] },
        });
        assert_eq!(acts(&app, "EXPORTED").await, [json!(["system", null, "subsidyPayments", detail])]);

        fs::remove_file(&out).expect("removed");
        sql(&app, "UPDATE account SET disabled = TRUE WHERE name = 'demo-auditor'").await;
        for (account, why) in [("demo-auditor", "账号已停用"), ("nobody", "没有这个账号"), ("demo-bi", "PAYMENT_READ")] {
            let refused = run(account);
            assert!(!refused.status.success() && told(&refused).contains(why), "{account}: {}", told(&refused));
            assert!(!out.exists() && !part.exists(), "{account} leaves nothing");
        }
        let refusal = json!(["system", null, "EXPORTED", { "reasons": ["FORBIDDEN"] }]);
        assert_eq!(acts(&app, "REFUSED").await, [refusal]);

        fs::write(&part, "another's").expect("written");
        let refused = run("demo-staff");
        assert!(!refused.status.success() && told(&refused).contains("已存在"), "{}", told(&refused));
        assert_eq!(fs::read_to_string(&part).expect("a file"), "another's");
        fs::remove_file(&part).expect("removed");
    }
}
