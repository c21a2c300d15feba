//! Handlers with any number of extractors.

/// Calls a macro with the names of 0 extractors, of 1, and so on; `axum` takes as
/// many.
macro_rules! for_all_tuples {
    ($macro:ident) => {
        for_all_tuples!($macro [] T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15);
    };
    ($macro:ident [$($name:ident)*]) => {
        $macro!($($name)*);
    };
    ($macro:ident [$($name:ident)*] $next:ident $($rest:ident)*) => {
        $macro!($($name)*);
        for_all_tuples!($macro [$($name)* $next] $($rest)*);
    };
}

pub(super) use for_all_tuples;
