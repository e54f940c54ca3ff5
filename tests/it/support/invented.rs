//! Rows about veterans whose figures are known, as SQL on top of the demo data.

/// Sixty persons in two units, numbered from 1: 4 disabled, 12 of combat, 44 others. One is registered next year, one
/// file has ended, one person died; thirty are advised, twenty helped with money.
pub fn invented() -> Vec<String> {
    let number = |columns: &str, numbers: &str, rest: &str, table: &str| {
        format!(
            "INSERT INTO {table} ({columns}) SELECT {rest} FROM (SELECT v.*, r.household_id, r.id_number_cipher, \
             ROW_NUMBER() OVER (ORDER BY v.id) AS n FROM veteran v JOIN resident r ON r.id = v.resident_id \
             WHERE v.rank = 'invented') x WHERE {numbers}"
        )
    };
    let event = |numbers: &str, kind: &str, state: &str, day: &str, extra: (&str, &str)| {
        let columns =
            format!("veteran_id, unit_id, station_id, kind, state, registered_on, summary, origin, version{}", extra.0);
        let values = format!(
            "x.id, x.unit_id, (SELECT MIN(id) FROM service_point WHERE name = 'invented'), '{kind}', '{state}', '{day}', 'x', 'PLATFORM', 1{}",
            extra.1
        );
        number(&columns, numbers, &values, "service_event")
    };
    let card = |numbers: &str, state: &str, (applied, since): (&str, &str), (extra, values): (&str, &str)| {
        let columns = format!("veteran_id, unit_id, kind, origin, version, state, applied_on, state_since{extra}");
        number(
            &columns,
            numbers,
            &format!("x.id, x.unit_id, 'VETERAN', 'PLATFORM', 1, '{state}', '{applied}', '{since}'{values}"),
            "veteran_card",
        )
    };
    let benefit = |numbers: &str, kind: &str, state: &str, (extra, values): (&str, &str)| {
        let columns = format!("veteran_id, unit_id, origin, version, year, registered_on, kind, state{extra}");
        number(
            &columns,
            numbers,
            &format!("x.id, x.unit_id, 'PLATFORM', 1, 2022, '2022-01-05', '{kind}', '{state}'{values}"),
            "veteran_benefit",
        )
    };
    let own = "(SELECT unit_id FROM account WHERE name = 'demo-community')";
    let other = format!("(SELECT MIN(id) FROM unit WHERE id <> {own})");
    let issued = ", issued_on, number_cipher";
    let plaque = (", household_id, delivered_on", ", x.household_id, '2022-01-10'");
    let programme = ", (SELECT MIN(id) FROM programme)";
    vec![
        format!(
            "INSERT INTO veteran (resident_id, person_id, unit_id, registered_on, rank, employment, hardship, party_member, contact_class, origin, version) \
             SELECT id, person_id, CASE WHEN n <= 40 THEN {own} ELSE {other} END, '2020-01-01', 'invented', 'EMPLOYED', false, false, 'GENERAL', 'PLATFORM', 1 \
             FROM (SELECT id, person_id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM resident WHERE id = person_id AND died_on IS NULL \
             AND household_role = 'HEAD' AND person_id NOT IN (SELECT person_id FROM veteran) AND household_id NOT IN \
             (SELECT household_id FROM veteran_benefit WHERE household_id IS NOT NULL)) r WHERE n <= 60 ORDER BY n"
        ),
        number(
            "veteran_id, unit_id, category, is_primary, valid_from",
            "n <= 60",
            "x.id, x.unit_id, CASE WHEN n <= 4 THEN 'DISABLED' WHEN n <= 16 THEN 'COMBAT' ELSE 'SELF_EMPLOYED_SOLDIER' END, true, '2020-01-01'",
            "veteran_category",
        ),
        format!("INSERT INTO service_point (kind, name, unit_id, street_level, address, latitude, longitude, opened_on, version) \
            VALUES ('MEDICAL_INSURANCE', 'invented', {own}, false, 'x', 32000000, 120000000, '2022-01-01', 1)"),
        event("n <= 30", "CONSULTATION", "REGISTERED", "2022-07-15", ("", "")),
        event("n <= 20", "ASSISTANCE", "COMPLETED", "2022-08-01", (", completed_on, outcome, amount_fen", ", '2022-08-02', 'RESOLVED', 50000")),
        event("n = 2", "ASSISTANCE", "REGISTERED", "2022-08-01", (", amount_fen", ", 100")),
        event("n = 1", "TRAINING", "WITHDRAWN", "2022-08-01", (", reason", ", 'x'")),
        event("n = 3", "TRAINING", "REGISTERED", "2021-03-01", ("", "")),
        card("n <= 12", "ISSUED", ("2022-03-01", "2022-05-01"), (issued, ", '2022-05-01', x.id_number_cipher")),
        card("n = 13", "APPLIED", ("2022-09-01", "2022-09-01"), ("", "")),
        card("n = 14", "APPLIED", ("2022-12-01", "2022-12-01"), ("", "")),
        card("n = 15", "REFUSED", ("2022-03-01", "2022-04-01"), (", refusal", ", 'x'")),
        card("n = 16", "ISSUED", ("2022-10-02", "2023-01-10"), (issued, ", '2023-01-10', x.id_number_cipher")),
        benefit("n <= 5", "PLAQUE", "DELIVERED", plaque),
        benefit("n = 6", "PLAQUE", "DAMAGED", plaque),
        benefit("n = 7", "PLAQUE", "MISSING", plaque),
        benefit("n = 8", "PLAQUE", "ENDED", (", household_id, delivered_on, ended_on", ", x.household_id, '2022-01-10', '2022-03-01'")),
        benefit("n = 9", "PLAQUE", "REFUSED", (", household_id, reason", ", x.household_id, 'x'")),
        benefit("n <= 13", "CHECK_UP", "DELIVERED", (", delivered_on", ", '2022-05-05'")),
        benefit("n = 14", "CHECK_UP", "REGISTERED", ("", "")),
        benefit("n = 15", "CHECK_UP", "REFUSED", (", reason", ", 'x'")),
        benefit("n <= 2", "MERIT_REPORT", "DELIVERED", (", honour_level, delivered_on", ", 'THIRD_CLASS', '2022-02-01'")),
        benefit("n = 3", "MERIT_REPORT", "REGISTERED", (", honour_level", ", 'EXCELLENT'")),
        benefit("n <= 4", "REIMBURSEMENT", "APPROVED", (", claimed_fen, amount_fen, approved_on", ", 100000, 80000, '2022-02-01'")),
        benefit("n = 5", "REIMBURSEMENT", "REGISTERED", (", claimed_fen", ", 100000")),
        benefit("n = 1", "RECUPERATION", "DELIVERED", (", delivered_on", ", '2022-05-05'")),
        benefit("n <= 3", "PENSION", "DELIVERED", (", delivered_on, programme_id", &format!(", '2022-12-10'{programme}"))),
        benefit("n = 4", "PENSION", "REGISTERED", (", programme_id", programme)),
        "INSERT INTO veteran_step (veteran_id, unit_id, benefit_id, act, done_on, actor, note) \
            SELECT veteran_id, unit_id, id, 'REPORT', '2022-06-01', 'x', 'x' FROM veteran_benefit \
            WHERE origin = 'PLATFORM' AND state IN ('DAMAGED', 'MISSING')"
            .to_owned(),
        "UPDATE veteran SET registered_on = '2023-01-05' WHERE id = (SELECT MAX(id) - 1 FROM veteran)".to_owned(),
        "UPDATE veteran SET ended_on = '2022-06-30', end_reason = 'x' WHERE id = (SELECT MAX(id) FROM veteran)".to_owned(),
        "UPDATE resident SET died_on = '2022-12-31' WHERE id = (SELECT resident_id FROM veteran WHERE id = (SELECT MAX(id) - 2 FROM veteran))".to_owned(),
    ]
}
