//! What a service point is made of. The rows themselves are the values.

use chrono::NaiveDate;
use serde::Serialize;

pub use entity::{
    service_circle::Model as Circle, service_point::Model as Point, service_point_hours::Model as HoursRow,
    vocab::ServicePointKind, walking_assumption::Model as Assumption,
};

use crate::kernel::{location::Location, time::TimeOfDay};

/// Whether a point serves on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointState {
    /// It will open.
    Planned,
    Open,
    Closed,
}

/// Opening hours on a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hours {
    /// 1 (Monday) to 7.
    pub weekday: i32,
    pub opens: TimeOfDay,
    pub closes: TimeOfDay,
}

impl From<&HoursRow> for Hours {
    fn from(row: &HoursRow) -> Self {
        Self { weekday: row.weekday, opens: TimeOfDay(row.opens), closes: TimeOfDay(row.closes) }
    }
}

/// A point with its hours, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct PointFile {
    pub point: Point,
    pub hours: Vec<Hours>,
}

/// Where a point is.
#[must_use]
pub const fn place(point: &Point) -> Location {
    Location::new(point.latitude, point.longitude)
}

/// What else is on record that an act on a point decides on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Another point of the same kind and name serves in the same time.
    pub same_name: bool,
    /// Another veteran station of the same unit and level does.
    pub same_station: bool,
    /// Services of the station that are not finished.
    pub open_services: u64,
    /// Day of the last service registered at the station.
    pub last_service_on: Option<NaiveDate>,
}
