//! From facts to database rows: keys resolved, sensitive values sealed.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use entity::{
    agent_authorisation, application, application_step, bank_return, disability_certificate, enrolment, household,
    life_event, payee_account, payment_line, payroll, residency, resident, service_point,
    vocab::{ApplicationState, RecordOrigin},
};

use super::{applications, facts, places, points::PointFacts};
use crate::{
    kernel::{fault::Fault, money::Fen, time::Month, vault::Vault},
    residents::{identity, model as sealed, pinyin},
    subsidies::{
        model::{self, Programmes},
        rules::publicity::{last_day, publicity},
    },
};

/// All demo data is of before the platform.
const ORIGIN: RecordOrigin = RecordOrigin::History;

/// Who took the steps of before the platform.
const OFFICE: &str = "平台启用前";
const NOTE: &str = "历史记录";
const ENDED: &str = "历史记录,原因见纸质档案";
/// More than an application of the demo has steps.
const STEPS: i64 = 8;

/// What the facts refer to.
pub struct Rows<'a> {
    pub vault: &'a Vault,
    pub today: NaiveDate,
    /// Keys of the units in the order of their codes.
    pub units: Vec<i64>,
    pub programmes: Arc<Programmes>,
}

impl Rows<'_> {
    fn unit(&self, index: usize) -> i64 {
        // An unknown index becomes no unit's key, which the foreign key refuses.
        self.units.get(index).copied().unwrap_or_default()
    }

    /// Key of the unit with an index, as facts carry it where keys will be.
    pub fn unit_at(&self, index: i64) -> i64 {
        usize::try_from(index).map_or(0, |index| self.unit(index))
    }

    /// Keys of a programme and one of its tiers.
    pub fn programme(&self, code: &str, tier: Option<&str>) -> Result<(i64, Option<i64>), Fault> {
        let unknown = || Fault::Corrupt(format!("demo: programme {code} {tier:?} is not known"));
        let programme = self.programmes.0.iter().find(|programme| programme.row.code == code).ok_or_else(unknown)?;
        let Some(tier) = tier else { return Ok((programme.row.id, None)) };
        let full = format!("{code}.{tier}");
        let tier = programme.tiers.iter().find(|known| known.code == full).ok_or_else(unknown)?;
        Ok((programme.row.id, Some(tier.id)))
    }

    pub fn household(&self, fact: &facts::Household) -> household::Model {
        let place = places::building(&fact.address);
        household::Model {
            id: fact.id,
            number: fact.number.clone(),
            unit_id: self.unit(fact.unit),
            address: fact.address.clone(),
            latitude: place.map(|place| place.latitude),
            longitude: place.map(|place| place.longitude),
            income_per_capita_fen: fact.income_per_capita.map(Fen),
            origin: ORIGIN,
        }
    }

    /// Service points with the keys of their units.
    pub fn points(&self, facts: &PointFacts) -> Vec<service_point::Model> {
        let row = |point: &service_point::Model| service_point::Model {
            unit_id: self.unit_at(point.unit_id),
            ..point.clone()
        };
        facts.points.iter().map(row).collect()
    }

    pub fn resident(&self, fact: &facts::Resident) -> Result<resident::Model, Fault> {
        let (name_pinyin, name_initials) = pinyin::of_name(&fact.name);
        let key = identity::canonical_key(&fact.id_number, self.today);
        let phone = fact.phone.as_deref().map(|phone| self.vault.seal(sealed::PHONE, phone)).transpose()?;
        Ok(resident::Model {
            id: fact.id,
            person_id: fact.person,
            household_id: fact.household,
            household_role: fact.household_role,
            name: fact.name.clone(),
            name_pinyin,
            name_initials,
            sex: fact.sex,
            nation: fact.nation.to_owned(),
            birth_date: fact.birth_date,
            id_number_cipher: self.vault.seal(sealed::ID_NUMBER, &fact.id_number)?,
            id_number_index: self.vault.index(sealed::ID_NUMBER, &key),
            id_number_kind: fact.id_number_kind,
            phone_cipher: phone,
            hukou_kind: fact.hukou_kind,
            hukou_unit_id: self.unit(fact.hukou_unit),
            residence_unit_id: self.unit(fact.residence_unit),
            died_on: fact.died_on,
            moved_out_on: fact.moved_out_on,
            origin: ORIGIN,
            version: 1,
        })
    }

    pub fn residency(&self, fact: &facts::Residency) -> residency::Model {
        residency::Model {
            id: fact.id,
            resident_id: fact.resident,
            kind: fact.kind,
            unit_id: self.unit(fact.unit),
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
        }
    }

    pub fn life_event(fact: &facts::LifeEvent) -> life_event::Model {
        life_event::Model {
            id: fact.id,
            resident_id: fact.resident,
            kind: fact.kind,
            happened_on: fact.happened_on,
            month: Month::of(fact.happened_on),
            recorded_on: fact.recorded_on,
        }
    }

    pub fn certificate(&self, fact: &facts::DisabilityCertificate) -> Result<disability_certificate::Model, Fault> {
        Ok(disability_certificate::Model {
            id: fact.id,
            resident_id: fact.resident,
            number_cipher: self.vault.seal(sealed::CERTIFICATE, &fact.number)?,
            kind: fact.kind,
            grade: fact.grade,
            issued_on: fact.issued_on,
            valid_until: fact.valid_until,
        })
    }

    pub fn account(&self, fact: &facts::PayeeAccount) -> Result<payee_account::Model, Fault> {
        Ok(payee_account::Model {
            id: fact.id,
            number_cipher: self.vault.seal(model::ACCOUNT_NUMBER, &fact.number)?,
            number_index: self.vault.index(model::ACCOUNT_NUMBER, &fact.number),
            holder_name: fact.holder_name.clone(),
            kind: fact.kind,
        })
    }

    pub fn authorisation(fact: &facts::AgentAuthorisation) -> agent_authorisation::Model {
        agent_authorisation::Model {
            id: fact.id,
            payee_account_id: fact.account,
            resident_id: fact.resident,
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
            relation: None,
            document: None,
        }
    }

    pub fn application(&self, fact: &facts::Application) -> Result<application::Model, Fault> {
        let (programme_id, tier_id) = self.programme(fact.programme, fact.tier)?;
        let published = fact.state == ApplicationState::Publicity;
        let programme = self.programmes.get(programme_id).filter(|_| published);
        let until = programme.and_then(|programme| last_day(fact.state_since, publicity(programme, fact.state_since)));
        let reviewed = published || fact.state == ApplicationState::Confirmed;
        Ok(application::Model {
            id: fact.id,
            resident_id: fact.resident,
            programme_id,
            tier_id,
            unit_id: self.unit(fact.unit),
            state: fact.state,
            applied_on: fact.applied_on,
            state_since: fact.state_since,
            payee_account_id: None,
            receipt: None,
            check_passed: (reviewed || fact.state == ApplicationState::SubdistrictReview).then_some(true),
            reviewed_by: reviewed.then(|| OFFICE.to_owned()),
            assessed_income_fen: None,
            amount_fen: None,
            publicity_from: published.then_some(fact.state_since),
            publicity_to: until,
            reason: matches!(fact.state, ApplicationState::Rejected | ApplicationState::Withdrawn)
                .then(|| ENDED.to_owned()),
            enrolment_id: None,
            origin: ORIGIN,
            version: 1,
        })
    }

    /// The steps of applications, their keys following the applications'.
    pub fn application_steps(&self, facts: &[facts::Application]) -> Vec<application_step::Model> {
        let steps = |fact: &facts::Application| -> Vec<application_step::Model> {
            let dated = applications::path(fact.state).into_iter().zip(applications::days(fact)).zip(1..);
            let row = |(((act, state), done_on), number)| application_step::Model {
                id: fact.id * STEPS + number,
                application_id: fact.id,
                unit_id: self.unit(fact.unit),
                act,
                state,
                done_on,
                due_on: None,
                actor: OFFICE.to_owned(),
                note: if state == ApplicationState::Rejected || state == ApplicationState::Withdrawn {
                    ENDED
                } else {
                    NOTE
                }
                .to_owned(),
            };
            dated.map(row).collect()
        };
        facts.iter().flat_map(steps).collect()
    }

    pub fn enrolment(&self, fact: &facts::Enrolment, person: &BTreeMap<i64, i64>) -> Result<enrolment::Model, Fault> {
        let (programme_id, tier_id) = self.programme(fact.programme, fact.tier)?;
        Ok(enrolment::Model {
            id: fact.id,
            resident_id: fact.resident,
            person_id: person.get(&fact.resident).copied().unwrap_or(fact.resident),
            programme_id,
            tier_id,
            unit_id: self.unit(fact.unit),
            state: fact.state,
            start_month: Month(fact.start_month),
            end_month: fact.end_month.map(Month),
            stop_reason: fact.stop_reason,
            payee_account_id: fact.account,
            next_review_on: fact.next_review_on,
            assessed_income_fen: fact.assessed_income.map(Fen),
            amount_fen: None,
            origin: ORIGIN,
            version: 1,
        })
    }

    pub fn payroll(&self, fact: &facts::Payroll) -> Result<payroll::Model, Fault> {
        let (programme_id, _) = self.programme(fact.programme, None)?;
        Ok(payroll::Model {
            id: fact.id,
            programme_id,
            month: Month(fact.month),
            kind: fact.kind,
            state: fact.state,
            declared_count: fact.declared_count,
            declared_fen: Fen(fact.declared_amount),
            paid_on: Some(fact.paid_on),
            source_id: None,
            content_hash: None,
            sent_on: None,
            bank_format_id: None,
            file_id: None,
            origin: ORIGIN,
            version: 1,
        })
    }

    pub fn line(&self, fact: &facts::Line, person: &BTreeMap<i64, i64>) -> Result<payment_line::Model, Fault> {
        let (programme_id, tier_id) = self.programme(fact.programme, fact.tier)?;
        Ok(payment_line::Model {
            id: fact.id,
            payroll_id: fact.payroll,
            reference: fact.reference.clone(),
            enrolment_id: fact.enrolment,
            resident_id: fact.resident,
            person_id: person.get(&fact.resident).copied().unwrap_or(fact.resident),
            programme_id,
            tier_id,
            unit_id: self.unit(fact.unit),
            payee_account_id: fact.account,
            month: Month(fact.month),
            amount_fen: Fen(fact.amount),
            state: fact.state,
            reissue_of: fact.reissue_of,
            payee_name: None,
            id_number_cipher: None,
            account_cipher: None,
            basis: None,
            exclusion: None,
            exclusion_note: None,
            origin: ORIGIN,
        })
    }

    pub fn bank_return(fact: &facts::BankReturn) -> bank_return::Model {
        bank_return::Model { id: fact.id, line_id: fact.line, code: fact.code, returned_on: fact.returned_on }
    }
}
