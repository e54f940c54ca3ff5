//! Sealed values, blind indexes and keyed seals, all from one master key.
//!
//! Sealing is AES-256-GCM with a synthetic nonce (HMAC of the plain text under its own key), so equal
//! plain texts in one column seal alike and no randomness is taken; the blind index next to each
//! sealed column tells as much already.

use std::{fmt, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::fault::Fault;

const NONCE: usize = 12;

/// Holds the keys of one installation. Never printed.
#[derive(Clone)]
pub struct Vault {
    cipher: Aes256Gcm,
    nonce_key: [u8; 32],
    index_key: [u8; 32],
    seal_key: [u8; 32],
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(..)")
    }
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = match <Hmac<Sha256> as KeyInit>::new_from_slice(key) {
        Ok(mac) => mac,
        Err(never) => unreachable!("HMAC takes keys of any length: {never}"),
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256 of `bytes`.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Vault {
    /// Derives all working keys from a 32-byte master key.
    #[must_use]
    pub fn new(master: &[u8; 32]) -> Self {
        let cipher_key = hmac(master, &[b"cipher"]);
        Self {
            cipher: Aes256Gcm::new(&cipher_key.into()),
            nonce_key: hmac(master, &[b"nonce"]),
            index_key: hmac(master, &[b"index"]),
            seal_key: hmac(master, &[b"seal"]),
        }
    }

    /// Takes the master key from `hex` (64 hexadecimal digits) or else from the key file in `data`,
    /// which is made with mode 0600 at first start.
    ///
    /// # Errors
    /// The key is malformed, or the file cannot be read or made.
    pub fn open_or_create(hex: Option<&str>, data: &Path) -> Result<Self, Fault> {
        let text = match hex {
            Some(text) => text.to_owned(),
            None => read_or_create(&data.join("key"))?,
        };
        let mut master = [0_u8; 32];
        hex::decode_to_slice(text.trim(), &mut master)
            .map_err(|_| Fault::System("the key must be 64 hexadecimal digits".to_owned()))?;
        Ok(Self::new(&master))
    }

    /// Seals `plain` for `column`; it opens under that column's name only.
    ///
    /// # Errors
    /// Never for texts below 64 GiB.
    pub fn seal(&self, column: &'static str, plain: &str) -> Result<Vec<u8>, Fault> {
        let synthetic = hmac(&self.nonce_key, &[column.as_bytes(), plain.as_bytes()]);
        let nonce = *synthetic.first_chunk::<NONCE>().ok_or(Fault::Seal(column))?;
        let payload = Payload { msg: plain.as_bytes(), aad: column.as_bytes() };
        let mut sealed = nonce.to_vec();
        sealed.extend(self.cipher.encrypt(&nonce.into(), payload).map_err(|_| Fault::Seal(column))?);
        Ok(sealed)
    }

    /// Opens what [`Self::seal`] sealed for the same column.
    ///
    /// # Errors
    /// [`Fault::Seal`] when the key, the column or the bytes are not the ones it was sealed with.
    pub fn open(&self, column: &'static str, sealed: &[u8]) -> Result<String, Fault> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(Fault::Seal(column))?;
        let payload = Payload { msg: body, aad: column.as_bytes() };
        let plain = self.cipher.decrypt(&(*nonce).into(), payload).map_err(|_| Fault::Seal(column))?;
        String::from_utf8(plain).map_err(|_| Fault::Seal(column))
    }

    /// Blind index of `plain` in `column`: equal texts give equal bytes, nothing else can be told.
    #[must_use]
    pub fn index(&self, column: &'static str, plain: &str) -> Vec<u8> {
        hmac(&self.index_key, &[column.as_bytes(), plain.as_bytes()]).to_vec()
    }

    /// Keyed seal over `bytes` for `purpose` (cursors, audit head).
    #[must_use]
    pub fn mac(&self, purpose: &'static str, bytes: &[u8]) -> [u8; 32] {
        hmac(&self.seal_key, &[purpose.as_bytes(), bytes])
    }
}

fn read_or_create(path: &Path) -> Result<String, Fault> {
    let system = |err: std::io::Error| Fault::System(format!("{}: {err}", path.display()));
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => {
            let mut key = [0_u8; 32];
            getrandom::fill(&mut key).map_err(|err| Fault::System(err.to_string()))?;
            let text = hex::encode(key);
            let mut file =
                fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(system)?;
            file.write_all(text.as_bytes()).map_err(system)?;
            file.sync_all().map_err(system)?;
            Ok(text)
        }
        Err(err) => Err(system(err)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_column_under_its_key_unchanged() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault.seal("resident.id_number", "320699194206120014").expect("seals");
        assert!(!sealed.windows(6).any(|window| window == b"320699"));
        assert_eq!(vault.open("resident.id_number", &sealed).expect("opens"), "320699194206120014");
        assert!(vault.open("payee_account.number", &sealed).is_err());
        assert!(Vault::new(&[8; 32]).open("resident.id_number", &sealed).is_err());
        let mut changed = sealed;
        if let Some(last) = changed.last_mut() {
            *last ^= 1;
        }
        assert!(vault.open("resident.id_number", &changed).is_err());
    }

    #[test]
    fn the_key_file_is_made_once_and_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("minsheng-vault-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a directory");
        let first = Vault::open_or_create(None, &dir).expect("makes a key");
        let again = Vault::open_or_create(None, &dir).expect("reads the key");
        assert_eq!(first.index("x", "y"), again.index("x", "y"));
        let mode = fs::metadata(dir.join("key")).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(Vault::open_or_create(Some("abc"), &dir).is_err());
        fs::remove_dir_all(&dir).expect("cleans up");
    }
}
