//! What acts on service points answer.

use super::ServicePoint;
use crate::{kernel::payload::payload, services::loader::shape::POINT};

payload!(PointPayload, service_point: ServicePoint, POINT, "办理后的服务点;被拒时为空。");
