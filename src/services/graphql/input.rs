//! Inputs of acts on service points.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::vocab::ServicePointKind;

use crate::{
    kernel::{
        id,
        location::Location,
        time::{Date, TimeOfDay},
    },
    services::{
        model::Hours,
        service::{Open, Revise, Target},
    },
};

/// The point an input names, and the version that was read.
pub fn target(point: &ID, version: i32) -> Target {
    Target { point: id::key(point, "spt"), version }
}

/// 一段开放时间。
#[derive(Debug, Clone, InputObject)]
pub struct OpeningHoursInput {
    /// 星期,1(周一)到 7(周日)。
    pub weekday: i32,
    /// 开门时刻。
    pub opens: TimeOfDay,
    /// 关门时刻,晚于开门时刻。
    pub closes: TimeOfDay,
}

impl From<OpeningHoursInput> for Hours {
    fn from(input: OpeningHoursInput) -> Self {
        Self { weekday: input.weekday, opens: input.opens, closes: input.closes }
    }
}

/// 开设服务点;启用日在将来的为计划开设。
#[derive(Debug, Clone, InputObject)]
pub struct ServicePointOpenInput {
    /// 类别。
    pub kind: ServicePointKind,
    /// 名称,同类中不重复。
    pub name: String,
    /// 所在单位代码。
    pub unit: String,
    /// 是否为街道级(服务全街道)。
    pub street_level: bool,
    /// 地址。
    pub address: String,
    /// 位置(经纬度)。
    pub location: Location,
    /// 第三方运营机构;自办的不填。
    pub operator: Option<String>,
    /// 星级,1 到 5;未评定的不填。
    pub star: Option<i32>,
    /// 启用日。
    pub opened_on: Date,
    /// 开放时间;同一天的时段不重叠。
    pub opening_hours: Vec<OpeningHoursInput>,
}

impl From<ServicePointOpenInput> for Open {
    fn from(input: ServicePointOpenInput) -> Self {
        Self {
            kind: input.kind,
            name: input.name,
            unit: input.unit,
            street_level: input.street_level,
            address: input.address,
            location: input.location,
            operator: input.operator,
            star: input.star,
            opened_on: input.opened_on.0,
            hours: input.opening_hours.into_iter().map(Hours::from).collect(),
        }
    }
}

/// 更正服务点的登记内容;不给的不变。
#[derive(Debug, Clone, InputObject)]
pub struct ServicePointReviseInput {
    /// 服务点标识。
    pub service_point: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 名称。
    pub name: Option<String>,
    /// 所在单位代码。
    pub unit: Option<String>,
    /// 是否为街道级(服务全街道)。
    pub street_level: Option<bool>,
    /// 地址。
    pub address: Option<String>,
    /// 位置(经纬度)。
    pub location: Option<Location>,
    /// 第三方运营机构;给空值则改为自办。
    pub operator: MaybeUndefined<String>,
    /// 星级,1 到 5;给空值则取消。
    pub star: MaybeUndefined<i32>,
    /// 启用日。
    pub opened_on: Option<Date>,
    /// 全部开放时间,代替原来的。
    pub opening_hours: Option<Vec<OpeningHoursInput>>,
}

impl From<ServicePointReviseInput> for Revise {
    fn from(input: ServicePointReviseInput) -> Self {
        Self {
            name: input.name,
            unit: input.unit,
            street_level: input.street_level,
            address: input.address,
            location: input.location,
            operator: input.operator.into(),
            star: input.star.into(),
            opened_on: input.opened_on.map(|date| date.0),
            hours: input.opening_hours.map(|hours| hours.into_iter().map(Hours::from).collect()),
        }
    }
}

/// 关停服务点。
#[derive(Debug, Clone, InputObject)]
pub struct ServicePointCloseInput {
    /// 服务点标识。
    pub service_point: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 关停日(当日起不再服务)。
    pub closed_on: Date,
    /// 原因,至多 200 字。
    pub reason: String,
}
