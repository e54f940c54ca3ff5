//! Integration tests: one binary, every test on both databases.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod annual_report;
mod applications;
mod architecture;
mod audit;
mod authz;
mod bi_charts;
mod bi_charts_by_time;
mod bi_questions;
mod bi_walls;
mod demo;
mod differencing;
mod dividend_acts;
mod dividend_faults;
mod dividend_payouts;
mod dividend_refusals;
mod dividend_rules;
mod dividends;
mod eligibility;
mod enrolments;
mod exported;
mod exports;
mod findings;
mod gate;
mod http;
mod lease_acts;
mod leases;
mod migrations;
mod pages;
mod payroll_bank;
mod payroll_faults;
mod payroll_refusals;
mod payrolls;
mod programmes;
mod publications;
mod readme;
mod reads;
mod recomputation;
mod report_documents;
mod residents;
mod schema;
mod scope;
mod services;
mod statistics;
mod subsidies;
mod subsidy_rules;
mod veteran_acts;
mod veteran_benefits;
mod veteran_figures;
mod veteran_refusals;
mod veteran_rules;
mod veterans;
