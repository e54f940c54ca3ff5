//! Database migrations: hand-written, one per domain, named constraints, up and down, the same on
//! SQLite and PostgreSQL. Never imports `entity`: a migration must not change when a model does.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod dialect;
mod m0001_access;
mod m0002_residents;
mod m0003_subsidies;
mod m0004_assets;
mod m0005_findings;
mod m0006_dividends;
mod m0007_services;
mod m0008_veterans;
mod m0009_payrolls;
mod m0010_subsidy_findings;
mod m0011_programmes;
mod m0012_applications;
mod m0013_reported_indicators;
mod m0014_rollups;

/// Applies all migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_access::Migration),
            Box::new(m0002_residents::Migration),
            Box::new(m0003_subsidies::Migration),
            Box::new(m0004_assets::Migration),
            Box::new(m0005_findings::Migration),
            Box::new(m0006_dividends::Migration),
            Box::new(m0007_services::Migration),
            Box::new(m0008_veterans::Migration),
            Box::new(m0009_payrolls::Migration),
            Box::new(m0010_subsidy_findings::Migration),
            Box::new(m0011_programmes::Migration),
            Box::new(m0012_applications::Migration),
            Box::new(m0013_reported_indicators::Migration),
            Box::new(m0014_rollups::Migration),
        ]
    }
}
