//! Who rents: residents, households, businesses, companies, cooperatives; and who must keep out.

use std::collections::HashSet;

use entity::vocab::{AssetKind, CadreRelation, LesseeKind};

use super::{Candidate, credit, dates::on, villages::Village};
use crate::{
    assets::model::{Cadre, Lessee},
    demo::random::Random,
};

const FIRST: [&str; 18] =
    ["恒", "瑞", "鑫", "宏", "华", "盛", "通", "嘉", "润", "泰", "启", "江", "诚", "锦", "源", "祥", "海", "永"];
const SECOND: [&str; 18] =
    ["达", "丰", "远", "信", "隆", "昌", "益", "联", "辉", "森", "凯", "腾", "安", "利", "顺", "邦", "宁", "业"];

const SEED: u64 = 0x1E55_EE00;

/// Posts of the cadres of a collective.
const POSTS: [&str; 3] = ["村党总支书记", "村委会主任", "会计"];

/// Draws every lessee once.
pub struct Register<'a> {
    /// A stream of its own: who the residents are changes nothing else about the leases.
    rng: Random,
    /// Suitable candidates by unit, in the order they will be taken from the end.
    pools: Vec<Vec<&'a Candidate>>,
    /// Households of cadres and of lessees.
    taken: HashSet<i64>,
    lessees: i64,
    organisations: usize,
}

/// Old enough to do business and not too old, by the birth year in the identity number.
fn suitable(candidate: &Candidate) -> bool {
    let year = candidate.id_number.get(6..10).and_then(|year| year.parse::<i32>().ok());
    candidate.id_number.len() == 18 && year.is_some_and(|year| (1955..=1995).contains(&year))
}

impl<'a> Register<'a> {
    pub fn new(candidates: &'a [Candidate]) -> Self {
        let mut rng = Random::new(SEED);
        let units = candidates.iter().map(|candidate| candidate.unit + 1).max().unwrap_or(0);
        let mut pools: Vec<Vec<&Candidate>> = vec![Vec::new(); units];
        for candidate in candidates.iter().filter(|candidate| suitable(candidate)) {
            if let Some(pool) = pools.get_mut(candidate.unit) {
                pool.push(candidate);
            }
        }
        for pool in &mut pools {
            rng.shuffle(pool);
        }
        Self { rng: Random::new(SEED + 1), pools, taken: HashSet::new(), lessees: 0, organisations: 0 }
    }

    /// The cadres of a collective; their households never rent.
    pub fn cadres(&mut self, collective: i64, village: &Village) -> Vec<Cadre> {
        let mut cadres = Vec::new();
        for post in POSTS {
            let Some(candidate) = self.take(village.unit, |_| true) else { continue };
            cadres.push(Cadre {
                id: 0,
                collective,
                resident: candidate.resident,
                post: post.to_owned(),
                relation: CadreRelation::Own,
                valid_from: on((2021, 1, 15)),
                valid_to: None,
            });
        }
        cadres
    }

