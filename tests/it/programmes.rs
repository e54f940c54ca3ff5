//! Programme administration: changes by two persons, what they would touch.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        act, count, demo_copy, items,
        programmes::{CHANGE, decide, enact, propose, refused},
        reasons, sql, text,
    },
};

fn t80(day: &str, amount: &str) -> Json {
    json!({ "standard": { "tier": "T80", "validFrom": day, "amount": amount } })
}

/// 尊老金 from 79 on and its second tier from 85 on.
fn earlier(month: &str) -> Json {
    let age = |comparison: &str, number: i32| json!({ "compare": { "fact": "AGE", "comparison": comparison, "number": number } });
    json!({ "terms": { "validFrom": month, "eligibility": { "all": [
        { "compare": { "fact": "HUKOU_HERE", "comparison": "EQ", "flag": true } },
        { "tier": [
            { "tier": "T80", "condition": { "all": [age("GE", 79), age("LT", 85)] } },
            { "tier": "T90", "condition": { "all": [age("GE", 85), age("LT", 100)] } },
            { "tier": "T100", "condition": age("GE", 100) },
        ] },
    ] } } })
}

both! {
    /// A change is proposed by one and put in force by another; earlier months keep their answers.
    async fn a_change_takes_two_and_leaves_the_past(stage: Stage) {
        let app = demo_copy(stage).await;
        let proposed = propose(&app, "demo-staff", "ZLJ", t80("2023-01-01", "70.00")).await;
        let change = &proposed["change"];
        assert_eq!((&change["state"], &change["kind"], &change["validFrom"]), (&json!("PROPOSED"), &json!("STANDARD"), &json!("2023-01")));
        assert_eq!(change["summary"], "自 2023-01-01 起,T80 档标准为 70.00 元");
        assert_eq!(change["proposedBy"], "demo-staff");

        let own = decide(&app, "demo-staff", "programmeChangeApprove", change).await;
        assert_eq!(reasons(&own), refused("SAME_PERSON", "input.change"));
        for persona in ["demo-bi", "demo-finance", "demo-community", "demo-auditor", "demo-admin"] {
            let query = format!(r#"mutation {{ programmeChangeApprove(input: {{change: {}, version: 1}}) {{ problems {{ code }} }} }}"#, change["id"]);
            assert_eq!(app.error(persona, &query).await.0, "FORBIDDEN", "{persona}");
        }
        let stale = act(&app, "demo-staff-2", "programmeChangeApprove", CHANGE, json!({ "change": change["id"], "version": 2 })).await;
        assert_eq!(reasons(&stale), refused("STALE_VERSION", "input.version"));

        let standards = r#"{ programmes { code version tiers { code before: standard(on: "2022-12-31") after: standard(on: "2023-01-01") } } }"#;
        let tier = |data: &Json| {
            let zlj = items(&data["programmes"]).iter().find(|one| one["code"] == "ZLJ").expect("it").clone();
            (zlj["version"].clone(), zlj["tiers"][0].clone())
        };
        let unchanged = json!({ "code": "ZLJ.T80", "before": "60.00", "after": "60.00" });
        assert_eq!(tier(&app.data("demo-bi", standards).await), (json!(1), unchanged), "a proposal changes nothing");
        let approved = decide(&app, "demo-staff-2", "programmeChangeApprove", change).await;
        assert_eq!((&approved["change"]["state"], &approved["change"]["decidedBy"]), (&json!("IN_FORCE"), &json!("demo-staff-2")));
        let changed = json!({ "code": "ZLJ.T80", "before": "60.00", "after": "70.00" });
        assert_eq!(tier(&app.data("demo-bi", standards).await), (json!(2), changed));

        let again = act(&app, "demo-staff-3", "programmeChangeApprove", CHANGE, json!({ "change": change["id"], "version": 2 })).await;
        assert_eq!(reasons(&again), refused("DECIDED", "input.change"));
        // A correction of the same day is another row; the wrong one stays on record and counts no more.
        enact(&app, "ZLJ", t80("2023-01-01", "72.00")).await;
        let data = app.data("demo-bi", standards).await;
        assert_eq!(tier(&data).1["after"], "72.00");
        let rows = "SELECT count(*) AS n FROM programme_standard WHERE valid_from = '2023-01-01' AND amount_fen IN (7000, 7200)";
        assert_eq!(count(&app, rows).await, 2);

        let acts = "SELECT count(*) AS n FROM audit_act WHERE act = 'REFUSED' AND subject = 'PROGRAMME_CHANGE_APPROVE'";
        assert_eq!(count(&app, acts).await, 8, "attempts are chained too");
        let acts = "SELECT count(*) AS n FROM audit_act WHERE act IN ('PROGRAMME_CHANGE_PROPOSE', 'PROGRAMME_CHANGE_APPROVE')";
        assert_eq!(count(&app, acts).await, 4);
    }
}

both! {
    /// Conditions are dated: who is judged as of December 2022 is judged as before, whatever is changed for January.
    async fn changed_conditions_do_not_reach_back(stage: Stage) {
        let app = demo_copy(stage).await;
        let list = r#"{
            before: eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31") { totalCount }
            old: eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-06-30") { totalCount }
            after: eligibleNotEnrolled(programme: "ZLJ", asOf: "2023-01-31", first: 1) {
                totalCount nodes { december: eligibility(programme: "ZLJ", asOf: "2022-12-31") { verdict }
                    january: eligibility(programme: "ZLJ", asOf: "2023-01-01") { verdict month tier } }
            }
        }"#;
        let first = app.data("demo-staff", list).await;
        enact(&app, "ZLJ", earlier("2023-01")).await;
        let second = app.data("demo-staff", list).await;
        assert_eq!((&second["before"], &second["old"]), (&first["before"], &first["old"]));
        assert_eq!(first["before"]["totalCount"], 23);
        let sql = "SELECT count(*) AS n FROM resident r WHERE r.id = r.person_id AND r.died_on IS NULL AND r.moved_out_on IS NULL \
            AND r.birth_date <= '1944-01-31' AND NOT EXISTS (SELECT 1 FROM enrolment e JOIN programme p ON p.id = e.programme_id \
            WHERE p.code = 'ZLJ' AND e.person_id = r.person_id AND e.start_month <= 202301 AND (e.end_month IS NULL OR e.end_month >= 202301))";
        assert_eq!(second["after"]["totalCount"], count(&app, sql).await);
        let versions = app.data("demo-bi", r#"{ programmes { code versions { validFrom document }
            terms(asOf: "2022-12-31") { validFrom startRule } now: terms(asOf: "2023-01-01") { validFrom startRule }
            eligibility(asOf: "2022-12-31") { text conditions { number parent kind tier fact comparison required } } } }"#).await;
        let zlj = items(&versions["programmes"]).iter().find(|one| one["code"] == "ZLJ").expect("it");
        assert_eq!(items(&zlj["versions"]).len(), 2);
        let dates = (&zlj["terms"]["validFrom"], &zlj["now"]["validFrom"], &zlj["now"]["startRule"]);
        assert_eq!(dates, (&json!("2000-01"), &json!("2023-01"), &json!("BIRTHDAY_MONTH")));
        let words = "户籍在本街道,且当月末日周岁不小于 80,且按档次[T100 档:当月末日周岁不小于 100;T80 档:当月末日周岁小于 90;\
            T90 档:当月末日周岁不小于 90,且当月末日周岁小于 100]";
        assert_eq!(zlj["eligibility"]["text"], words);
        let age = json!({ "number": 3, "parent": 1, "kind": "COMPARE", "tier": null, "fact": "AGE", "comparison": "GE", "required": "80" });
        assert_eq!(zlj["eligibility"]["conditions"][2], age);
    }
}

