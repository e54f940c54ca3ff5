//! Names in pinyin, for search and order.

use pinyin::ToPinyin;

/// Surnames whose usual reading is not their reading as a name, compound ones first.
const SURNAMES: [(&str, &[&str]); 48] = [
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("单于", &["chan", "yu"]),
    ("宰父", &["zai", "fu"]),
    ("令狐", &["ling", "hu"]),
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("查", &["zha"]),
    ("区", &["ou"]),
    ("翟", &["zhai"]),
    ("朴", &["piao"]),
    ("任", &["ren"]),
    ("缪", &["miao"]),
    ("解", &["xie"]),
    ("盖", &["ge"]),
    ("乐", &["yue"]),
    ("华", &["hua"]),
    ("晟", &["cheng"]),
    ("种", &["chong"]),
    ("召", &["shao"]),
    ("折", &["she"]),
    ("尹", &["yin"]),
    ("员", &["yun"]),
    ("秘", &["bi"]),
    ("繁", &["po"]),
    ("黑", &["he"]),
    ("洗", &["xian"]),
    ("冼", &["xian"]),
    ("覃", &["qin"]),
    ("燕", &["yan"]),
    ("柏", &["bai"]),
    ("宓", &["fu"]),
    ("卜", &["bu"]),
    ("褚", &["chu"]),
    ("葛", &["ge"]),
    ("纪", &["ji"]),
    ("隗", &["wei"]),
    ("莘", &["shen"]),
    ("佴", &["nai"]),
    ("牟", &["mu"]),
    ("那", &["na"]),
    ("宁", &["ning"]),
    ("曲", &["qu"]),
    ("幺", &["yao"]),
    ("郗", &["xi"]),
];

/// Full pinyin without tones, and initials, both lower case. What is no Chinese character is kept.
#[must_use]
pub fn of_name(name: &str) -> (String, String) {
    let surname = SURNAMES.iter().find(|(surname, _)| name.starts_with(surname));
    let (read, rest) =
        surname.map_or((&[][..], name), |(surname, read)| (*read, name.strip_prefix(surname).unwrap_or_default()));
    let mut syllables: Vec<String> = read.iter().map(|syllable| (*syllable).to_owned()).collect();
    for (character, reading) in rest.chars().zip(rest.to_pinyin()) {
        syllables
            .push(reading.map_or_else(|| character.to_lowercase().collect(), |reading| reading.plain().to_owned()));
    }
    let initials = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    (syllables.concat(), initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, full, initials) in [
            ("张晓明", "zhangxiaoming", "zxm"),
            ("单雄信", "shanxiongxin", "sxx"),
            ("曾国藩", "zengguofan", "zgf"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("欧阳明", "ouyangming", "oym"),
            ("Ann", "ann", "ann"),
        ] {
            assert_eq!(of_name(name), (full.to_owned(), initials.to_owned()), "{name}");
        }
    }
}
