//! Tables of fields.

use super::{
    super::model::{Row, Table},
    badges,
    escape::code,
    text::{Writer, anchor, facts, prose_in_line, type_text, values, values_label},
};

impl Writer {
    /// A table, with the rows of objects in place after the row that has them.
    pub(super) fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return self.paragraph("No fields.");
        }
        let mut text = "| Name | Type | Description |\n|---|---|---|".to_owned();
        rows(table, "", &mut text);
        self.paragraph(&text);
    }
}

fn rows(table: &Table, outer: &str, text: &mut String) {
    for row in &table.rows {
        let name = format!("{outer}{}", row.name);
        text.push_str(&format!(
            "\n| {}{}{} | {} | {} |",
            anchor(&row.anchor),
            code(&name),
            need(row),
            type_text(&row.r#type),
            about(row)
        ));
        if let Some(nested) = &row.nested {
            rows(nested, &format!("{name}."), text);
        }
    }
}

fn need(row: &Row) -> String {
    let need = if row.required {
        "**required**"
    } else {
        "optional"
    };
    let nullable = if row.nullable { ", nullable" } else { "" };
    format!("<br>{need}{nullable}{}", badges(&row.badges))
}

fn about(row: &Row) -> String {
    let mut parts = vec![prose_in_line(&row.description)];
    if !row.values.is_empty() {
        let label = values_label(row.is_closed, &row.facts);
        let listed: Vec<String> = values(&row.values).collect();
        if (row.values.iter()).all(|value| value.description.is_empty()) {
            parts.push(format!("{label}: {}", listed.join(", ")));
        } else {
            parts.push(format!("{label}:"));
            parts.extend(listed.iter().map(|value| format!("• {value}")));
        }
    }
    parts.extend(facts(&row.facts));
    parts.retain(|part| !part.is_empty());
    parts.join("<br>")
}
