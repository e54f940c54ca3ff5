//! Pairs of questions: no figure that BI is shown less another that it is shown is of too few people.

use std::collections::{BTreeMap, BTreeSet};

use roaring::RoaringBitmap;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value as Json;

use crate::{
    both,
    support::{TestApp, demo, items, text},
};

/// Lines that arrived, of one tier, unit and month.
#[derive(Default)]
struct Finest {
    programme: String,
    tier: String,
    group: String,
    unit: String,
    month: String,
    /// Amount by person.
    persons: BTreeMap<i64, i64>,
    households: BTreeSet<i64>,
    lines: i64,
}

/// What the tables hold, past everything that judges.
async fn truth(app: &TestApp) -> Vec<Finest> {
    let sql = r#"SELECT p.code, COALESCE(p.code || '.' || t.code, p.code), p."group", u.code, l.month, l.person_id, l.amount_fen, r.household_id
        FROM payment_line l JOIN programme p ON p.id = l.programme_id JOIN unit u ON u.id = l.unit_id
        JOIN resident r ON r.id = l.resident_id
        LEFT JOIN programme_tier t ON t.id = l.tier_id WHERE l.state = 'PAID'"#;
    let statement = Statement::from_string(app.app.db.backend(), sql.to_owned());
    let mut cells: BTreeMap<[String; 5], Finest> = BTreeMap::new();
    for row in app.app.db.read().query_all_raw(statement).await.expect("the lines") {
        let word = |at: usize| row.try_get_by_index::<String>(at).expect("a word");
        let month: i32 = row.try_get_by_index(4).expect("a month");
        let month = format!("{}-{:02}", month / 100, month % 100);
        let [programme, tier, group, unit] = [0, 1, 2, 3].map(word);
        let cell =
            cells.entry([programme.clone(), tier.clone(), group.clone(), unit.clone(), month.clone()]).or_default();
        *cell = Finest {
            programme,
            tier,
            group,
            unit,
            month,
            persons: std::mem::take(&mut cell.persons),
            households: std::mem::take(&mut cell.households),
            lines: cell.lines + 1,
        };
        *cell.persons.entry(row.try_get_by_index(5).expect("a person")).or_default() +=
            row.try_get_by_index::<i64>(6).expect("an amount");
        cell.households.extend(row.try_get_by_index::<Option<i64>>(7).expect("a household"));
    }
    cells.into_values().collect()
}

/// A question: its dimensions, and what it is narrowed to.
struct Question {
    dimensions: String,
    filter: String,
    inside: Box<dyn Fn(&Finest) -> bool>,
}

