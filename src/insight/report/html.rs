//! The report as a page that prints to A4: no script, nothing from elsewhere, one style sheet within.

use base64::{Engine, prelude::BASE64_STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    document::{COLUMNS, Document, cells, quotation},
    model::Figure,
};
use crate::kernel::vault::digest;

const STYLE: &str = "\
@page{size:A4;margin:22mm 18mm}\
body{font-family:'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;font-size:11pt;line-height:1.6;color:#000;\
max-width:174mm;margin:0 auto}\
h1{font-size:18pt;text-align:center;margin:8mm 0 6mm}\
h2{font-size:13pt;margin:6mm 0 2mm;break-after:avoid}\
p.paragraph{text-indent:2em;text-align:justify}\
table{width:100%;border-collapse:collapse;font-size:10pt}\
thead{display:table-header-group}\
th,td{border:.4pt solid #000;padding:1mm 1.5mm;text-align:left;vertical-align:top}\
td.number{text-align:right;white-space:nowrap}\
tr{break-inside:avoid}\
tbody th{background:#eee}\
dt{font-weight:bold;break-after:avoid}\
dd{margin:0 0 2mm 2em;break-inside:avoid}\
code{font-size:8pt;overflow-wrap:anywhere;white-space:pre-wrap}\
footer{border-top:.4pt solid #000;margin-top:8mm;font-size:8.5pt;overflow-wrap:anywhere}";

/// What the page may load: its own style sheet and nothing else.
#[must_use]
pub fn policy() -> String {
    let style = BASE64_STANDARD.encode(digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The page.
#[must_use]
pub fn page(document: &Document) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (document.title) sup { "①" } }
                p.paragraph { (document.report.paragraph) }
                h2 { "一、数字对照" }
                (figures(document))
                h2 { "二、口径与出处" }
                dl { @for figure in &document.report.figures { (definition(figure)) } }
                @if document.queries().next().is_some() {
                    h2 { "三、明细查询" }
                    dl {
                        @for (figure, query) in document.queries() {
                            dt { (figure.label) " " (figure.code) }
                            dd { code { (query) } }
                        }
                    }
                }
                footer { "① " (document.note()) }
            }
        }
    };
    page.into_string()
}

fn figures(document: &Document) -> Markup {
    html! {
        table {
            thead { tr { @for column in COLUMNS { th scope="col" { (column) } } } }
            @for (heading, part) in document.domains() {
                tbody {
                    tr { th scope="rowgroup" colspan="6" { (heading) } }
                    @for figure in part {
                        tr { @for (place, cell) in cells(figure).iter().enumerate() {
                            td.number[(2..5).contains(&place)] { (cell) }
                        } }
                    }
                }
            }
        }
    }
}

fn definition(figure: &Figure) -> Markup {
    html! {
        dt { (figure.label) " " (figure.code) }
        dd {
            (figure.definition)
            @if let Some(words) = quotation(figure) { br; (words) }
            br;
            code { "判定日 " (figure.as_of) " 校验值 " (figure.hash) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::report::document::tests::hostile;

    #[test]
    fn words_are_escaped_and_the_style_is_the_permitted_one() {
        let page = page(&hostile());
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"));
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
        assert!(policy().contains(&BASE64_STANDARD.encode(digest(style.as_bytes()))));
        assert!(style.starts_with("@page{size:A4"));
    }
}