    /// Takes a candidate whose household was not taken before.
    fn take(&mut self, unit: usize, wanted: impl Fn(&Candidate) -> bool) -> Option<&'a Candidate> {
        let pool = self.pools.get_mut(unit)?;
        let fits = |candidate: &&Candidate| !self.taken.contains(&candidate.household) && wanted(candidate);
        let at = pool.iter().rposition(fits)?;
        let candidate = pool.remove(at);
        self.taken.insert(candidate.household);
        Some(candidate)
    }

    /// A lessee for an asset of the kind.
    pub fn lessee(&mut self, collective: i64, village: &Village, kind: AssetKind) -> Lessee {
        let kinds = [
            LesseeKind::Company,
            LesseeKind::IndividualBusiness,
            LesseeKind::Person,
            LesseeKind::Household,
            LesseeKind::Cooperative,
        ];
        let weights = match kind {
            AssetKind::Factory | AssetKind::Office => [80, 15, 5, 0, 0],
            AssetKind::Warehouse | AssetKind::Site => [65, 25, 8, 0, 2],
            AssetKind::Shop => [12, 58, 30, 0, 0],
            AssetKind::MarketStall => [0, 40, 60, 0, 0],
            AssetKind::Farmland => [0, 0, 0, 80, 20],
            AssetKind::Pond => [0, 0, 35, 55, 10],
            AssetKind::PublicIdle => [50, 25, 25, 0, 0],
        };
        let wanted = kinds.get(self.rng.weighted(&weights)).copied().unwrap_or(LesseeKind::Company);
        self.lessees += 1;
        let person = match wanted {
            LesseeKind::Person => self.take(village.unit, |_| true),
            LesseeKind::Household => self.take(village.unit, |candidate| candidate.head),
            _ => None,
        };
        match (person, wanted) {
            (Some(candidate), _) => self.private(collective, wanted, candidate),
            (None, LesseeKind::Person) => self.organisation(collective, LesseeKind::IndividualBusiness, kind),
            (None, LesseeKind::Household) => self.organisation(collective, LesseeKind::Cooperative, kind),
            (None, _) => self.organisation(collective, wanted, kind),
        }
    }

    fn private(&self, collective: i64, kind: LesseeKind, candidate: &Candidate) -> Lessee {
        Lessee {
            id: self.lessees,
            collective,
            kind,
            name: candidate.name.clone(),
            id_number: Some(candidate.id_number.clone()),
            credit_code: None,
            phone: candidate.phone.clone(),
            resident: Some(candidate.resident),
            household: (kind == LesseeKind::Household).then_some(candidate.household),
            member: true,
        }
    }

    fn organisation(&mut self, collective: i64, kind: LesseeKind, asset: AssetKind) -> Lessee {
        let number = self.organisations;
        self.organisations += 1;
        let (row, turn) = (number % FIRST.len(), number / FIRST.len());
        let part = |list: &[&'static str], at: usize| list.get(at % list.len()).copied().unwrap_or("恒");
        let brand = format!("{}{}", part(&FIRST, row), part(&SECOND, row * 5 + turn));
        let (name, prefix) = match kind {
            LesseeKind::Cooperative => (format!("南通{brand}{}专业合作社", trade(&mut self.rng, kind, asset)), "93"),
            LesseeKind::IndividualBusiness => (format!("崇川区{brand}{}", trade(&mut self.rng, kind, asset)), "92"),
            _ => (format!("南通{brand}{}有限公司", trade(&mut self.rng, kind, asset)), "91"),
        };
        Lessee {
            id: self.lessees,
            collective,
            kind,
            name,
            id_number: None,
            credit_code: Some(credit::compose(prefix, &format!("MA{:06}", 210_000 + number * 37))),
            phone: Some(format!("0513-8555{:04}", 1_000 + number)),
            resident: None,
            household: None,
            member: kind == LesseeKind::Cooperative,
        }
    }
}

/// What the organisation does.
fn trade(rng: &mut Random, kind: LesseeKind, asset: AssetKind) -> &'static str {
    let list: &[&'static str] = match (kind, asset) {
        (LesseeKind::Cooperative, AssetKind::Pond) => &["水产养殖", "渔业"],
        (LesseeKind::Cooperative, AssetKind::Farmland) => &["粮食种植", "蔬菜种植", "农机"],
        (LesseeKind::Cooperative, _) => &["农产品", "农机服务"],
        (LesseeKind::IndividualBusiness, AssetKind::Shop) => {
            &["便利店", "面馆", "五金店", "水果店", "理发店", "药房", "服装店", "快餐店", "烟酒店"]
        }
        (LesseeKind::IndividualBusiness, AssetKind::MarketStall) => &["蔬菜摊", "水产摊", "熟食店", "豆制品摊"],
        (LesseeKind::IndividualBusiness, AssetKind::Factory) => &["机械加工厂", "木器加工厂", "服装加工厂"],
        (LesseeKind::IndividualBusiness, AssetKind::PublicIdle) => &["文具店", "棋牌室"],
        (LesseeKind::IndividualBusiness, _) => &["建材经营部", "货运部", "废旧物资回收站", "汽车修理部"],
        (_, AssetKind::Factory) => {
            &["机械", "纺织", "电器", "五金制品", "服饰", "塑料制品", "家具", "金属制品", "新材料", "包装"]
        }
        (_, AssetKind::Warehouse) => &["物流", "仓储", "供应链管理"],
        (_, AssetKind::Site) => &["建材", "汽车服务", "物流", "市政工程"],
        (_, AssetKind::Office) => &["信息科技", "企业管理咨询", "财务服务", "人力资源"],
        (_, AssetKind::PublicIdle) => &["养老服务", "文化传媒", "物业服务"],
        _ => &["商贸", "餐饮管理", "电子商务"],
    };
    rng.pick(list).unwrap_or("商贸")
}
