//! Unified social credit codes, GB 32100-2015. Rural collectives begin with N (N1 group, N2 village,
//! N3 township), so the first eight characters need not be digits.

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// The code in upper case without blanks, when its length, characters and check character are right.
#[must_use]
pub fn parse(raw: &str) -> Option<String> {
    let code: String = raw.trim().to_uppercase();
    let values: Vec<usize> = code.chars().map(|character| ALPHABET.find(character)).collect::<Option<_>>()?;
    let (check, body) = values.split_last()?;
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let sum: usize = body.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    ((31 - sum % 31) % 31 == *check).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn vectors() {
        for good in [
            "91110000600037341L",
            "N2320699MF0000013K",
            "N1320699MF0000021H",
            "91320699MA0000031M",
            "92320699MA000004XA",
            "93320699MA00000587",
            " n2320699mf0000013k",
        ] {
            assert_eq!(parse(good), Some(good.trim().to_uppercase()), "{good}");
        }
        for bad in ["N2320699MF00000130", "N2320699IF0000013K", "N2320699MF0000013", "91320699M0A000031M", ""] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
