//! `minsheng` (民生): a GraphQL data platform for a Chinese subdistrict office.
//!
//! `ARCHITECTURE.md` is the map of the house; every domain folder's `mod.rs` says what it guarantees.

// The roots of the graph are one merged type each: optimised code asks for its layout more deeply than the default allows.
#![recursion_limit = "256"]

pub mod access;
pub mod assets;
pub mod audit;
pub mod bootstrap;
pub mod cli;
pub mod demo;
pub mod dividends;
pub mod exchange;
pub mod files;
pub mod findings;
pub mod graphql;
pub mod http;
pub mod insight;
pub mod kernel;
pub mod payrolls;
pub mod publications;
pub mod residents;
pub mod services;
pub mod subsidies;
pub mod veterans;
