//! A small street for tests: the shipped programmes, and people made up by hand.

use chrono::NaiveDate;
use entity::vocab::{
    AccountKind, DisabilityType, EnrolmentState, IdNumberKind, PaymentState, PayrollKind, PayrollState,
};
use serde_json::Value as Json;

use super::{breach::breaches, subsidy_parameters};
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::{
        model::{
            Programmes,
            facts::{
                AccountFact, Asked, AuthorisationFact, Breach, CertificateFact, EnrolmentFact, LineFact, PayrollFact,
                PersonFact, SubsidyFacts, SubsidyParameters, SubsidyWorld,
            },
        },
        reference,
    },
};

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// The shipped programmes; keys follow the order, tiers have a hundred times their programme's and more.
pub fn programmes() -> Programmes {
    reference::in_memory().expect("the shipped files")
}

/// The shipped thresholds.
pub fn parameters() -> SubsidyParameters {
    let all: Json = serde_json::from_str(include_str!("../../findings/data/rules.json")).expect("the shipped rules");
    let rules = all["rules"].as_array().expect("rules");
    let of = |number: &str| rules.iter().find(|rule| rule["id"] == number).map(|rule| &rule["parameters"]);
    subsidy_parameters(of).expect("readable parameters")
}

/// Facts as of a day, with what the rules are asked.
pub struct Street {
    pub as_of: NaiveDate,
    pub asked: Asked,
    pub programmes: Programmes,
    pub parameters: SubsidyParameters,
    pub facts: SubsidyFacts,
}

impl Street {
    pub fn on(text: &str) -> Self {
        let (programmes, parameters) = (programmes(), parameters());
        Self { as_of: day(text), asked: Asked::Paid, programmes, parameters, facts: SubsidyFacts::default() }
    }

    /// The same facts, asked about planned lines.
    pub fn planned(mut self) -> Self {
        self.asked = Asked::Planned;
        self
    }

    /// Keys of programme and tier of `ZLJ.T80` or `CJ02`.
    pub fn keys(&self, code: &str) -> (i64, Option<i64>) {
        self.programmes.tier_keys("", &[code.to_owned()]).expect("a tier")[0]
    }

    /// Somebody of unit 1 in a household and with an account of their own.
    pub fn person(&mut self, id: i64, birth: &str) -> &mut PersonFact {
        self.facts.accounts.push(AccountFact {
            id,
            number: vec![u8::try_from(id).expect("a small number")],
            holder: format!("P{id}"),
            kind: AccountKind::Personal,
        });
        self.facts.persons.push(PersonFact {
            resident: id,
            person: id,
            household: id,
            name: format!("P{id}"),
            birth_date: day(birth),
            died_on: None,
            moved_out_on: None,
            id_number_kind: IdNumberKind::Standard,
            hukou_unit: 1,
        });
        self.facts.persons.last_mut().expect("somebody")
    }

    /// An entitlement of a person.
    pub fn enrol(&mut self, person: i64, code: &str, from: &str, to: Option<&str>) -> &mut EnrolmentFact {
        let (programme, tier) = self.keys(code);
        self.facts.enrolments.push(EnrolmentFact {
            id: i64::try_from(self.facts.enrolments.len()).expect("few") + 1,
            person,
            resident: person,
            programme,
            tier,
            unit: 1,
            state: if to.is_some() { EnrolmentState::Stopped } else { EnrolmentState::Active },
            start_month: month(from),
            end_month: to.map(month),
            account: person,
            next_review_on: None,
        });
        self.facts.enrolments.last_mut().expect("an entitlement")
    }

    /// A line that was paid on the 20th of its month.
    pub fn pay(&mut self, person: i64, code: &str, text: &str, fen: i64) -> &mut LineFact {
        let (programme, tier) = self.keys(code);
        let id = i64::try_from(self.facts.lines.len()).expect("few") + 1;
        self.facts.lines.push(LineFact {
            id,
            reference: format!("R-{id}"),
            person,
            resident: person,
            enrolment: None,
            programme,
            tier,
            unit: 1,
            account: person,
            payroll: 1,
            kind: PayrollKind::Regular,
            month: month(text),
            amount: Fen(fen),
            state: PaymentState::Paid,
            reissue_of: None,
            paid_on: Some(day(&format!("{text}-20"))),
            returned_on: None,
            recovered_on: None,
        });
        self.facts.lines.last_mut().expect("a line")
    }

    /// A planned line that is not stored.
    pub fn plan(&mut self, person: i64, code: &str, text: &str, fen: i64) -> &mut LineFact {
        let line = self.pay(person, code, text, fen);
        line.id = -line.id;
        line.state = PaymentState::Planned;
        line.paid_on = None;
        line
    }

    pub fn certify(&mut self, person: i64, kind: DisabilityType, grade: i32, (from, until): (&str, &str)) {
        let (issued_on, valid_until) = (day(from), day(until));
        self.facts.certificates.push(CertificateFact { resident: person, kind, grade, issued_on, valid_until });
    }

    pub fn authorise(&mut self, account: i64, resident: i64, from: &str, to: Option<&str>) {
        let (valid_from, valid_to) = (day(from), to.map(day));
        self.facts.authorisations.push(AuthorisationFact { account, resident, valid_from, valid_to });
    }

    pub fn payroll(&mut self, code: &str, text: &str, paid_on: &str) -> &mut PayrollFact {
        let (programme, _) = self.keys(code);
        self.facts.payrolls.push(PayrollFact {
            id: i64::try_from(self.facts.payrolls.len()).expect("few") + 1,
            programme,
            month: month(text),
            kind: PayrollKind::Regular,
            state: PayrollState::Closed,
            paid_on: Some(day(paid_on)),
            amount: Fen(100),
            lines: 1,
        });
        self.facts.payrolls.last_mut().expect("a payroll")
    }

    /// Everything the rules say.
    pub fn all(&self) -> Vec<Breach> {
        breaches(&SubsidyWorld {
            as_of: self.as_of,
            asked: self.asked,
            parameters: &self.parameters,
            programmes: &self.programmes,
            facts: &self.facts,
        })
    }

    /// What one rule says, and nothing of it put right.
    pub fn found(&self, rule: &str) -> Vec<Breach> {
        self.all().into_iter().filter(|breach| breach.rule == rule && !breach.settled).collect()
    }

    /// Months that one rule speaks of.
    pub fn months(&self, rule: &str) -> Vec<String> {
        self.found(rule).iter().filter_map(|breach| breach.month).map(|month| month.to_string()).collect()
    }
}
