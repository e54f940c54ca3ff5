//! Synthetic Chinese names: surnames by frequency, given names by sex and generation.

use chrono::{Datelike, NaiveDate};
use entity::vocab::Sex;

use super::random::Random;

/// Surnames with weights; the usual order of frequency around Nantong, and a few compound ones.
const SURNAMES: [(&str, u32); 56] = [
    ("陈", 80),
    ("王", 78),
    ("张", 75),
    ("李", 60),
    ("徐", 45),
    ("刘", 44),
    ("顾", 42),
    ("朱", 40),
    ("周", 38),
    ("吴", 36),
    ("杨", 34),
    ("曹", 30),
    ("陆", 29),
    ("沈", 28),
    ("黄", 27),
    ("赵", 26),
    ("孙", 25),
    ("钱", 24),
    ("施", 24),
    ("季", 22),
    ("葛", 20),
    ("姜", 19),
    ("丁", 19),
    ("马", 18),
    ("许", 18),
    ("何", 17),
    ("蒋", 16),
    ("冯", 15),
    ("袁", 15),
    ("邱", 14),
    ("高", 14),
    ("胡", 13),
    ("林", 12),
    ("倪", 12),
    ("严", 11),
    ("瞿", 11),
    ("保", 10),
    ("汤", 10),
    ("邵", 10),
    ("薛", 9),
    ("羌", 8),
    ("秦", 8),
    ("石", 8),
    ("成", 8),
    ("储", 7),
    ("景", 6),
    ("尤", 6),
    ("包", 6),
    ("谢", 6),
    ("卢", 5),
    ("龚", 5),
    ("凌", 4),
    ("欧阳", 2),
    ("司马", 1),
    ("上官", 1),
    ("诸葛", 1),
];

const OLD_MEN: &[char] = &[
    '德', '福', '贵', '生', '国', '才', '根', '宝', '兴', '明', '荣', '金', '汉', '林', '祥', '发', '清', '文', '正',
    '海', '松', '山', '富', '元',
];
const OLD_WOMEN: &[char] = &[
    '秀', '英', '兰', '珍', '凤', '桂', '芳', '玉', '素', '琴', '美', '巧', '莲', '云', '惠', '娥', '梅', '翠', '银',
    '彩', '香', '菊', '妹', '贞',
];
const MEN: &[char] = &[
    '建', '国', '军', '志', '卫', '东', '平', '伟', '强', '华', '勇', '斌', '永', '新', '红', '峰', '俊', '杰', '春',
    '亮', '晓', '海', '忠', '辉',
];
const WOMEN: &[char] = &[
    '丽', '红', '敏', '静', '艳', '娟', '霞', '燕', '萍', '建', '华', '琴', '芳', '玲', '晓', '梅', '群', '海', '云',
    '春', '慧', '娜', '佳', '莉',
];
const BOYS: &[char] = &[
    '浩', '宇', '轩', '子', '睿', '博', '涵', '泽', '天', '佑', '嘉', '铭', '晨', '阳', '奕', '辰', '俊', '熙', '梓',
    '航', '昊', '然', '文', '乐',
];
const GIRLS: &[char] = &[
    '欣', '怡', '梓', '涵', '雨', '桐', '诗', '琪', '可', '馨', '思', '语', '嘉', '萱', '悦', '宁', '若', '曦', '子',
    '妍', '梦', '瑶', '一', '诺',
];

/// A surname by frequency.
pub fn surname(rng: &mut Random) -> &'static str {
    let weights: Vec<u32> = SURNAMES.iter().map(|(_, weight)| *weight).collect();
    SURNAMES.get(rng.weighted(&weights)).map_or("陈", |(name, _)| name)
}

/// A full name for a person of a generation.
pub fn name(rng: &mut Random, surname: &str, birth: NaiveDate, sex: Sex) -> String {
    let list = match (birth.year(), sex) {
        (..1957, Sex::Female) => OLD_WOMEN,
        (..1957, _) => OLD_MEN,
        (1957..1994, Sex::Female) => WOMEN,
        (1957..1994, _) => MEN,
        (_, Sex::Female) => GIRLS,
        _ => BOYS,
    };
    let first = rng.pick(list).unwrap_or('明');
    let mut text = format!("{surname}{first}");
    if !rng.chance(18) {
        let second = rng.pick(list).filter(|c| *c != first);
        text.extend(second);
    }
    text
}