both! {
    /// What is wrong with a change is said with code and path, and nothing is kept.
    async fn changes_are_refused_in_words(stage: Stage) {
        let app = demo_copy(stage).await;
        let of = async |programme: &str, part: Json| reasons(&propose(&app, "demo-staff", programme, part).await);
        assert_eq!(of("ZLJ", t80("2022-12-01", "70.00")).await, refused("MONTH_LOCKED", "input.standard.validFrom"));
        assert_eq!(of("ZLJ", t80("2022-12-31", "70.00")).await, refused("MONTH_LOCKED", "input.standard.validFrom"));
        assert_eq!(of("ZLJ", t80("2023-01-01", "0.00")).await, refused("AMOUNT", "input.standard.amount"));
        assert_eq!(of("ZLJ", t80("2023-01-01", "-1.00")).await, refused("AMOUNT", "input.standard.amount"));
        let whole = json!({ "standard": { "validFrom": "2023-01-01", "amount": "70.00" } });
        assert_eq!(of("ZLJ", whole).await, refused("TIER", "input.standard.tier"));
        let same = json!({ "standard": { "validFrom": "2023-07-01", "amount": "820.00" } });
        assert_eq!(of("DB01", same).await, refused("STANDARD_EXISTS", "input.standard"));
        assert_eq!(of("ZLJ", json!({})).await, refused("ONE_PART", "input"));
        let mut both = t80("2023-01-01", "70.00");
        both["terms"] = json!({ "validFrom": "2023-01", "reviewMonths": 6 });
        assert_eq!(of("ZLJ", both).await, refused("ONE_PART", "input"));
        let mut undocumented = t80("2023-01-01", "70.00");
        undocumented["document"] = json!(" ");
        undocumented["reason"] = json!("");
        let found = of("ZLJ", undocumented).await;
        assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["DOCUMENT", "REASON"]);
        let mut old = t80("2023-01-01", "70.00");
        old["version"] = json!(7);
        assert_eq!(of("ZLJ", old).await, refused("STALE_VERSION", "input.version"));
        let nothing = json!({ "programme": "NONE", "version": 1, "document": "d", "reason": "r", "standard": { "validFrom": "2023-01-01", "amount": "1.00" } });
        let found = act(&app, "demo-staff", "programmeChangePropose", CHANGE, nothing).await;
        assert_eq!(reasons(&found), refused("PROGRAMME", "input.programme"));
        let leaf = |compare: Json| json!({ "terms": { "validFrom": "2023-01", "eligibility": { "compare": compare } } });
        for compare in [
            json!({ "fact": "AGE", "comparison": "GE" }),
            json!({ "fact": "AGE", "comparison": "GE", "number": 80, "flag": true }),
            json!({ "fact": "SEX", "comparison": "EQ", "word": "WOMAN" }),
            json!({ "fact": "INCOME_PER_HEAD", "comparison": "LT", "multiple": { "programme": "ZLJ", "percent": 100 } }),
        ] {
            assert_eq!(of("JT01", leaf(compare.clone())).await, refused("ELIGIBILITY", "input.terms.eligibility"), "{compare}");
        }
        let empty = json!({ "terms": { "validFrom": "2023-01", "eligibility": {} } });
        assert_eq!(of("JT01", empty).await, refused("ELIGIBILITY", "input.terms.eligibility"));
        let pair = |other: &str| json!({ "exclusion": { "other": other, "kind": "EXCLUSIVE", "level": "PERSON", "validFrom": "2023-01" } });
        assert_eq!(of("CJ02", pair("YL02")).await, refused("EXCLUSION_EXISTS", "input.exclusion.other"));
        assert_eq!(count(&app, "SELECT count(*) AS n FROM programme_change").await, 0);
        // What has become impossible since it was proposed is refused when it is to be approved.
        let one = propose(&app, "demo-staff", "ZLJ", t80("2023-01-01", "70.00")).await;
        enact(&app, "ZLJ", t80("2023-01-01", "70.00")).await;
        let late = decide(&app, "demo-staff-2", "programmeChangeApprove", &one["change"]).await;
        assert_eq!(reasons(&late), refused("STANDARD_EXISTS", "input.change"));
        let rejected = decide(&app, "demo-staff", "programmeChangeReject", &one["change"]).await;
        assert_eq!((&rejected["change"]["state"], &rejected["change"]["note"]), (&json!("REJECTED"), &json!("依据不足")));
        let open = r#"{ programmeChanges(filter: {state: [PROPOSED]}) { totalCount } all: programmeChanges(filter: {programme: ["ZLJ"]}) { totalCount } }"#;
        let data = app.data("demo-auditor", open).await;
        assert_eq!((&data["programmeChanges"]["totalCount"], &data["all"]["totalCount"]), (&json!(0), &json!(2)));
    }
}

