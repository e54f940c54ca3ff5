//! Opaque typed ids: `res_...`, `pay_...`. Inside, keys are `i64`.
//!
//! Keys are numbered through the whole street, so an id that showed them would tell one village how many leases
//! the others have. They are permuted under the office's key: ids are stable, and say nothing.

use std::sync::OnceLock;

use sqids::Sqids;

use super::vault::digest;

const ALPHABET: &str = "DmBgraWH1LRC9VzsNfPYKodwnyhJXt2xqF8pjckGuTU63EZveQ7b54iSAM";

static SECRET: OnceLock<[u8; 32]> = OnceLock::new();

/// Gives the process the secret under which keys are permuted; the first one stays.
pub fn keep_secret(secret: [u8; 32]) {
    let _ = SECRET.set(secret);
}

/// One round of the permutation: 32 bits that depend on the secret, the type, the round and the other half.
fn round(prefix: &str, round: u8, half: u32) -> u32 {
    let mut bytes = SECRET.get().copied().unwrap_or_default().to_vec();
    bytes.extend(prefix.bytes());
    bytes.push(round);
    bytes.extend(half.to_be_bytes());
    let digest = digest(&bytes);
    digest.first_chunk::<4>().map_or(0, |first| u32::from_be_bytes(*first))
}

/// A Feistel network of four rounds over 64 bits.
fn permute(prefix: &str, number: u64) -> u64 {
    let (mut left, mut right) = split(number);
    for number in 0..4 {
        (left, right) = (right, left ^ round(prefix, number, right));
    }
    join(left, right)
}

fn restore(prefix: &str, number: u64) -> u64 {
    let (mut left, mut right) = split(number);
    for number in (0..4).rev() {
        (left, right) = (right ^ round(prefix, number, left), left);
    }
    join(left, right)
}

fn split(number: u64) -> (u32, u32) {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    (half(number >> 32), half(number))
}

fn join(left: u32, right: u32) -> u64 {
    (u64::from(left) << 32) | u64::from(right)
}

fn codec() -> &'static Sqids {
    static CODEC: OnceLock<Sqids> = OnceLock::new();
    CODEC
        .get_or_init(|| Sqids::builder().alphabet(ALPHABET.chars().collect()).min_length(8).build().unwrap_or_default())
}

/// The opaque id of row `key` of the type with `prefix` (three letters).
#[must_use]
pub fn encode(prefix: &str, key: i64) -> String {
    let number = u64::try_from(key).unwrap_or_default();
    let code = codec().encode(&[permute(prefix, number)]).unwrap_or_default();
    format!("{prefix}_{code}")
}

/// Prefix and key of an opaque id; `None` for anything that [`encode`] cannot have made.
#[must_use]
pub fn decode(id: &str) -> Option<(&str, i64)> {
    let (prefix, code) = id.split_once('_')?;
    let [number] = codec().decode(code)[..] else { return None };
    let key = i64::try_from(restore(prefix, number)).ok()?;
    (encode(prefix, key) == id).then_some((prefix, key))
}

/// Key of an id of the type with `prefix`; 0, which no row has, for any other id.
#[must_use]
pub fn key(id: &str, prefix: &str) -> i64 {
    decode(id).filter(|(own, _)| *own == prefix).map_or(0, |(_, key)| key)
}

/// Keys of the ids of the type with `prefix`; ids of other types are nobody's.
pub fn keys<T: AsRef<str>>(ids: &[T], prefix: &str) -> Vec<i64> {
    ids.iter().map(|id| key(id.as_ref(), prefix)).collect()
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
