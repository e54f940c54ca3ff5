//! Veterans: the register, the five services, benefits, cards and contacts, in two levels of stations.
//!
//! Guarantees: one file a person, kept by one unit's station; categories and disabilities are dated; a service closes
//! only with an outcome and a follow-up; a household has one live plaque, a person one live card and one pension; what is
//! due, missed or overdue is computed as of a day. Absent: the county's own procedures (their answers are recorded),
//! payment of pensions (the county pays; the entitlement is an enrolment). Tables owned: `veteran`, `veteran_category`,
//! `veteran_disability`, `veteran_honour`, `veteran_contact`, `veteran_card`, `veteran_benefit`, `service_event`,
//! `veteran_step`, `contact_interval`, `card_step_limit`, `veteran_entitlement`.

pub mod model;
pub mod store;
