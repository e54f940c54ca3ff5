//! Account numbers.

/// An account number without the spaces that people write.
#[must_use]
pub fn unspaced(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Whether `digits` could be an account number at all.
#[must_use]
pub fn plausible(digits: &str) -> bool {
    (8..=30).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the last digit is the check digit of a bank card. Passbook accounts have none, so that a failure is a warning.
#[must_use]
pub fn luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let values = digits.chars().rev().map(|character| character.to_digit(10)).collect::<Option<Vec<u32>>>();
    values.is_some_and(|values| {
        let weighed = values.iter().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit });
        weighed.sum::<u32>() % 10 == 0 && (16..=19).contains(&values.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_the_reference() {
        for good in ["6299990000000000012", "6299990000000000020", "6299997654321094"] {
            assert!(luhn(good), "{good}");
        }
        assert!(!luhn("6299990000000000013"));
        assert!(!luhn("123456789012345") && plausible("12345678") && !plausible("1234567") && !plausible("12345678a"));
        assert_eq!(unspaced(" 6299 9900 "), "62999900");
    }
}
