//! The report as a Word document.

use std::io::Cursor;

use chrono::{DateTime, Utc};
use docx_rs::{
    AlignmentType, Docx, Footnote, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Style, StyleType, Table,
    TableCell, TableLayoutType, TableRow, WidthType,
};

use super::document::{COLUMNS, Document, cells, quotation};
use crate::kernel::fault::Fault;

/// A4 in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_134;
/// Widths of the columns, likewise.
const WIDTHS: [usize; 6] = [3_638, 900, 1_500, 1_500, 1_300, 800];
const HEADING: &str = "Heading1";

/// The document as bytes.
///
/// # Errors
/// It cannot be packed.
pub fn bytes(document: &Document, made_at: DateTime<Utc>) -> Result<Vec<u8>, Fault> {
    let stamp = made_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let fonts = RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia("宋体");
    let margins = PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN);
    let heading = Style::new(HEADING, StyleType::Paragraph).name("heading 1").size(26).bold();
    let docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margins)
        .default_fonts(fonts)
        .default_size(21)
        .add_style(heading)
        .created_at(&stamp)
        .updated_at(&stamp)
        .add_paragraph(title(document))
        .add_paragraph(words(&document.report.paragraph).indent(
            None,
            Some(SpecialIndentType::FirstLine(420)),
            None,
            None,
        ))
        .add_paragraph(words("一、数字对照").style(HEADING))
        .add_table(figures(document))
        .add_paragraph(words("二、口径与出处").style(HEADING));
    let docx = queries(definitions(docx, document), document);
    let mut content = Cursor::new(Vec::new());
    docx.build().pack(&mut content).map_err(|err| Fault::Defect(format!("docx: {err}")))?;
    Ok(content.into_inner())
}

fn words(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

/// The title with a footnote that says as-of day and hash.
fn title(document: &Document) -> Paragraph {
    let note = Footnote::new().add_content(words(&document.note()));
    Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(Run::new().add_text(&document.title).size(36).bold())
        .add_run(Run::new().add_footnote_reference(note))
}

fn cell(text: &str, (place, bold): (usize, bool)) -> TableCell {
    let run = Run::new().add_text(text).size(18);
    let run = if bold { run.bold() } else { run };
    let align = if (2..5).contains(&place) && !bold { AlignmentType::Right } else { AlignmentType::Left };
    let width = WIDTHS.get(place).copied().unwrap_or_default();
    TableCell::new().width(width, WidthType::Dxa).add_paragraph(Paragraph::new().align(align).add_run(run))
}

fn row<'t>(texts: impl IntoIterator<Item = &'t str>, bold: bool) -> TableRow {
    TableRow::new(texts.into_iter().enumerate().map(|(place, text)| cell(text, (place, bold))).collect()).cant_split()
}

fn figures(document: &Document) -> Table {
    let mut rows = vec![row(COLUMNS, true)];
    for (heading, part) in document.domains() {
        let whole = cell(heading, (0, true)).width(WIDTHS.iter().sum(), WidthType::Dxa).grid_span(WIDTHS.len());
        rows.push(TableRow::new(vec![whole]).cant_split());
        rows.extend(part.iter().map(|figure| row(cells(figure).iter().map(String::as_str), false)));
    }
    Table::new(rows).set_grid(WIDTHS.to_vec()).layout(TableLayoutType::Fixed)
}

fn small(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text).size(18)).indent(Some(420), None, None, None)
}

fn named(label: &str, code: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(format!("{label} {code}")).bold())
}

fn definitions(mut docx: Docx, document: &Document) -> Docx {
    for figure in &document.report.figures {
        docx = docx.add_paragraph(named(&figure.label, &figure.code)).add_paragraph(small(&figure.definition));
        if let Some(words) = quotation(figure) {
            docx = docx.add_paragraph(small(&words));
        }
        docx = docx.add_paragraph(small(&format!("判定日 {} 校验值 {}", figure.as_of, figure.hash)));
    }
    docx
}

fn queries(mut docx: Docx, document: &Document) -> Docx {
    if document.queries().next().is_some() {
        docx = docx.add_paragraph(words("三、明细查询").style(HEADING));
    }
    for (figure, query) in document.queries() {
        docx = docx.add_paragraph(named(&figure.label, &figure.code)).add_paragraph(small(query));
    }
    docx
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::report::document::tests::hostile;

    #[test]
    fn it_packs() {
        let bytes = bytes(&hostile(), DateTime::UNIX_EPOCH).expect("packs");
        assert!(bytes.starts_with(b"PK\x03\x04") && bytes.len() > 2_000);
    }
}
