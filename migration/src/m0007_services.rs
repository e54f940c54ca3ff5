//! Service points with opening hours; how far people walk; where buildings are.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE service_point (
    id {id},
    kind TEXT NOT NULL CONSTRAINT service_point_kind_known CHECK (kind IN ('VETERAN_STATION', 'MEDICAL_INSURANCE',
        'FAMILY_DOCTOR', 'ELDERLY_CARE', 'CHILDREN_HOME', 'DISABLED_HOME')),
    name TEXT NOT NULL CONSTRAINT service_point_name_given CHECK (name <> ''),
    unit_id BIGINT NOT NULL CONSTRAINT service_point_unit REFERENCES unit (id),
    street_level BOOLEAN NOT NULL,
    address TEXT NOT NULL,
    latitude INTEGER NOT NULL CONSTRAINT service_point_latitude CHECK (latitude BETWEEN 3000000 AND 54000000),
    longitude INTEGER NOT NULL CONSTRAINT service_point_longitude CHECK (longitude BETWEEN 73000000 AND 136000000),
    operator TEXT,
    star INTEGER CONSTRAINT service_point_star CHECK (star BETWEEN 1 AND 5),
    opened_on DATE NOT NULL,
    closed_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT service_point_period CHECK (closed_on IS NULL OR closed_on >= opened_on)
);
CREATE UNIQUE INDEX service_point_name_once ON service_point (kind, name) WHERE closed_on IS NULL;
CREATE UNIQUE INDEX service_point_one_station ON service_point (unit_id)
    WHERE kind = 'VETERAN_STATION' AND NOT street_level AND closed_on IS NULL;
CREATE UNIQUE INDEX service_point_one_street_station ON service_point (kind)
    WHERE kind = 'VETERAN_STATION' AND street_level AND closed_on IS NULL;
CREATE INDEX service_point_by_unit ON service_point (unit_id, kind, id);
CREATE TABLE service_point_hours (
    id {id},
    service_point_id BIGINT NOT NULL CONSTRAINT service_point_hours_point REFERENCES service_point (id),
    weekday INTEGER NOT NULL CONSTRAINT service_point_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    CONSTRAINT service_point_hours_once UNIQUE (service_point_id, weekday, opens),
    CONSTRAINT service_point_hours_period CHECK (opens >= 0 AND closes > opens AND closes <= 1440)
);
CREATE TABLE walking_assumption (
    id {id},
    valid_from DATE NOT NULL CONSTRAINT walking_assumption_once UNIQUE,
    metres_per_minute INTEGER NOT NULL CONSTRAINT walking_assumption_speed CHECK (metres_per_minute BETWEEN 20 AND 200),
    detour_percent INTEGER NOT NULL CONSTRAINT walking_assumption_detour CHECK (detour_percent BETWEEN 100 AND 300),
    source TEXT NOT NULL
);
CREATE TABLE service_circle (
    id {id},
    kind TEXT NOT NULL CONSTRAINT service_circle_once UNIQUE CONSTRAINT service_circle_kind_known
        CHECK (kind IN ('VETERAN_STATION', 'MEDICAL_INSURANCE', 'FAMILY_DOCTOR', 'ELDERLY_CARE', 'CHILDREN_HOME',
        'DISABLED_HOME')),
    minutes INTEGER NOT NULL CONSTRAINT service_circle_minutes CHECK (minutes BETWEEN 5 AND 60),
    source TEXT NOT NULL
);
ALTER TABLE household ADD COLUMN latitude INTEGER;
ALTER TABLE household ADD COLUMN longitude INTEGER";

/// The two circles of the office's report; 4.5 km/h and a detour of 1.3 are what planners of 15-minute circles use.
const POLICY: &str = "
INSERT INTO walking_assumption (valid_from, metres_per_minute, detour_percent, source) VALUES
    ('2021-01-01', 75, 130, '步行每小时 4.5 公里,道路绕行系数 1.3(生活圈规划通行取值)');
INSERT INTO service_circle (kind, minutes, source) VALUES
    ('MEDICAL_INSURANCE', 15, '15分钟医保服务圈'),
    ('VETERAN_STATION', 10, '10分钟社区拥军服务圈'),
    ('FAMILY_DOCTOR', 15, '15分钟社区生活圈'),
    ('ELDERLY_CARE', 15, '15分钟社区生活圈'),
    ('CHILDREN_HOME', 15, '15分钟社区生活圈'),
    ('DISABLED_HOME', 15, '15分钟社区生活圈')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        dialect::run(manager, POLICY).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = "ALTER TABLE household DROP COLUMN latitude; ALTER TABLE household DROP COLUMN longitude";
        dialect::run(manager, columns).await?;
        dialect::drop(manager, &["service_circle", "walking_assumption", "service_point_hours", "service_point"]).await
    }
}