fn questions(truth: &[Finest]) -> Vec<Question> {
    let (kinds, places, times) = (["", "TIER", "PROGRAMME", "GROUP"], ["", "UNIT"], ["", "MONTH", "QUARTER", "YEAR"]);
    let mut questions = Vec::new();
    let mut add = |dimensions: [&str; 3], filter: String, inside: Box<dyn Fn(&Finest) -> bool>| {
        let dimensions = dimensions.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ");
        questions.push(Question { dimensions, filter, inside });
    };
    let units: BTreeSet<String> = truth.iter().map(|cell| cell.unit.clone()).collect();
    let programmes: BTreeSet<String> = truth.iter().map(|cell| cell.programme.clone()).collect();
    for kind in kinds {
        for place in places {
            for time in times {
                // Tiers of units of months are the lattice's own cells; the demo has many thousands of them.
                if !(kind == "TIER" && place == "UNIT" && time == "MONTH") {
                    add([kind, place, time], String::new(), Box::new(|_| true));
                }
            }
            // The year, month by month less.
            for last in 7..12 {
                let last = format!("2022-{last:02}");
                let filter = format!(r#"monthFrom: "2022-01", monthTo: "{last}""#);
                add(
                    [kind, place, ""],
                    filter,
                    Box::new(move |cell| cell.month.as_str() >= "2022-01" && cell.month <= last),
                );
            }
        }
        // All units but one, all programmes but one.
        for without in &units {
            let rest: Vec<String> =
                units.iter().filter(|unit| *unit != without).map(|unit| format!("\"{unit}\"")).collect();
            let without = without.clone();
            let filter = format!(r#"unit: [{}], monthFrom: "2022-01", monthTo: "2022-12""#, rest.join(", "));
            add([kind, "", ""], filter, Box::new(move |cell| cell.month.starts_with("2022") && cell.unit != without));
        }
        for without in &programmes {
            let rest: Vec<String> =
                programmes.iter().filter(|code| *code != without).map(|code| format!("\"{code}\"")).collect();
            let without = without.clone();
            let filter = format!(r#"programme: [{}], monthFrom: "2022-01", monthTo: "2022-12""#, rest.join(", "));
            add(
                ["", if kind.is_empty() { "UNIT" } else { "" }, ""],
                filter,
                Box::new(move |cell| cell.month.starts_with("2022") && cell.programme != without),
            );
        }
    }
    questions
}

/// Figures that were shown: which finest cells they are of.
struct Shown {
    cells: RoaringBitmap,
    lines: i64,
    persons: Option<i64>,
    households: Option<i64>,
    amount: Option<i64>,
    told: String,
}

fn quarter(month: &str) -> String {
    let number: i32 = month[5..].parse().expect("a month");
    format!("{}-Q{}", &month[..4], (number + 2) / 3)
}

/// Whether a finest cell is in a cell of an answer.
fn within(finest: &Finest, cell: &Json) -> bool {
    let same = |value: &Json, own: &str| value.is_null() || value == own;
    same(&cell["programme"]["code"], &finest.programme)
        && same(&cell["tier"], &finest.tier)
        && same(&cell["group"], &finest.group)
        && same(&cell["unit"]["code"], &finest.unit)
        && same(&cell["month"], &finest.month)
        && same(&cell["quarter"], &quarter(&finest.month))
        && cell["year"].as_i64().is_none_or(|year| finest.month.starts_with(&year.to_string()))
}

async fn shown(app: &TestApp, truth: &[Finest]) -> Vec<Shown> {
    let mut found: BTreeMap<Vec<u32>, Shown> = BTreeMap::new();
    for question in questions(truth) {
        let query = format!(
            "{{ subsidyStatistics(groupBy: [{}], filter: {{{}}}) {{ cells {{ programme {{ code }} tier group unit {{ code }} month quarter year \
             personTimes persons households amount }} }} }}",
            question.dimensions, question.filter
        );
        let answer = app.data("demo-bi", &query).await["subsidyStatistics"].take();
        for cell in items(&answer["cells"]).iter().filter(|cell| !cell["personTimes"].is_null()) {
            let places = (0..).zip(truth).filter(|(_, finest)| (question.inside)(finest) && within(finest, cell));
            let cells: RoaringBitmap = places.map(|(place, _)| place).collect();
            let lines = cell["personTimes"].as_i64().expect("a count");
            let told = format!("[{}] {{{}}} {cell}", question.dimensions, question.filter);
            let own = Behind::of(&cells, truth);
            let (persons, households) = (cell["persons"].as_i64(), cell["households"].as_i64());
            let amount = cell["amount"].as_str().map(fen);
            assert_eq!(own.lines, lines, "{told}");
            assert!(persons.is_none_or(|persons| persons == own.count()), "{told}");
            assert!(households.is_none_or(|households| households == own.households), "{told}");
            assert!(amount.is_none_or(|amount| amount == own.amount()), "{told}");
            let known = found.entry(cells.iter().collect()).or_insert(Shown {
                cells,
                lines,
                persons,
                households,
                amount,
                told,
            });
            (known.persons, known.amount) = (known.persons.or(persons), known.amount.or(amount));
            known.households = known.households.or(households);
        }
    }
    found.into_values().collect()
}

fn fen(yuan: &str) -> i64 {
    yuan.replace('.', "").parse().expect("an amount")
}

/// The people behind some cells.
struct Behind {
    lines: i64,
    persons: BTreeMap<i64, i64>,
    households: i64,
    tiers: BTreeSet<String>,
    /// How many are too few.
    few: i64,
    months: BTreeSet<String>,
}

impl Behind {
    fn of(cells: &RoaringBitmap, truth: &[Finest]) -> Self {
        let (mut persons, mut sensitive) = (BTreeMap::new(), true);
        let own: Vec<&Finest> = cells.iter().map(|place| &truth[place as usize]).collect();
        for finest in &own {
            sensitive &= ["DISABLED", "LOW_INCOME", "CHILD", "VETERAN"].contains(&finest.group.as_str());
            for (person, amount) in &finest.persons {
                *persons.entry(*person).or_default() += amount;
            }
        }
        let months = own.iter().map(|finest| finest.month.clone()).collect();
        let tiers = own.iter().map(|finest| finest.tier.clone()).collect();
        let households: BTreeSet<&i64> = own.iter().flat_map(|finest| &finest.households).collect();
        Self {
            lines: own.iter().map(|finest| finest.lines).sum(),
            persons,
            tiers,
            households: i64::try_from(households.len()).expect("few"),
            few: if sensitive { 11 } else { 3 },
            months,
        }
    }

    fn count(&self) -> i64 {
        i64::try_from(self.persons.len()).expect("few")
    }

    fn amount(&self) -> i64 {
        self.persons.values().sum()
    }

    /// Whether they are too few.
    fn tells(&self) -> bool {
        self.count() > 0 && self.count() < self.few
    }

    /// The persons, as far as they are shown; of one tier and month, they are the lines.
    fn known(&self, shown: &Shown) -> Option<i64> {
        let single = self.months.len() == 1 && self.tiers.len() == 1;
        shown.persons.or_else(|| single.then_some(shown.lines))
    }

    /// Whether the money is nearly one person's.
    fn dominated(&self) -> bool {
        self.persons.values().max().is_some_and(|largest| largest * 100 > self.amount() * 85)
    }
}

both! {
    /// Every figure, and every difference of two of which one is within the other: none of too few people, no amount of
    /// which one person has nearly all, and of the same months no few who are in the one and not in the other.
    async fn no_pair_of_figures_tells(stage: Stage) {
        let app = demo(stage).await;
        let truth = truth(&app).await;
        let mut shown = shown(&app, &truth).await;
        assert!(shown.len() > 1_500, "{} figures are shown", shown.len());
        shown.sort_by_key(|figure| figure.lines);
        let most = 400;
        let (mut pairs, mut of_people, mut of_money) = (0_u64, 0_u64, 0_u64);
        for (at, whole) in shown.iter().enumerate() {
            let all = Behind::of(&whole.cells, &truth);
            assert!(!all.tells(), "{}", whole.told);
            assert!(whole.amount.is_none() || !all.dominated(), "the money of {}", whole.told);
            assert!(whole.households.is_none_or(|households| households >= all.few), "households of {}", whole.told);
            for part in shown[..at].iter().rev().take_while(|part| whole.lines - part.lines <= most) {
                pairs += 1;
                if part.cells.is_subset(&whole.cells) {
                    let rest = Behind::of(&(&whole.cells - &part.cells), &truth);
                    let told = format!("{}\nless {}", whole.told, part.told);
                    assert!(!rest.tells(), "{told}\nis of few");
                    if whole.amount.is_some() && part.amount.is_some() {
                        of_money += 1;
                        assert!(!rest.dominated(), "{told}\nis nearly one person's money");
                    }
                    let own = Behind::of(&part.cells, &truth);
                    let counts = [(all.known(whole), own.known(part)), (whole.households, part.households)];
                    let counts: Vec<(i64, i64)> = counts.into_iter().filter_map(|(more, less)| more.zip(less)).collect();
                    if !counts.is_empty() && own.months == all.months {
                        for (more, less) in counts {
                            of_people += 1;
                            assert!(more == less || more - less >= all.few, "{told}\nare {} of people", more - less);
                        }
                    }
                }
            }
        }
        assert!(pairs > 100_000 && of_people > 100 && of_money > 1_000, "{pairs} pairs, {of_people} of people, {of_money} of money");
    }
}

/// Year and name of units.
type Units = BTreeSet<(i64, String)>;

both! {
    /// Dividends: units less others, villages less units; what is unclaimed by few stays hidden in every grouping.
    async fn no_pair_of_dividend_figures_tells(stage: Stage) {
        let app = demo(stage).await;
        let groupings = ["YEAR", "YEAR, UNIT_KIND", "YEAR, COLLECTIVE", "YEAR, COLLECTIVE, UNIT_KIND", "UNCLAIMED_REASON", "YEAR, UNCLAIMED_REASON",
            "YEAR, COLLECTIVE, UNCLAIMED_REASON", "YEAR, UNIT_KIND, UNCLAIMED_REASON", "COLLECTIVE"];
        let by = ["year", "unitKind", "collective", "unclaimedReason"];
        let fields = "year unitKind collective { name } unclaimedReason unclaimedLines";
        let all = format!("{{ dividendStatistics(groupBy: [YEAR, COLLECTIVE, UNIT_KIND, DISTRIBUTING_UNIT, UNCLAIMED_REASON]) {{ cells {{ {fields} \
            distributingUnit {{ name }} }} }} }}");
        let finest = items(&app.data("demo-staff", &all).await["dividendStatistics"]["cells"]).clone();
        let count = |cell: &Json| cell["unclaimedLines"].as_i64().expect("a count");
        let mut seen: Vec<(Units, i64, String)> = Vec::new();
        for grouping in groupings {
            for filter in ["", "year: [2022]", "kind: [VILLAGER_GROUP]", r#"year: [2022], unit: ["320613018205", "320613018204"]"#] {
                let query = format!("{{ dividendStatistics(groupBy: [{grouping}], filter: {{{filter}}}) {{ cells {{ {fields} }} }} }}");
                let answer = app.data("demo-bi", &query).await;
                let villages: &[&str] = if filter.contains("unit") { &["龙潭村股份经济合作社", "新闸村股份经济合作社"] } else { &[] };
                let shown = items(&answer["dividendStatistics"]["cells"]).iter().filter(|cell| !cell["unclaimedLines"].is_null());
                for cell in shown.filter(|cell| !grouping.contains("REASON") || !cell["unclaimedReason"].is_null()) {
                    let within = |own: &&Json| {
                        by.iter().all(|field| cell[*field].is_null() || cell[*field] == own[*field])
                            && (!filter.contains("year") || own["year"] == 2022)
                            && (!filter.contains("kind") || own["unitKind"] == "VILLAGER_GROUP")
                            && (villages.is_empty() || villages.contains(&text(&own["collective"]["name"])))
                    };
                    let members: Vec<&Json> = finest.iter().filter(within).collect();
                    let place = |own: &&Json| format!("{} {} {}", own["distributingUnit"]["name"], own["collective"]["name"], own["unclaimedReason"]);
                    let places = members.iter().map(|own| (own["year"].as_i64().expect("a year"), place(own))).collect();
                    let owed: i64 = members.iter().map(|own| count(own)).sum();
                    assert_eq!(count(cell), owed, "{grouping} {filter} {cell}");
                    seen.push((places, owed, format!("{grouping} {{{filter}}} {cell}")));
                }
            }
        }
        for (whole, owed, told) in &seen {
            assert!(!(1..3).contains(owed), "{told}");
            for (part, less, other) in seen.iter().filter(|(part, ..)| part.is_subset(whole)) {
                assert!(!(1..3).contains(&(owed - less)), "{told}\nless {other}, {} of {} units", part.len(), whole.len());
            }
        }
        assert!(seen.len() > 60, "{} are shown", seen.len());
        assert!(finest.iter().any(|cell| (1..3).contains(&count(cell))), "the demo has small ones");
    }
}
