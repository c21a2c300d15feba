//! The rules of lint: the code, how bad breaking each is, and in a line what
//! it is about.
//!
//! Each rule has a function in a file of this folder, named for what it is
//! about, a call in `walk`, and a page in `pages/` with an example that breaks
//! it and one that does not.

mod bodies;
mod closed;
mod cursor;
mod defaults;
mod deprecation;
mod descriptions;
mod empty_list;
mod format_length;
mod graphemes;
mod handle_in_record;
mod known_values;
mod large;
mod main_in_defs;
mod mime;
mod name_style;
mod nullable;
mod permission_set;
mod reference_form;
mod subscription;
mod unlimited;
mod unused;
mod walk;

pub(super) use walk::check;

use crate::compiler::diagnostic::rule::rules_with_pages;

rules_with_pages! {
// Text for people.
    MISSING_DESCRIPTION "missing-description" Warning
    "a record or an endpoint has no description"

    UNDESCRIBED_TOKEN "undescribed-token" Warning
    "a token does not say what it stands for"

    UNDESCRIBED_ERROR "undescribed-error" Note
    "an error does not say when it happens"

    EMPTY_TEXT "empty-text" Warning
    "a description is there and says nothing"

    DEPRECATION_WORDING "deprecation-wording" Note
    "a description says deprecated where programs do not see it"

// Names.
    DEFINITION_NAME_STYLE "definition-name-style" Warning
    "a definition's name is not lowerCamelCase"

    FIELD_NAME_STYLE "field-name-style" Warning
    "a field's name is not lowerCamelCase"

    ERROR_NAME_STYLE "error-name-style" Warning
    "an error's name is not UpperCamelCase"

    GENERIC_NAME "generic-name" Note
    "a definition or field has a name that many languages keep for themselves"

    MAIN_IN_DEFS "main-in-defs" Warning
    "a `defs` document has a `main`"

    UNUSED_DEFINITION "unused-definition" Note
    "nothing refers to a definition"

// Bounds.
    UNLIMITED_STRING "unlimited-string" Warning
    "a string has no greatest length"

    UNLIMITED_BYTES "unlimited-bytes" Warning
    "bytes have no greatest length"

    UNLIMITED_ARRAY "unlimited-array" Note
    "an array has no greatest length"

    LARGE_STRING "large-string" Warning
    "a string may be so long that it should be a blob"

    LARGE_BYTES "large-bytes" Warning
    "bytes may be so many that they should be a blob"

    GRAPHEMES_WITHOUT_LENGTH "graphemes-without-length" Warning
    "a string is limited in graphemes alone"

    LENGTH_BELOW_GRAPHEMES "length-below-graphemes" Warning
    "`maxLength` is too small for `maxGraphemes`"

    FORMAT_WITH_LENGTH "format-with-length" Note
    "a string has both a format and a length"

// Values.
    NULLABLE_AND_OPTIONAL "nullable-and-optional" Warning
    "a field may be absent and may be null"

    DEFAULT_TRUE "default-true" Note
    "a boolean is true when it is absent"

    DEFAULT_ON_REQUIRED "default-on-required" Note
    "a field that is always there has a default"

    LOCAL_KNOWN_VALUE "local-known-value" Warning
    "a known value looks like a reference"

    KNOWN_VALUES_WITH_ENUM "known-values-with-enum" Warning
    "a string has both `enum` and `knownValues`"

    SINGLE_VALUE_ENUM "single-value-enum" Note
    "an `enum` of one value is a constant"

    CLOSED_ENUM "closed-enum" Note
    "a set of values can never grow"

    CLOSED_UNION "closed-union" Note
    "a union can never get another member"

    HANDLE_IN_RECORD "handle-in-record" Warning
    "a record names an account by its handle"

    COVERED_MIME_TYPE "covered-mime-type" Note
    "`accept` names a type that a pattern beside it covers"

    EMPTY_LIST "empty-list" Note
    "a list is there and names nothing"

    REFERENCE_FORM "reference-form" Note
    "a reference is written longer than it has to be"

// Endpoints and permission sets.
    MISSING_OUTPUT "missing-output" Warning
    "an endpoint does not say what it answers"

    UNSPECIFIED_ENCODING "unspecified-encoding" Note
    "a body may be anything"

    JSON_WITHOUT_SCHEMA "json-without-schema" Warning
    "a JSON body has no schema"

    UNPAIRED_CURSOR "unpaired-cursor" Warning
    "a cursor goes in and does not come out, or the other way round"

    REQUIRED_CURSOR "required-cursor" Warning
    "the first page needs a cursor too"

    SUBSCRIPTION_WITHOUT_MESSAGES "subscription-without-messages" Warning
    "a subscription sends nothing"

    MESSAGE_NOT_LOCAL "message-not-local" Warning
    "a message is defined in another document"

    EMPTY_PERMISSION_SET "empty-permission-set" Warning
    "a permission set grants nothing"

    MISSING_TITLE "missing-title" Warning
    "a permission set has no title"

    MISSING_DETAIL "missing-detail" Note
    "a permission set does not say more than its title"
}