both! {
    /// Exclusions are dated too: made for January, ended for March, and December knows nothing of it.
    async fn exclusions_come_and_go(stage: Stage) {
        let app = demo_copy(stage).await;
        let cap = json!({ "exclusion": { "other": "CJ02", "kind": "CAP", "level": "PERSON", "cap": "200.00", "validFrom": "2023-01" } });
        enact(&app, "ZLJ", cap).await;
        let query = r#"{ programmes { code version before: exclusions(asOf: "2022-12-31") { programme { code } }
            in: exclusions(asOf: "2023-01-01") { programme { code } kind level cap validFrom validTo }
            after: exclusions(asOf: "2023-03-01") { programme { code } } } }"#;
        let of = async |code: &str| {
            let data = app.data("demo-staff", query).await;
            items(&data["programmes"]).iter().find(|one| one["code"] == code).expect("it").clone()
        };
        let pair = json!([{ "programme": { "code": "CJ02" }, "kind": "CAP", "level": "PERSON", "cap": "200.00", "validFrom": "2023-01", "validTo": null }]);
        let zlj = of("ZLJ").await;
        assert_eq!((&zlj["before"], &zlj["in"], &zlj["version"]), (&json!([]), &pair, &json!(2)));
        let cj02 = of("CJ02").await;
        assert_eq!((items(&cj02["in"]).len(), items(&cj02["before"]).len(), &cj02["version"]), (4, 3, &json!(2)));
        enact(&app, "CJ02", json!({ "exclusionEnd": { "other": "ZLJ", "validTo": "2023-03" } })).await;
        let zlj = of("ZLJ").await;
        assert_eq!((items(&zlj["in"]).len(), items(&zlj["after"]).len(), &zlj["version"]), (1, 0, &json!(3)));
        let again = propose(&app, "demo-staff", "ZLJ", json!({ "exclusionEnd": { "other": "CJ02", "validTo": "2023-04" } })).await;
        assert_eq!(reasons(&again), refused("NO_EXCLUSION", "input.exclusionEnd.other"));
        // S6 stays 19 person-months on both sides: caps are not exclusions, and new ones begin later.
        let data = app.data("demo-staff", r#"{ subsidyPayments(filter: {conflicting: true, state: [PAID]}) { totalCount } }"#).await;
        assert_eq!(data["subsidyPayments"]["totalCount"], 38);
    }
}

