//! Registered queries as files: CSV, XLSX and JSON, so that a spreadsheet needs no GraphQL.
//!
//! Guarantees: an export is what the viewer's own query answers (gate, cost, scope, masks and suppressed cells are the
//! graph's); it is chained in the audit log before anything leaves; rows are paged to the end with a page in memory, a
//! workbook is packed as a whole in memory; a failure on the way breaks the transfer off, so that half a file never looks
//! whole; text that a spreadsheet would take for a formula is set off in CSV, and typed as text, as it is, in XLSX.
//! Absent: imports, jobs that run on after the client has gone.
//! Tables owned: none.

pub mod file;
pub mod model;
pub mod rules;
pub mod service;
