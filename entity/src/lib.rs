//! Tables and closed vocabularies, nothing else. Never imports the application.

pub mod access_token;
pub mod account;
pub mod agent_authorisation;
pub mod application;
pub mod audit_act;
pub mod audit_head;
pub mod bank_return;
pub mod disability_certificate;
pub mod enrolment;
pub mod household;
pub mod life_event;
pub mod money;
pub mod month;
pub mod payee_account;
pub mod payment_line;
pub mod payroll;
pub mod programme;
pub mod programme_exclusion;
pub mod programme_standard;
pub mod programme_tier;
pub mod residency;
pub mod resident;
pub mod unit;
pub mod unit_code;
pub mod vocab;
