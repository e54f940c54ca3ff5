//! The hand-written limit of the benchmark: one prepared SQL statement that returns the JSON, sent
//! through axum. No scope, no masks, no gate: what nothing on this stack can be faster than.
//!
//! `limit DATABASE-URL LISTEN`, or `limit copy DATABASE-URL`: milliseconds that one statement takes to copy the planned
//! lines of a month, which is what a payroll's calculation cannot be faster than; or `limit multiply DATABASE-URL LINES`:
//! copies the lines of 2022, and their people, until there are so many.

use std::{io::Write, net::SocketAddr};

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::any};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};

type Problem = Box<dyn std::error::Error>;

#[derive(Clone)]
struct Limit {
    db: DatabaseConnection,
    sql: &'static str,
    values: Vec<Value>,
}

const PAGE: &str = "SELECT json_object('data', json_object('subsidyPayments', json_object('nodes', json_group_array(
    json_object('month', month, 'amount', amount_fen, 'resident', json_object('name', name), 'programme',
    json_object('name', programme)))))) AS body
    FROM (SELECT l.month, l.amount_fen, r.name, p.name AS programme FROM
    (SELECT id, month, amount_fen, resident_id, programme_id FROM payment_line ORDER BY month DESC, id DESC LIMIT ?) l
    JOIN resident r ON r.id = l.resident_id JOIN programme p ON p.id = l.programme_id)";

const DEEP: &str = "SELECT json_object('data', json_object('subsidyPayments', json_object('nodes', json_group_array(
    json_object('month', month, 'amount', amount_fen))))) AS body
    FROM (SELECT month, amount_fen FROM payment_line WHERE (month, id) < (202102, ?) ORDER BY month DESC, id DESC LIMIT 50)";

const DOSSIER: &str = "SELECT json_object('data', json_object('residents', json_object('nodes', json_array(json_object(
    'name', r.name,
    'household', json_object('address', h.address, 'members',
        (SELECT json_group_array(json_object('name', m.name)) FROM resident m WHERE m.household_id = h.id)),
    'enrolments', (SELECT json_group_array(json_object('state', e.state, 'programme', json_object('name', p.name)))
        FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE e.resident_id = r.id),
    'payments', json_object('nodes', (SELECT json_group_array(json_object('month', l.month, 'amount', l.amount_fen,
        'programme', json_object('name', p.name))) FROM (SELECT month, amount_fen, programme_id FROM payment_line
        WHERE resident_id = r.id ORDER BY month DESC, id DESC LIMIT 12) l JOIN programme p ON p.id = l.programme_id))
    ))))) AS body
    FROM resident r JOIN household h ON h.id = r.household_id WHERE r.id = ?";

const STATISTICS: &str = "SELECT json_object('data', json_object('subsidyStatistics', json_object('cells',
    json_group_array(json_object('month', month, 'personTimes', n, 'persons', persons, 'amount', amount))))) AS body
    FROM (SELECT month, count(*) AS n, count(DISTINCT person_id) AS persons, sum(amount_fen) AS amount
    FROM payment_line WHERE state = ? AND month BETWEEN 202201 AND 202212 GROUP BY month ORDER BY month)";

const GROUPS: &str = "SELECT json_object('data', json_object('subsidyStatistics', json_object('cells',
    json_group_array(json_object('programme', programme, 'month', month, 'personTimes', n, 'persons', persons, 'amount', amount))))) AS body
    FROM (SELECT programme_id AS programme, month, count(*) AS n, count(DISTINCT person_id) AS persons, sum(amount_fen) AS amount
    FROM payment_line WHERE state = ? AND month BETWEEN 202201 AND 202212 GROUP BY programme_id, month ORDER BY programme_id, month)";

async fn answer(State(limit): State<Limit>) -> impl IntoResponse {
    let statement = Statement::from_sql_and_values(limit.db.get_database_backend(), limit.sql, limit.values);
    let row = limit.db.query_one_raw(statement).await.ok().flatten();
    let body: String = row.and_then(|row| row.try_get("", "body").ok()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], body)
}

const COPY: &str =
    "INSERT INTO payment_line (payroll_id, reference, enrolment_id, resident_id, person_id, programme_id, tier_id,
    unit_id, payee_account_id, month, amount_fen, state, origin, payee_name, id_number_cipher, account_cipher, basis)
    SELECT payroll_id, 'copy-' || reference, enrolment_id, resident_id, person_id, programme_id, tier_id, unit_id,
    payee_account_id, month, amount_fen, state, 'HISTORY', payee_name, id_number_cipher, account_cipher, basis
    FROM payment_line WHERE month = 202301";

