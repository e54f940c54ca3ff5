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
        write::{Audited, release},
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

/// The act in the audit chain.
const NAME: &str = "REPORT_EXPORT";

/// The report of `year` as a document, with the act of giving it out.
async fn made(app: &App, viewer: &Viewer, year: i32, format: Format) -> Result<Audited<Made>, Failure> {
    permit_report(viewer, year)?;
    let ground = Ground::of(app, viewer).await?;
    let report = build(app, ground.asker(), year).await?;
    let hash = report.hash.clone();
    let document = Document::new(report);
    let content = match format {
        Format::Docx => docx::bytes(&document, app.clock.now())?,
        Format::Html => html::page(&document).into_bytes(),
    };
    let detail = json!({ "format": format.ending(), "hash": hash, "size": content.len() });
    let act = Act { act: NAME, subject: format!("report:{year}"), detail };
    Ok(Audited { value: Made { name: format!("{}.{}", document.title, format.ending()), content }, act })
}

/// Gives out the report of `year`.
///
/// # Errors
/// Nobody is signed in; a missing permission, a year that is none, or a fault.
pub async fn export(app: &App, viewer: &Viewer, year: i32, format: Format) -> Result<Made, Failure> {
    viewer.account()?;
    let made = made(app, viewer, year, format).await;
    release(app, &viewer.actor(), NAME, made).await
}
