//! The rules of lint: code, severity and title.
//!
//! Each rule has a function in a file of this folder, a call in `walk`, and a
//! page in `pages/` with an example that breaks it and one that does not.

mod bodies;
mod closed;
mod conventional_name;
mod cursor;
mod defaults;
mod deprecation;
mod descriptions;
mod empty_list;
mod format_length;
mod graphemes;
mod handle_in_record;
mod in_record;
mod interoperability;
mod known_values;
mod large;
mod listed;
mod main_in_defs;
mod mime;
mod name_style;
mod nsid;
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
// Descriptions.
    MISSING_DESCRIPTION "missing-description" Warning
    "a record or endpoint has no description"

    UNDESCRIBED_TOKEN "undescribed-token" Warning
    "a token has no description"

    UNDESCRIBED_ERROR "undescribed-error" Note
    "an error has no description"

    EMPTY_TEXT "empty-text" Warning
    "a description is empty"

    DEPRECATION_WORDING "deprecation-wording" Note
    "a description mentions a deprecation but does not start with it"

// Names.
    DEFINITION_NAME_STYLE "definition-name-style" Warning
    "the name of a definition is not lowerCamelCase"

    FIELD_NAME_STYLE "field-name-style" Warning
    "the name of a field is not lowerCamelCase"

    ERROR_NAME_STYLE "error-name-style" Warning
    "the name of an error is not UpperCamelCase"

    GENERIC_NAME "generic-name" Note
    "a definition or field has a name that is reserved in many languages"

    MAIN_IN_DEFS "main-in-defs" Warning
    "a `defs` document defines `main`"

    UNUSED_DEFINITION "unused-definition" Note
    "a definition is not used"

// NSIDs.
    NSID_CASE "nsid-case" Error
    "two NSIDs differ only in case"

    DOCUMENT_AND_GROUP "document-and-group" Warning
    "an NSID is both a document and a group of documents"

    AUTHORITY_CASE "authority-case" Warning
    "the domain of an NSID has upper-case letters"

    AUTHORITY_CHARACTERS "authority-characters" Note
    "the domain of an NSID has digits or hyphens"

    UNCONVENTIONAL_NAME "unconventional-name" Note
    "the name of a document does not tell its type"

// Bounds.
    UNLIMITED_STRING "unlimited-string" Warning
    "a string has no maximum length"

    UNLIMITED_BYTES "unlimited-bytes" Warning
    "bytes have no maximum length"

    UNLIMITED_ARRAY "unlimited-array" Note
    "an array has no maximum length"

    LARGE_STRING "large-string" Warning
    "a string can be so long that it should be a blob"

    LARGE_BYTES "large-bytes" Warning
    "bytes can be so long that they should be a blob"

    GRAPHEMES_WITHOUT_LENGTH "graphemes-without-length" Warning
    "a string has `maxGraphemes` but no `maxLength`"

    LENGTH_BELOW_GRAPHEMES "length-below-graphemes" Warning
    "`maxLength` is too small for `maxGraphemes`"

    BYTES_PER_GRAPHEME "bytes-per-grapheme" Note
    "`maxLength` is not 10 to 20 times `maxGraphemes`"

    FORMAT_WITH_LENGTH "format-with-length" Note
    "a string has both a format and a length"

// Values.
    NULLABLE_AND_OPTIONAL "nullable-and-optional" Warning
    "a field is both optional and nullable"

    DEFAULT_TRUE "default-true" Note
    "a boolean defaults to `true`"

    DEFAULT_ON_REQUIRED "default-on-required" Note
    "a required field has a default"

    LOCAL_KNOWN_VALUE "local-known-value" Warning
    "a known value looks like a reference"

    KNOWN_VALUES_WITH_ENUM "known-values-with-enum" Warning
    "a string has both `enum` and `knownValues`"

    SINGLE_VALUE_ENUM "single-value-enum" Note
    "an `enum` has only one value"

    CLOSED_ENUM "closed-enum" Note
    "no value can be added to a closed set later"

    CLOSED_UNION "closed-union" Note
    "no member can be added to a closed union later"

    HANDLE_IN_RECORD "handle-in-record" Warning
    "a record stores a handle"

    UNKNOWN_IN_RECORD "unknown-in-record" Warning
    "a record stores an `unknown`"

    CID_LINK_IN_RECORD "cid-link-in-record" Note
    "a record stores a `cid-link`"

    VALUE_STYLE "value-style" Note
    "a value is not kebab-case"

    COVERED_MIME_TYPE "covered-mime-type" Note
    "`accept` contains a type that a pattern already covers"

    EMPTY_LIST "empty-list" Note
    "a list is empty"

    REFERENCE_FORM "reference-form" Note
    "a reference has a shorter form"

// What other implementations refuse.
    INLINE_OBJECT "inline-object" Warning
    "an object is written in place"

    ARRAY_IN_ARRAY "array-in-array" Warning
    "the items of an array are arrays"

    MISSING_PROPERTIES "missing-properties" Warning
    "parameters have no `properties`"

    NULL_FIELD "null-field" Warning
    "a field of a lexicon is `null`"

    REVISION_TYPE "revision-type" Warning
    "`revision` is not a number"

    ENCODING_PARAMETERS "encoding-parameters" Warning
    "an encoding has parameters"

// Endpoints, permission sets and spaces.
    MISSING_OUTPUT "missing-output" Warning
    "an endpoint has no output"

    UNSPECIFIED_ENCODING "unspecified-encoding" Note
    "a body can have any MIME type"

    JSON_WITHOUT_SCHEMA "json-without-schema" Warning
    "a JSON body has no schema"

    UNPAIRED_CURSOR "unpaired-cursor" Warning
    "a query takes or returns a `cursor`, but not both"

    REQUIRED_CURSOR "required-cursor" Warning
    "a `cursor` is required"

    CURSOR_WITHOUT_LIMIT "cursor-without-limit" Note
    "a query takes a `cursor` but no `limit`"

    PAGINATION_TYPE "pagination-type" Note
    "a `cursor` or a `limit` does not follow the convention"

    HANDLE_PARAMETER "handle-parameter" Note
    "a parameter takes a handle but no DID"

    SUBSCRIPTION_WITHOUT_MESSAGES "subscription-without-messages" Warning
    "a subscription has no message types"

    MESSAGE_NOT_LOCAL "message-not-local" Warning
    "a message is defined in another document"

    MESSAGE_WITHOUT_SEQ "message-without-seq" Note
    "a subscription takes a `cursor`, but a message has no `seq`"

    LISTED_TYPE "listed-type" Warning
    "a space or a permission names a document of another type"

    LISTED_MISSING "listed-missing" Warning
    "a space names a record type that does not exist"

    EMPTY_PERMISSION_SET "empty-permission-set" Warning
    "a permission set grants nothing"

    MISSING_TITLE "missing-title" Warning
    "a permission set has no title"

    MISSING_DETAIL "missing-detail" Note
    "a permission set has no detail"

    LONG_TITLE "long-title" Note
    "the title or the detail of a permission set is long"
}
