//! Storing and reading files.

use base64::{Engine, prelude::BASE64_STANDARD};
use entity::vocab::StoredFileKind;
use serde_json::json;

use super::{
    model::{CONTENT, LARGEST, NewFile, Opened, StoredFile},
    store,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        fault::Fault,
        problem::Failure,
        vault::digest,
        write::{Audited, perform},
    },
};

/// SHA-256 of a content, hexadecimal.
#[must_use]
pub fn digest_of(content: &[u8]) -> String {
    hex::encode(digest(content))
}

/// Stores a file inside the transaction of an act; answers its key.
///
/// # Errors
/// A fault.
pub async fn keep<C: Executor>(app: &App, tx: &C, actor: &Actor, new: NewFile) -> Result<i64, Fault> {
    let file = StoredFile {
        id: 0,
        kind: new.kind,
        name: new.name,
        media_type: new.media_type,
        size: i32::try_from(new.content.len()).unwrap_or(i32::MAX),
        digest: digest_of(&new.content),
        content_cipher: app.vault.seal(CONTENT, &BASE64_STANDARD.encode(&new.content))?,
        account: actor.name.clone(),
        stored_at: app.clock.now(),
    };
    store::insert(tx, file).await
}

/// Stores what somebody uploads; answers its key.
///
/// # Errors
/// A missing permission; an empty, unnamed or too large file; or a fault.
pub async fn upload(app: &App, viewer: &Viewer, name: &str, content: Vec<u8>) -> Result<i64, Failure> {
    const NAME: &str = "FILE_UPLOAD";
    let name: String = name.trim().chars().filter(|one| !one.is_control()).take(120).collect();
    let checked = viewer.permit(Permission::PayrollPay).and_then(|()| match content.len() {
        _ if name.is_empty() => Err(Failure::bad_input("name", "请给出文件名")),
        0 => Err(Failure::bad_input("file", "文件是空的,请核对是否选错文件")),
        size if size > LARGEST => Err(Failure::bad_input("file", "文件超过 8 MiB,请分批上传")),
        _ => Ok(()),
    });
    let actor = viewer.actor();
    let who = actor.clone();
    perform(app, &actor, NAME, checked, move |app, tx| {
        let new = NewFile {
            kind: StoredFileKind::Upload,
            name: name.clone(),
            media_type: "application/octet-stream".to_owned(),
            content: content.clone(),
        };
        let actor = who.clone();
        Box::pin(async move {
            let detail = json!({ "size": new.content.len(), "digest": digest_of(&new.content) });
            let value = keep(app, tx, &actor, new).await?;
            Ok(Audited { value, act: Act { act: NAME, subject: format!("file:{value}"), detail } })
        })
    })
    .await
}

/// What is known of a file without its content; none for who may not handle bank files.
///
/// # Errors
/// A fault.
pub async fn describe(app: &App, viewer: &Viewer, id: i64) -> Result<Option<StoredFile>, Fault> {
    if !viewer.may(Permission::PayrollPay) {
        return Ok(None);
    }
    store::find(app.db.read(), id).await
}

/// The content of a file, inside an act or for one.
///
/// # Errors
/// The content was tampered with, or a fault.
pub async fn open<C: Executor>(app: &App, db: &C, id: i64) -> Result<Option<Opened>, Fault> {
    let Some(file) = store::find(db, id).await? else { return Ok(None) };
    let text = app.vault.open(CONTENT, &file.content_cipher)?;
    let content = BASE64_STANDARD.decode(text).map_err(|err| Fault::Corrupt(err.to_string()))?;
    if digest_of(&content) != file.digest {
        return Err(Fault::Corrupt("a stored file does not match its digest".to_owned()));
    }
    Ok(Some(Opened { file, content }))
}

/// Gives a file out; every time is an act of its own.
///
/// # Errors
/// A missing permission, no such file, or a fault.
pub async fn download(app: &App, viewer: &Viewer, id: i64) -> Result<Opened, Failure> {
    const NAME: &str = "FILE_DOWNLOAD";
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::PayrollPay), move |app, tx| {
        Box::pin(async move {
            let value = open(app, tx, id).await?.ok_or_else(|| Failure::not_found("file"))?;
            let detail = json!({ "kind": value.file.kind, "digest": value.file.digest });
            Ok(Audited { value, act: Act { act: NAME, subject: format!("file:{id}"), detail } })
        })
    })
    .await
}