/// Copies the lines as they would be written, with the settings of the product.
async fn copy(url: String) -> Result<(), Problem> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    db.execute_unprepared("PRAGMA synchronous = FULL").await?;
    #[expect(clippy::disallowed_methods, reason = "measures elapsed machine time")]
    let started = std::time::Instant::now();
    db.execute_unprepared(COPY).await?;
    writeln!(std::io::stdout(), "{}", started.elapsed().as_millis())?;
    Ok(())
}

/// What a copied row must have of its own: a name that no other has, and people of its own.
const MULTIPLY: [&str; 2] = [
    "INSERT INTO resident (id, person_id, household_id, household_role, name, name_pinyin, name_initials, sex, nation, birth_date,
        id_number_cipher, id_number_index, id_number_kind, hukou_kind, hukou_unit_id, residence_unit_id, origin, version)
    SELECT id + ?1 * 1000000, person_id + ?1 * 1000000, household_id + ?1 * 1000000, household_role, name, name_pinyin, name_initials,
        sex, nation, birth_date, x'', x'', id_number_kind, hukou_kind, hukou_unit_id, residence_unit_id, 'HISTORY', version
    FROM resident WHERE id < 1000000 AND id IN (SELECT resident_id FROM payment_line UNION SELECT person_id FROM payment_line)",
    "INSERT INTO payment_line (payroll_id, reference, resident_id, person_id, programme_id, tier_id, unit_id, payee_account_id,
        month, amount_fen, state, origin)
    SELECT payroll_id, reference || '-' || ?1, resident_id + ?1 * 1000000, person_id + ?1 * 1000000, programme_id, tier_id, unit_id,
        payee_account_id, month, amount_fen, state, 'HISTORY'
    FROM payment_line WHERE resident_id < 1000000 AND month BETWEEN 202201 AND 202212 AND state = 'PAID'",
];

/// How many lines `MULTIPLY` copies each time.
const PAID: &str = "SELECT count(*) AS lines FROM payment_line
    WHERE resident_id < 1000000 AND month BETWEEN 202201 AND 202212 AND state = 'PAID'";

/// Copies people and their lines until `lines` of 2022 are paid. Indexes that no statement of the benchmark uses go first.
async fn multiply(url: String, lines: i64) -> Result<(), Problem> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    for setting in ["foreign_keys = OFF", "synchronous = OFF", "cache_size = -500000"] {
        db.execute_unprepared(&format!("PRAGMA {setting}")).await?;
    }
    for index in ["by_unit", "by_amount", "by_resident", "by_person", "by_payroll", "by_enrolment"] {
        db.execute_unprepared(&format!("DROP INDEX IF EXISTS payment_line_{index}")).await?;
    }
    let backend = db.get_database_backend();
    let row = db.query_one_raw(Statement::from_string(backend, PAID)).await?;
    let paid: i64 = row.ok_or("no count of lines")?.try_get("", "lines")?;
    for copy in 1..lines.checked_div(paid).ok_or("no lines: load the demo data first")? {
        for sql in MULTIPLY {
            db.execute_raw(Statement::from_sql_and_values(backend, sql, [copy.into()])).await?;
        }
    }
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Problem> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(listen)) = (arguments.next(), arguments.next()) else {
        return Err("usage: limit URL LISTEN, or limit copy URL".into());
    };
    if url == "copy" {
        return copy(listen).await;
    }
    if url == "multiply" {
        return multiply(listen, arguments.next().ok_or("usage: limit multiply URL LINES")?.parse()?).await;
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(8).min_connections(8).sqlx_logging(false);
    let db = Database::connect(options).await?;
    // A beneficiary with lines, so that the dossier is not empty.
    let row = db
        .query_one_raw(Statement::from_string(
            db.get_database_backend(),
            "SELECT min(resident_id) AS id FROM payment_line WHERE programme_id = 1",
        ))
        .await?;
    let resident: i64 = row.ok_or("no lines: load the demo data first")?.try_get("", "id")?;
    let route = |sql, value: Value| any(answer).with_state(Limit { db: db.clone(), sql, values: vec![value] });
    let routes = Router::new()
        .route("/page", route(PAGE, 50.into()))
        .route("/deep", route(DEEP, i64::MAX.into()))
        .route("/dossier", route(DOSSIER, resident.into()))
        .route("/statistics", route(STATISTICS, "PAID".into()))
        .route("/groups", route(GROUPS, "PAID".into()));
    let listener = tokio::net::TcpListener::bind(listen.parse::<SocketAddr>()?).await?;
    Ok(axum::serve(listener, routes).await?)
}
