//! The eight collectives and their figures.

use entity::vocab::AssetKind;

use super::{
    Collective, credit,
    dates::{Ymd, on},
};

/// Kinds of assets in the order of the figures.
pub const KINDS: [AssetKind; 9] = [
    AssetKind::Factory,
    AssetKind::Shop,
    AssetKind::Warehouse,
    AssetKind::Office,
    AssetKind::MarketStall,
    AssetKind::Site,
    AssetKind::Farmland,
    AssetKind::Pond,
    AssetKind::PublicIdle,
];

/// What a collective has.
pub struct Village {
    /// Index of the unit in ascending order of division codes.
    pub unit: usize,
    pub name: &'static str,
    pub collective: &'static str,
    /// Initials in contract and asset numbers.
    pub prefix: &'static str,
    pub registered: Ymd,
    /// Annual rent of all its leases, in yuan.
    pub rent: i64,
    /// Leases by kind, in the order of [`KINDS`].
    pub kinds: [usize; 9],
    /// Leases that end in the first quarter of 2023.
    pub expiring: usize,
    /// Leases whose rent rises in January or February 2023.
    pub stepping: usize,
    pub inspectors: [&'static str; 2],
}

/// The collectives in the order of the report.
pub static VILLAGES: [Village; 8] = [
    Village {
        unit: 10,
        name: "龙潭村",
        collective: "龙潭村股份经济合作社",
        prefix: "LT",
        registered: (2017, 11, 8),
        rent: 4_496_200,
        kinds: [22, 17, 8, 4, 3, 7, 2, 3, 2],
        expiring: 6,
        stepping: 2,
        inspectors: ["顾建平", "钱晓燕"],
    },
    Village {
        unit: 7,
        name: "国庆村",
        collective: "国庆村经济合作社",
        prefix: "GQ",
        registered: (2018, 3, 15),
        rent: 3_717_100,
        kinds: [18, 15, 6, 3, 3, 6, 2, 2, 2],
        expiring: 4,
        stepping: 2,
        inspectors: ["曹志华", "陆海萍"],
    },
    Village {
        unit: 5,
        name: "五星村",
        collective: "五星村经济合作社",
        prefix: "WX",
        registered: (2018, 5, 22),
        rent: 3_349_500,
        kinds: [16, 14, 6, 3, 3, 5, 2, 2, 1],
        expiring: 4,
        stepping: 2,
        inspectors: ["沈永明", "季丽华"],
    },
    Village {
        unit: 8,
        name: "八一村",
        collective: "八一村经济合作社",
        prefix: "BY",
        registered: (2018, 4, 11),
        rent: 3_135_200,
        kinds: [15, 13, 5, 3, 3, 5, 2, 2, 1],
        expiring: 3,
        stepping: 1,
        inspectors: ["葛卫东", "施红梅"],
    },
    Village {
        unit: 9,
        name: "新闸村",
        collective: "新闸村经济合作社",
        prefix: "XZ",
        registered: (2018, 6, 19),
        rent: 2_999_000,
        kinds: [15, 12, 5, 3, 2, 4, 2, 2, 1],
        expiring: 4,
        stepping: 1,
        inspectors: ["姜俊峰", "徐娟"],
    },
    Village {
        unit: 6,
        name: "福利村",
        collective: "福利村经济合作社",
        prefix: "FL",
        registered: (2018, 9, 4),
        rent: 2_643_800,
        kinds: [13, 11, 4, 2, 2, 4, 2, 2, 1],
        expiring: 3,
        stepping: 1,
        inspectors: ["丁春雷", "马玲"],
    },
    Village {
        unit: 11,
        name: "爱国村",
        collective: "爱国村经济合作社",
        prefix: "AG",
        registered: (2019, 1, 17),
        rent: 2_239_000,
        kinds: [11, 9, 4, 2, 2, 3, 1, 2, 1],
        expiring: 2,
        stepping: 1,
        inspectors: ["许国强", "蒋敏"],
    },
    Village {
        unit: 2,
        name: "白龙庙社区",
        collective: "白龙庙经济合作社",
        prefix: "BLM",
        registered: (2019, 4, 25),
        rent: 1_606_700,
        kinds: [8, 6, 3, 2, 1, 2, 1, 1, 1],
        expiring: 1,
        stepping: 1,
        inspectors: ["袁亮", "邱静"],
    },
];

/// The collectives as records; their ids follow the order of [`VILLAGES`].
pub fn collectives() -> Vec<Collective> {
    let record = |(id, village): (i64, &Village)| Collective {
        id,
        unit: village.unit,
        credit_code: credit::compose("N2", &format!("MF{:06}", 100 + id)),
        name: village.collective.to_owned(),
        registered_on: on(village.registered),
    };
    (1..).zip(&VILLAGES).map(record).collect()
}
