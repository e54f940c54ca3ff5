//! Service points: where residents are served, when, and how many of them reach it on foot.
//!
//! Guarantees: points are dated, so any past or planned day can be asked for; a unit has one open veteran station;
//! coverage (in `insight`) states the assumptions it was computed with. Absent: routes along real streets (distance is a
//! straight line times a detour); a history of what a point says of itself (one that moves is closed and opened anew).
//! Tables owned: `service_point`, `service_point_hours`, `walking_assumption`, `service_circle`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod rules;
pub mod service;
pub mod store;
