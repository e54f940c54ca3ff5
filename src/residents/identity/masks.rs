//! What staff see of personal data unless a purpose is stated.

/// Surnames of two characters that a mask keeps whole.
const COMPOUND_SURNAMES: [&str; 16] = [
    "欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方", "端木", "南宫",
    "轩辕", "宇文",
];

/// Hides the birth date of an identity number: `320699********0014`, `320699******001`. Text of
/// any other length is hidden whole.
#[must_use]
pub fn mask_id(raw: &str) -> String {
    let characters: Vec<char> = raw.chars().collect();
    let (hidden, kept) = match characters.len() {
        18 => (8, 4),
        15 => (6, 3),
        length => return "*".repeat(length),
    };
    let head: String = characters.iter().take(6).collect();
    let tail: String = characters.iter().skip(characters.len() - kept).collect();
    format!("{head}{}{tail}", "*".repeat(hidden))
}

/// Hides a name but for its surname and last character: 张*, 张*明, 欧阳*明.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let compound = COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname));
    let surname = if compound && characters.len() > 2 { 2 } else { 1 };
    if characters.len() < 2 {
        return "*".to_owned();
    }
    let head: String = characters.iter().take(surname).collect();
    let given = characters.len() - surname;
    let tail: String = characters.iter().skip(surname + 1).skip(given.saturating_sub(2)).collect();
    format!("{head}{}{tail}", "*".repeat(given.saturating_sub(1).max(1)))
}

/// Shows the last four digits of a bank account only: `**** **** 0012`.
#[must_use]
pub fn mask_account(account: &str) -> String {
    let characters: Vec<char> = account.chars().collect();
    if characters.len() < 8 {
        return "****".to_owned();
    }
    let tail: String = characters.iter().skip(characters.len() - 4).collect();
    format!("**** **** {tail}")
}

/// Hides the middle of a mobile number: `138****8000`; anything else is hidden whole.
#[must_use]
pub fn mask_mobile(phone: &str) -> String {
    let characters: Vec<char> = phone.chars().collect();
    if characters.len() != 11 {
        return "*".repeat(characters.len());
    }
    let head: String = characters.iter().take(3).collect();
    let tail: String = characters.iter().skip(7).collect();
    format!("{head}****{tail}")
}

/// Hides type and grade of a disability certificate number. The identity number inside it is
/// masked like any other, or the certificate would reveal what [`mask_id`] hides.
#[must_use]
pub fn mask_certificate(number: &str) -> String {
    let identity: String = number.chars().take(18).collect();
    format!("{}**", mask_id(&identity))
}
