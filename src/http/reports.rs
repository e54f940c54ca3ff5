//! The annual report as a document.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{
    answers::{PLAIN_JSON, file_headers, over_budget, refused},
    gql::viewer,
    guard::{TraceId, principal},
    served::Served,
};
use crate::{
    graphql::measure::STATISTICS,
    insight::report::{
        export::{Format, Made, export},
        html,
    },
    kernel::problem::Failure,
};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `GET /reports/{year}.docx` and `GET /reports/{year}.html`.
pub async fn report(
    State(served): State<Served>,
    Extension(trace): Extension<TraceId>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let viewer = match viewer(&served, &headers).await {
        Ok(viewer) => viewer,
        Err(failure) => return refused(&failure, PLAIN_JSON, &trace),
    };
    if let Err(seconds) = served.budget.spend(&principal(&viewer), STATISTICS) {
        return over_budget(seconds, &trace);
    }
    let done = async {
        let (year, format) = wanted(&file).ok_or_else(|| Failure::not_found("report"))?;
        Ok((export(&served.app, &viewer, year, format).await?, format))
    };
    match done.await {
        Ok((made, format)) => given(made, format),
        Err(failure) => refused(&failure, PLAIN_JSON, &trace),
    }
}

/// Year and format of a file's name.
fn wanted(file: &str) -> Option<(i32, Format)> {
    let (year, ending) = file.split_once('.')?;
    let format = [Format::Docx, Format::Html].into_iter().find(|format| format.ending() == ending)?;
    let digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| year.parse().ok()).flatten().map(|year| (year, format))
}

fn given(made: Made, format: Format) -> Response {
    let kind = match format {
        Format::Docx => "attachment",
        Format::Html => "inline",
    };
    let (media, policy) = match format {
        Format::Docx => (DOCX, "default-src 'none'".to_owned()),
        Format::Html => ("text/html; charset=utf-8", html::policy()),
    };
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("none"));
    let safety = [
        (header::CONTENT_SECURITY_POLICY, text(&policy)),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (file_headers(HeaderValue::from_static(media), kind, &made.name), safety, made.content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_reports() {
        assert_eq!(wanted("2022.docx"), Some((2022, Format::Docx)));
        assert_eq!(wanted("2022.html"), Some((2022, Format::Html)));
        for bad in ["2022", "2022.pdf", "22.html", "+022.html", "2022.docx.html", ".html", "二〇二二.html"] {
            assert_eq!(wanted(bad), None, "{bad}");
        }
    }
}
