//! Unified social credit codes (GB 32100-2015) with a check of the organisation code (GB 11714).

/// Characters of a credit code by value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CODE_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// A division that does not exist, so that no code is anybody's.
const DIVISION: &str = "320699";

/// The code of the organisation `body` (eight characters) registered under `prefix` (two characters).
pub fn compose(prefix: &str, body: &str) -> String {
    let code = format!("{prefix}{DIVISION}{body}{}", body_check(body));
    let check = code_check(&code);
    format!("{code}{check}")
}

/// Check character of an organisation code.
fn body_check(body: &str) -> char {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let sum: u32 = body.chars().zip(BODY_WEIGHTS).map(|(c, weight)| value(c) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        rest => char::from_digit(rest % 11, 10).unwrap_or('0'),
    }
}

/// Check character of a credit code.
fn code_check(code: &str) -> char {
    let value = |byte: u8| ALPHABET.iter().position(|c| *c == byte).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let sum: u32 = code.bytes().zip(CODE_WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    let at = usize::try_from((31 - sum % 31) % 31).unwrap_or(0);
    ALPHABET.get(at).map_or('0', |byte| char::from(*byte))
}

/// Whether the code is well formed and both checks hold.
#[cfg(test)]
pub fn valid(code: &str) -> bool {
    code.len() == 18
        && code.bytes().all(|byte| ALPHABET.contains(&byte))
        && code.get(8..16).is_some_and(|body| code.get(16..17) == Some(body_check(body).to_string().as_str()))
        && code.get(..17).is_some_and(|head| code.get(17..) == Some(code_check(head).to_string().as_str()))
}
