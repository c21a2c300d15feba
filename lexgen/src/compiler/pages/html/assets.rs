//! Files that are the same in every site.

/// The files, by path.
pub(in super::super) const ASSETS: &[(&str, &str)] = &[
    ("favicon.svg", include_str!("assets/favicon.svg")),
    ("site.js", include_str!("assets/site.js")),
    ("style.css", include_str!("assets/style.css")),
];

/// The files that only a server has beside them.
#[cfg(feature = "serve")]
pub(in super::super) const LIVE_ASSETS: &[(&str, &str)] = &[
    ("live.css", include_str!("assets/live.css")),
    ("live.js", include_str!("assets/live.js")),
    ("validate.js", include_str!("assets/validate.js")),
];
