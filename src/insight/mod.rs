//! Figures: typed statistics and the annual report (`report/`). Small cells are hidden from those who may not see
//! people, and cannot be derived from totals of the same answer or of a coarser grouping.
//!
//! Absent: rollups (figures are computed live), and protection against differences between answers
//! to different filters. Tables owned: those of `report`.

pub mod coverage;
pub mod dividends;
pub mod dividends_hidden;
pub mod graphql;
pub mod graphql_bridge;
pub mod graphql_coverage;
pub mod graphql_dividends;
pub mod graphql_findings;
pub mod graphql_leases;
pub mod graphql_subsidies;
pub mod graphql_take_up;
pub mod graphql_veterans;
pub mod graphql_veterans_year;
pub mod leases;
pub mod model;
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
