//! Texts that nobody has replaced since `lexgen new`.

use super::own::Own;
use crate::compiler::cli::terminal::Terminal;

/// Warns of lexicons with texts that begin with `TODO`.
pub(super) fn warn(own: &[&Own], terminal: &Terminal) {
    let unfinished = own.iter().filter(|own| {
        let json = serde_json::to_string(&own.record);
        json.is_ok_and(|json| json.contains(r#":"TODO"#))
    });
    for own in unfinished {
        let nsid = own.nsid.as_str();
        terminal.warned(
            "Unfinished",
            &format!("`{nsid}` has texts that begin with `TODO`"),
        );
    }
}
