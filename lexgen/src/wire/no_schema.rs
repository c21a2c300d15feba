//! JSON Schema without the feature `schemars`.

/// Says which feature is missing.
#[doc(hidden)]
#[macro_export]
macro_rules! schema {
    ($($table:tt)*) => {
        ::core::compile_error!(
            "`JsonSchema` of generated types needs the feature `schemars` of the crate `lexgen`"
        );
    };
}
