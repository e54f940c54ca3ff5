//! Files.

pub use entity::stored_file::Model as StoredFile;
use entity::vocab::StoredFileKind;

/// Column under which contents are sealed.
pub const CONTENT: &str = "stored_file.content";
/// Largest file, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// A file to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub kind: StoredFileKind,
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

/// A file with its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub file: StoredFile,
    pub content: Vec<u8>,
}
