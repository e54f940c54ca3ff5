//! What goes with a kind of asset: class, use, sizes, prices, words.

use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetClass, AssetKind, AssetUse, LeaseKind, PayCycle},
};

use crate::demo::random::Random;

/// A hundred yuan: rents are whole multiples.
pub const HUNDRED: i64 = 10_000;

/// Sizes and prices of a kind.
struct Market {
    /// Area that the prices are for.
    unit: Area,
    /// Least and greatest size in units.
    size: (i32, i32),
    /// Least and greatest rent of a year for a unit, in fen.
    price: (i32, i32),
}

const SQUARE_METRE: Area = Area(100);

const fn market(kind: AssetKind) -> Market {
    let (unit, size, price) = match kind {
        AssetKind::Factory => (SQUARE_METRE, (600, 1_900), (8_700, 12_300)),
        AssetKind::Shop => (SQUARE_METRE, (35, 130), (21_000, 52_000)),
        AssetKind::Warehouse => (SQUARE_METRE, (350, 900), (5_700, 8_200)),
        AssetKind::Office => (SQUARE_METRE, (80, 220), (15_000, 30_000)),
        AssetKind::MarketStall => (SQUARE_METRE, (8, 24), (30_000, 70_000)),
        AssetKind::Site => (SQUARE_METRE, (1_200, 3_200), (2_400, 3_050)),
        AssetKind::Farmland => (Area::MU, (10, 40), (122_000, 148_000)),
        AssetKind::Pond => (Area::MU, (6, 25), (52_000, 78_000)),
        AssetKind::PublicIdle => (SQUARE_METRE, (60, 160), (6_000, 12_000)),
    };
    Market { unit, size, price }
}

/// An area and a rent that go together.
pub fn deal(rng: &mut Random, kind: AssetKind) -> (Area, Fen) {
    let Market { unit, size: (least, most), price: (low, high) } = market(kind);
    let hundredths = i64::from(rng.range(least * 100, most * 100));
    let area = Area((hundredths * unit.0 + 50) / 100);
    let rent = area.0 * i64::from(rng.range(low, high)) / unit.0;
    (area, Fen((rent + HUNDRED - 1) / HUNDRED * HUNDRED))
}

/// An area that goes with a rent.
pub fn area_for(rng: &mut Random, kind: AssetKind, rent: Fen) -> Area {
    let Market { unit, price: (low, high), .. } = market(kind);
    Area(rent.0 * unit.0 / i64::from(rng.range(low, high)))
}

/// Class of a kind.
pub const fn class(kind: AssetKind) -> AssetClass {
    match kind {
        AssetKind::Site | AssetKind::Farmland | AssetKind::Pond => AssetClass::Resource,
        AssetKind::PublicIdle => AssetClass::NonOperating,
        _ => AssetClass::Operating,
    }
}

/// Kind of the lease.
pub const fn lease_kind(kind: AssetKind) -> LeaseKind {
    match kind {
        AssetKind::Site => LeaseKind::Site,
        AssetKind::Farmland => LeaseKind::LandContract,
        AssetKind::Pond => LeaseKind::Pond,
        _ => LeaseKind::House,
    }
}

/// A use that goes with the kind.
pub fn usage(rng: &mut Random, kind: AssetKind) -> AssetUse {
    match kind {
        AssetKind::Factory => AssetUse::Production,
        AssetKind::Shop if rng.chance(25) => AssetUse::Catering,
        AssetKind::Shop | AssetKind::MarketStall => AssetUse::Retail,
        AssetKind::Warehouse => AssetUse::Storage,
        AssetKind::Office => AssetUse::Office,
        AssetKind::Site => AssetUse::Yard,
        AssetKind::Farmland => AssetUse::Farming,
        AssetKind::Pond => AssetUse::Aquaculture,
        AssetKind::PublicIdle => AssetUse::PublicService,
    }
}

/// Months of a term, with weights.
pub fn months(rng: &mut Random, kind: AssetKind) -> u32 {
    let (terms, weights) = match kind {
        AssetKind::Factory | AssetKind::Warehouse => ([24, 36, 48, 60], [2, 6, 1, 2]),
        AssetKind::Site => ([36, 48, 60, 120], [5, 1, 3, 1]),
        AssetKind::Farmland | AssetKind::Pond => ([24, 36, 48, 60], [1, 6, 1, 2]),
        _ => ([24, 36, 48, 60], [3, 7, 0, 1]),
    };
    terms.get(rng.weighted(&weights)).copied().unwrap_or(36)
}

/// How often the rent is paid.
pub fn cycle(rng: &mut Random, kind: AssetKind) -> PayCycle {
    let weights = match kind {
        AssetKind::MarketStall => [5, 4, 1, 0],
        AssetKind::Shop => [1, 5, 4, 2],
        AssetKind::Farmland | AssetKind::Pond => [0, 0, 1, 4],
        _ => [0, 4, 4, 2],
    };
    let cycles = [PayCycle::Month, PayCycle::Quarter, PayCycle::HalfYear, PayCycle::Year];
    cycles.get(rng.weighted(&weights)).copied().unwrap_or(PayCycle::Quarter)
}

/// Initials in the asset number.
pub const fn code(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Factory => "CF",
        AssetKind::Shop => "SP",
        AssetKind::Warehouse => "CK",
        AssetKind::Office => "BG",
        AssetKind::MarketStall => "TW",
        AssetKind::Site => "CD",
        AssetKind::Farmland => "GD",
        AssetKind::Pond => "YT",
        AssetKind::PublicIdle => "GF",
    }
}

/// Where the asset is, within the village.
pub fn place(kind: AssetKind, group: i32, number: usize) -> String {
    match kind {
        AssetKind::Factory => format!("工业集中区{number}号厂房"),
        AssetKind::Shop => format!("{group}组沿街{number}号门面"),
        AssetKind::Warehouse => format!("{group}组{number}号仓库"),
        AssetKind::Office => format!("综合楼{}室", 200 + number),
        AssetKind::MarketStall => format!("农贸市场{number}号摊位"),
        AssetKind::Site => format!("{group}组{number}号场地"),
        AssetKind::Farmland => format!("{group}组机动地{number}号地块"),
        AssetKind::Pond => format!("{group}组{number}号鱼塘"),
        AssetKind::PublicIdle => format!("{group}组原公益用房{number}号"),
    }
}

/// Whether the asset is a building.
pub const fn building(kind: AssetKind) -> bool {
    !matches!(kind, AssetKind::Site | AssetKind::Farmland | AssetKind::Pond)
}
