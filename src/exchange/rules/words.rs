//! Words of headers and cells.

/// Units that a header keeps.
const UNITS: [&str; 2] = ["元", "平方米"];
/// All-digit text of so many characters is shown as a power of ten by a spreadsheet, and rounded from sixteen on.
const LONG_DIGITS: usize = 12;

/// A header from a description: its first clause, with the unit of measure.
#[must_use]
pub fn clause(description: &str) -> String {
    let stops = |character: char| "。;,:(=\n\u{ff1b}\u{ff0c}\u{ff1a}\u{ff08}".contains(character);
    let text = description.trim();
    let (head, rest) = text.find(stops).map_or((text, ""), |at| text.split_at(at));
    let rest = rest.trim_start_matches(['(', '\u{ff08}']);
    let ends = |after: &str| after.starts_with([')', ',', '\u{ff09}', '\u{ff0c}']);
    let unit = UNITS.into_iter().find(|unit| rest.strip_prefix(unit).is_some_and(ends));
    match unit {
        Some(unit) => format!("{}({unit})", head.trim()),
        None => head.trim().to_owned(),
    }
}

/// A word of a vocabulary: its first sentence.
#[must_use]
pub fn sentence(description: &str) -> String {
    let text = description.trim();
    text.split(['。', '\n']).next().unwrap_or(text).to_owned()
}

/// Text of a format without types that no spreadsheet takes for a formula: what begins like one gets an apostrophe in
/// front.
#[must_use]
pub fn neutral(text: &str) -> String {
    // The last four are the full-width forms, which some editions of spreadsheets take for the same.
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let formula = text.starts_with(begins);
    if formula { format!("'{text}") } else { text.to_owned() }
}

/// [`neutral`], and all-digit text that a spreadsheet would read as a number is marked as text in the same way: long
/// numbers and those with zeros in front.
#[must_use]
pub fn as_text(text: &str) -> String {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let changed = text.len() >= LONG_DIGITS || (text.len() > 1 && text.starts_with('0'));
    if digits && changed { format!("'{text}") } else { neutral(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_first_clauses() {
        for (description, header) in [
            ("金额(元);被隐藏时为空。", "金额(元)"),
            ("已到账金额(元,含继承人);未领取笔数过少或被隐藏时为空。", "已到账金额(元)"),
            ("租赁面积合计(平方米)。", "租赁面积合计(平方米)"),
            ("发放单位(按单位分组时)。", "发放单位"),
            ("收缴率 = 已收 / (应收 - 减免),百分数;没有应收时为空。", "收缴率"),
            ("姓名。", "姓名"),
            ("", ""),
        ] {
            assert_eq!(clause(description), header);
        }
        assert_eq!(sentence("银行退回,尚未重发。"), "银行退回,尚未重发");
    }

    #[test]
    fn formulas_are_neutralised() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u{ff1d}1"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["", "张三", "1-2", "320699********0014", "a=b"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn long_numbers_are_text() {
        assert_eq!(as_text("320613018205"), "'320613018205");
        assert_eq!(as_text("01"), "'01");
        assert_eq!((as_text("0"), as_text("12345678901")), ("0".to_owned(), "12345678901".to_owned()));
        assert_eq!(as_text("=320613018205"), "'=320613018205");
    }
}
