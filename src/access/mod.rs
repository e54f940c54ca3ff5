//! Who may do what, where: accounts with role and scope, bearer tokens, the policy table.
//!
//! Guarantees: rights are read from the database at every request, so a revoked token or a disabled
//! account stops at once; only digests of tokens are stored. Absent: passwords and cookie sessions
//! (they come with the console). Tables owned: `account`, `access_token`.

pub mod graphql;
pub mod policy;
pub mod service;
pub mod store;
pub mod viewer;
