//! Giving the report out as a document; every time is an act of its own.

use serde_json::json;

use super::{
    document::Document,
    docx, html,
    service::{Ground, build},
};
use crate::{
    access::viewer::Viewer,
    insight::service::permit_report,
    kernel::{
        app::App,
        chain::Act,
        problem::Failure,
        write::{Audited, perform},
    },
};

/// What a report can be given out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Docx,
    Html,
}

impl Format {
    /// The ending of the file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }
}

/// A document that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub name: String,
    pub content: Vec<u8>,
}

/// The report of `year` as a document, and its hash.
async fn made(app: &App, viewer: &Viewer, year: i32, format: Format) -> Result<(Made, String), Failure> {
    permit_report(viewer, year)?;
    let ground = Ground::of(app, viewer).await?;
    let report = build(app, ground.asker(), year).await?;
    let hash = report.hash.clone();
    let document = Document::new(report);
    let content = match format {
        Format::Docx => docx::bytes(&document, app.clock.now())?,
        Format::Html => html::page(&document).into_bytes(),
    };
    Ok((Made { name: format!("{}.{}", document.title, format.ending()), content }, hash))
}

/// Gives out the report of `year`.
///
/// # Errors
/// A missing permission, a year that is none, or a fault.
pub async fn export(app: &App, viewer: &Viewer, year: i32, format: Format) -> Result<Made, Failure> {
    const NAME: &str = "REPORT_EXPORT";
    let (made, permitted) = match made(app, viewer, year, format).await {
        Ok(made) => (Some(made), Ok(())),
        Err(failure) => (None, Err(failure)),
    };
    perform(app, &viewer.actor(), NAME, permitted, move |_, _| {
        let made = made.clone();
        Box::pin(async move {
            let (value, hash) = made.ok_or_else(|| Failure::not_found("report"))?;
            let detail = json!({ "format": format.ending(), "hash": hash, "size": value.content.len() });
            Ok(Audited { value, act: Act { act: NAME, subject: format!("report:{year}"), detail } })
        })
    })
    .await
}
