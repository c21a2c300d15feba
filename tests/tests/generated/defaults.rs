//! Values in effect: what a field with a default means where it is absent.

use lexgen::{Nullable, Validate};

use super::{
    lexicons::com::example::{
        awkward::defaults::{Defaults, DefaultsClosed, DefaultsMaybeOpen, DefaultsOpen, Methods},
        shelf::search_books,
    },
    read, written,
};

#[test]
fn an_absent_field_has_its_default_in_effect() {
    let value: Defaults = read(r#"{"needed":1}"#);
    assert!(value.on());
    assert_eq!((value.limit(), value.r#match()), (50, 5));
    assert_eq!((value.text(), value.lang()), ("a", "eo"));
    assert_eq!(*value.open(), DefaultsOpen::Y);
    assert_eq!(value.unlisted(), "z");
    assert_eq!(value.closed(), DefaultsClosed::X);
    // The default is not written.
    assert_eq!(written(&value), r#"{"needed":1}"#);
}

#[test]
fn a_value_is_in_effect_whatever_the_default() {
    let value: Defaults = read(
        r#"{"on":false,"limit":0,"text":"","lang":"?","open":"new","unlisted":"x","closed":"y","needed":1}"#,
    );
    assert!(!value.on());
    assert_eq!((value.limit(), value.text(), value.lang()), (0, "", "?"));
    assert_eq!(value.open().as_str(), "new");
    assert_eq!((value.unlisted(), value.closed()), ("x", DefaultsClosed::Y));
}

#[test]
fn null_is_not_absent() {
    let absent: Defaults = read(r#"{"needed":1}"#);
    assert_eq!((absent.maybe(), absent.maybe_text()), (Some(3), Some("b")));
    assert_eq!(absent.maybe_open(), Some(&DefaultsMaybeOpen::X));
    let null: Defaults = read(r#"{"maybe":null,"maybeText":null,"maybeOpen":null,"needed":1}"#);
    assert_eq!((null.maybe(), null.maybe_text()), (None, None));
    assert_eq!(null.maybe_open(), None);
    let present = absent.with(|value| value.maybe = Nullable::Value(7));
    assert_eq!(present.maybe(), Some(7));
}

#[test]
fn parameters_and_objects_have_it_alike() {
    let params = search_books::Params::new("tea");
    assert_eq!(params.limit(), search_books::Params::DEFAULT_LIMIT);
    assert_eq!(params.with(|params| params.limit = Some(7)).limit(), 7);
}

#[test]
fn the_method_of_a_field_that_is_called_like_another_gives_way() {
    let value = Methods::default().with(|value| value.with = Some(0));
    // The methods that everybody knows are what they are.
    assert_eq!(value.clone(), value);
    assert!(value.validate().is_ok());
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"with":0}"#);
    // The fields keep their names.
    assert_eq!((value.validate, value.clone, value.new), (None, None, None));
    assert_eq!(
        (value.with_(), value.validate_(), value.new_()),
        (0, 16, 12)
    );
    assert_eq!((value.clone_(), value.clone__()), (2, 3));
    assert_eq!((value.eq_(), value.hash_(), value.default_()), (7, 9, 6));
    assert_eq!((value.next(), value.len(), value.from_date()), (13, 11, 8));
}