both! {
    /// A trial says whom a change would touch, as an independent count does, and keeps nothing.
    async fn a_trial_counts_whom_it_would_touch(stage: Stage) {
        let app = demo_copy(stage).await;
        let fields = "month personsBefore personsAfter linesBefore linesAfter beforeAmount afterAmount newlyEligible newlyEligibleAmount
            noLongerEligible enrolledLosing tierMoves conflicting dependents { code } residents(first: 2) { totalCount nodes { id } }";
        let ask = async |programme: &str, part: Json| {
            let mut input = part;
            input["programme"] = json!(programme);
            let query = format!("query($input: ProgrammeWhatIfInput!) {{ programmeWhatIf(input: $input) {{ {fields} }} }}");
            app.data_with("demo-staff", &query, json!({ "input": input })).await["programmeWhatIf"].clone()
        };
        let enrolled = |code: &str, tier: &str, what: &str| format!(
            "SELECT CAST({what} AS BIGINT) AS n FROM enrolment e JOIN programme p ON p.id = e.programme_id LEFT JOIN programme_tier t ON t.id = e.tier_id \
             WHERE p.code = '{code}' AND {tier} AND e.state <> 'SUSPENDED' AND e.start_month <= 202301 AND (e.end_month IS NULL OR e.end_month >= 202301)");
        let eighty = count(&app, &enrolled("ZLJ", "t.code = 'T80'", "count(*)")).await;
        let all = count(&app, &enrolled("ZLJ", "1 = 1", "count(*)")).await;
        let persons = count(&app, &enrolled("ZLJ", "t.code = 'T80'", "count(DISTINCT e.person_id)")).await;
        let tried = ask("ZLJ", t80("2023-01-01", "70.00")).await;
        assert_eq!((&tried["month"], &tried["linesBefore"], &tried["linesAfter"]), (&json!("2023-01"), &json!(all), &json!(all)));
        let fen = |amount: &Json| text(amount).replace('.', "").parse::<i64>().expect("money");
        assert_eq!(fen(&tried["afterAmount"]) - fen(&tried["beforeAmount"]), eighty * 1_000);
        assert_eq!((&tried["residents"]["totalCount"], &tried["newlyEligible"]), (&json!(persons), &json!(0)));

        // The boundary: who is 79 comes in, who is 85 to 89 moves up.
        let tried = ask("ZLJ", earlier("2023-01")).await;
        let young = "SELECT count(*) AS n FROM resident r WHERE r.id = r.person_id AND r.died_on IS NULL AND r.moved_out_on IS NULL \
            AND r.birth_date > '1943-01-31' AND r.birth_date <= '1944-01-31'";
        assert_eq!(tried["newlyEligible"], count(&app, young).await);
        assert_eq!(fen(&tried["newlyEligibleAmount"]), 6_000 * count(&app, young).await);
        let upper = enrolled("ZLJ", "t.code = 'T80'", "count(*)")
            + " AND EXISTS (SELECT 1 FROM resident r WHERE r.id = e.person_id AND r.died_on IS NULL AND r.birth_date <= '1938-01-31' AND r.birth_date > '1933-01-31')";
        let upper = count(&app, &upper).await;
        assert_eq!(tried["tierMoves"], upper);
        assert_eq!(fen(&tried["afterAmount"]) - fen(&tried["beforeAmount"]), 4_000 * upper);
        assert_eq!((&tried["noLongerEligible"], &tried["enrolledLosing"]), (&json!(0), &json!(0)));

        // The dibao line: every difference follows, and the programmes that look at it are named.
        let line = json!({ "standard": { "validFrom": "2023-01-01", "amount": "800.00" } });
        let tried = ask("DB01", line).await;
        let drawing = count(&app, &enrolled("DB01", "1 = 1", "count(*)")).await;
        assert_eq!(tried["linesBefore"], drawing);
        let poorer = count(&app, &enrolled("DB01", "e.assessed_income_fen <= 78000", "count(*)")).await;
        assert_eq!((poorer, fen(&tried["afterAmount"]) - fen(&tried["beforeAmount"])), (drawing, drawing * 2_000));
        assert_eq!(tried["dependents"], json!([{ "code": "DBBY" }, { "code": "CJ01" }]));

        let pair = json!({ "exclusion": { "other": "CJ02", "kind": "EXCLUSIVE", "level": "PERSON", "validFrom": "2023-01" } });
        let tried = ask("CJ01", pair).await;
        let both = "SELECT count(DISTINCT e.person_id) AS n FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE p.code = 'CJ01' \
            AND e.state <> 'SUSPENDED' AND e.start_month <= 202301 AND (e.end_month IS NULL OR e.end_month >= 202301) AND EXISTS (SELECT 1 FROM enrolment o JOIN programme q \
            ON q.id = o.programme_id WHERE q.code = 'CJ02' AND o.person_id = e.person_id AND o.state <> 'SUSPENDED' AND o.start_month <= 202301 \
            AND (o.end_month IS NULL OR o.end_month >= 202301))";
        assert_eq!(tried["conflicting"], count(&app, both).await);
        assert_eq!(count(&app, "SELECT count(*) AS n FROM programme_change").await, 0);
        let query = r#"{ programmeWhatIf(input: {programme: "ZLJ", standard: {tier: "T80", validFrom: "2022-12-01", amount: "70.00"}}) { month } }"#;
        assert_eq!(app.error("demo-staff", query).await.0, "BAD_INPUT");
        for persona in ["demo-bi", "demo-finance", "demo-community"] {
            assert_eq!(app.error(persona, query).await.0, "FORBIDDEN", "{persona}");
        }
    }
}

both! {
    /// A database from before conditions were dated is given them at the next start, once.
    async fn an_older_database_is_given_its_conditions(stage: Stage) {
        let app = demo_copy(stage).await;
        let rows = "SELECT count(*) AS n FROM programme_version";
        assert_eq!(count(&app, rows).await, 34);
        sql(&app, "DELETE FROM programme_version").await;
        app.app.forget_reference();
        let none = app.data("demo-staff", r#"{ eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31") { totalCount } }"#).await;
        assert_eq!(none["eligibleNotEnrolled"]["totalCount"], 0, "without conditions nobody is known to be entitled");
        for _ in 0..2 {
            minsheng::bootstrap::migrate(&app.app).await.expect("seeds");
            assert_eq!(count(&app, rows).await, 34);
        }
        let some = app.data("demo-staff", r#"{ eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31") { totalCount } }"#).await;
        assert_eq!(some["eligibleNotEnrolled"]["totalCount"], 23);
    }
}
