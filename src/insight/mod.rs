//! Figures: typed statistics of what the other domains keep, and the annual report.
//!
//! Rooms:
//!
//! - `subsidies/`: payments, from rollups in memory (`cube`) or from the lines (`store`). `lattice` and `suppression`
//!   judge once which sums may be shown, `shape` fills and ranks cells, `service` answers under the viewer's scope.
//! - `dividends`: distributions, and how participants of two years compare. `dividends_hidden` judges once what may be
//!   shown, `service_dividends` and `store_dividends` answer.
//! - `veterans`: the register and services, and what of them is hidden; `veterans_year` is a year as the report tells
//!   it. `service_veterans`, `store_veterans`, `store_veterans_year` answer, `veterans_tests` tests what is hidden.
//! - `leases`: leases, rent and findings, added up from the files that `service` reads; nothing of them is hidden.
//! - `take_up` and `coverage`: who draws what they are entitled to, who reaches a service point on foot. Each answer is
//!   judged by itself (`service_take_up`, `service_coverage`, `store_coverage`).
//! - `report/`: the annual report as figures with definition and hash, computed beside reported, and as documents.
//! - `model` and `store`: what statistics share; `rules`: which cells to hide besides small ones, and which hidden ones
//!   follow from what is shown; `service` says who may read the report.
//! - `graphql` is the annual report in the graph, `graphql_*` one kind of statistics each.
//! - `statements_tests`: SQL of statistics as text, for both databases.
//!
//! Guarantees: whoever may not see people is not shown figures of few, nor what would give them away; for payments,
//! dividends and veterans (of a year) that is judged once over all groupings, so that answers cannot be subtracted.
//! Absent: protection against differences between answers on take-up and coverage, between years of veterans, and
//! between payments before and after a payroll. Tables owned: those of `report`.

pub mod chart;
pub mod coverage;
pub mod dividends;
pub mod dividends_hidden;
pub mod findings;
pub mod graphql;
pub mod graphql_bridge;
pub mod graphql_chart;
pub mod graphql_coverage;
pub mod graphql_dividends;
pub mod graphql_findings;
pub mod graphql_leases;
pub mod graphql_rents;
pub mod graphql_subsidies;
pub mod graphql_take_up;
pub mod graphql_veterans;
pub mod graphql_veterans_year;
pub mod leases;
pub mod model;
pub mod rents;
pub mod report;
pub mod rules;
pub mod service;
pub mod service_coverage;
pub mod service_dividends;
pub mod service_take_up;
pub mod service_veterans;
pub mod store;
pub mod store_coverage;
pub mod store_dividends;
pub mod store_veterans;
pub mod store_veterans_year;
pub mod subsidies;
pub mod take_up;
pub mod veterans;
pub mod veterans_year;

#[cfg(test)]
mod statements_tests;
