//! Collective assets: collectives, assets of the three classes, leases with dated terms, rent.
//!
//! Guarantees: every row carries its collective; terms are dated versions, and the state of a lease
//! follows from the days of its acts, so any past day can be asked for; issued bills never change;
//! allocations of a receipt never exceed it nor the bill; two platform leases never hold one asset at a
//! time. Absent: shared facilities let by the piece (one lease has one asset). Tables owned:
//! `collective`, `cadre`, `asset`, `asset_ledger`, `inspection`, `lessee`, `resolution`, `tender`,
//! `lease`, `lease_terms`, `lease_document`, `deposit_entry`, `sublet`, `rent_bill`, `rent_waiver`,
//! `receipt`, `receipt_allocation`, `income_recognition`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod rules;
pub mod service;
pub mod store;
