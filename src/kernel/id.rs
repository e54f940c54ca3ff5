//! Opaque typed ids: `res_...`, `pay_...`. Inside, keys are `i64`.

use std::sync::OnceLock;

use sqids::Sqids;

/// Shuffled so that neighbouring ids look unrelated. Not a secret: scope guards every row.
const ALPHABET: &str = "DmBgraWH1LRC9VzsNfPYKodwnyhJXt2xqF8pjckGuTU63EZveQ7b54iSAM";

fn codec() -> &'static Sqids {
    static CODEC: OnceLock<Sqids> = OnceLock::new();
    CODEC
        .get_or_init(|| Sqids::builder().alphabet(ALPHABET.chars().collect()).min_length(8).build().unwrap_or_default())
}

/// The opaque id of row `key` of the type with `prefix` (three letters).
#[must_use]
pub fn encode(prefix: &str, key: i64) -> String {
    let number = u64::try_from(key).unwrap_or_default();
    let code = codec().encode(&[number]).unwrap_or_default();
    format!("{prefix}_{code}")
}

/// Prefix and key of an opaque id; `None` for anything that [`encode`] cannot have made.
#[must_use]
pub fn decode(id: &str) -> Option<(&str, i64)> {
    let (prefix, code) = id.split_once('_')?;
    let [number] = codec().decode(code)[..] else { return None };
    let key = i64::try_from(number).ok()?;
    (encode(prefix, key) == id).then_some((prefix, key))
}

/// Key of an id of the type with `prefix`; 0, which no row has, for any other id.
#[must_use]
pub fn key(id: &str, prefix: &str) -> i64 {
    decode(id).filter(|(own, _)| *own == prefix).map_or(0, |(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips_and_refuses_others() {
        for key in [1, 2, 36_840, i64::MAX] {
            let id = encode("res", key);
            assert_eq!(decode(&id), Some(("res", key)), "{id}");
        }
        for forged in ["", "res", "res_", "res_1", "36840", "res_!!!!!!!!"] {
            assert_eq!(decode(forged), None, "{forged}");
        }
    }
}
