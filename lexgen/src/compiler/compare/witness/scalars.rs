//! Values of a scalar type that another version of it may refuse: those on
//! either side of each bound, those listed, those of each format.

use std::collections::BTreeSet;

use crate::{
    compiler::{
        dynamic::sample::{self, string},
        ir::TypeKind,
        schema::{self, StringType},
    },
    data::{Blob, Data, Fields},
    syntax::{Cid, Format},
};

/// Values of `from`, and some that are none; shorter ones first.
pub(super) fn of<'t>(
    from: &'t TypeKind,
    to: Option<&'t TypeKind>,
) -> Box<dyn Iterator<Item = Data> + 't> {
    match (from, to) {
        (from, Some(to)) if from == to => Box::new(std::iter::empty()),
        (TypeKind::Boolean(_), _) => Box::new([true, false].map(Data::from).into_iter()),
        (TypeKind::Integer(from), to) => {
            let to = match to {
                Some(TypeKind::Integer(to)) => Some(to),
                _ => None,
            };
            Box::new(integers(from, to).into_iter().map(Data::from))
        }
        (TypeKind::String(from), Some(TypeKind::String(to))) => {
            texts(&from.schema, Some(&to.schema))
        }
        (TypeKind::String(from), _) => texts(&from.schema, None),
        (TypeKind::Bytes(from), to) => {
            let mut bounds = vec![from.min_length, from.max_length];
            if let Some(TypeKind::Bytes(to)) = to {
                bounds.extend([to.min_length, to.max_length]);
            }
            Box::new(lengths(bounds.iter()).into_iter().filter_map(sample::bytes))
        }
        (TypeKind::Blob(from), Some(TypeKind::Blob(to))) => {
            Box::new(blobs(from, Some(to)).into_iter())
        }
        (TypeKind::Blob(from), _) => Box::new(blobs(from, None).into_iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// A value of each kind.
pub(super) fn anything() -> impl Iterator<Item = Data> {
    [
        Data::null(),
        Data::from(true),
        Data::from(0),
        Data::from(""),
        Data::from(Vec::new()),
        Data::from(Fields::new()),
    ]
    .into_iter()
}

/// The lengths on either side of some bounds, and the shortest ones.
pub(super) fn lengths<'b>(bounds: impl Iterator<Item = &'b Option<u64>>) -> BTreeSet<u64> {
    let around = |&it: &u64| [it.saturating_sub(1), it, it.saturating_add(1)];
    bounds.flatten().flat_map(around).chain([0, 1]).collect()
}

fn integers(from: &schema::Integer, to: Option<&schema::Integer>) -> BTreeSet<i64> {
    let given = |it: &schema::Integer| {
        let alone = [it.minimum, it.maximum, it.constant].into_iter().flatten();
        alone.chain(it.values.iter().copied()).collect::<Vec<_>>()
    };
    let all = given(from)
        .into_iter()
        .chain(to.map(given).into_iter().flatten());
    let around = |it: i64| [it.saturating_sub(1), it, it.saturating_add(1)];
    all.flat_map(around)
        .chain([0, i64::MIN, i64::MAX])
        .collect()
}

fn texts<'t>(
    from: &'t StringType,
    to: Option<&'t StringType>,
) -> Box<dyn Iterator<Item = Data> + 't> {
    let listed = from.constant.iter().chain(&from.values).cloned();
    let made: Box<dyn Iterator<Item = String>> = match from.format {
        _ if from.constant.is_some() || !from.values.is_empty() => Box::new(std::iter::empty()),
        // A URI may hold more than ASCII.
        Some(Format::Uri) => Box::new(formatted(Format::Uri, from, to).chain(wide_uris(from, to))),
        Some(format) => Box::new(formatted(format, from, to)),
        None => Box::new(free(from, to).chain(examples())),
    };
    let allowed = move |text: &String| from.allows(text);
    Box::new(listed.chain(made).filter(allowed).map(Data::from))
}

/// Texts of every format.
fn examples() -> impl Iterator<Item = String> {
    let all = Format::ALL.into_iter().flat_map(Format::examples);
    all.map(|&text| text.to_owned())
}

/// Texts of a format: of different kinds, and of every length that matters.
fn formatted(
    format: Format,
    from: &StringType,
    to: Option<&StringType>,
) -> impl Iterator<Item = String> + use<> {
    // Formats bound the length themselves.
    let shortest = (0..80).find(|&length| string::formatted(format, length).is_some());
    let longest = [64, 253, 256, 317, 512, 2048, 8192].map(Some);
    let mut bounds = limits(from);
    bounds.extend(to.into_iter().flat_map(limits));
    bounds.push(shortest);
    bounds.extend(longest);
    let padded = lengths(bounds.iter())
        .into_iter()
        .filter_map(move |length| string::formatted(format, length));
    examples().chain(padded)
}

/// URIs of every length in bytes and graphemes that matters.
fn wide_uris(from: &StringType, to: Option<&StringType>) -> impl Iterator<Item = String> + use<> {
    let mut bounds = limits(from);
    bounds.extend(to.into_iter().flat_map(limits));
    let lengths: Vec<u64> = lengths(bounds.iter()).into_iter().collect();
    let pairs = lengths.clone().into_iter().flat_map(move |bytes| {
        let counts = lengths.clone().into_iter();
        counts.map(move |count| (bytes, count))
    });
    pairs.filter_map(|(bytes, count)| {
        let rest = string::free(bytes.checked_sub(2)?, count.checked_sub(2)?)?;
        Some(format!("a:{rest}"))
    })
}

/// Texts without a format, of every length in bytes and graphemes that matters.
fn free<'t>(
    from: &'t StringType,
    to: Option<&'t StringType>,
) -> impl Iterator<Item = String> + use<'t> {
    let mut bounds = limits(from);
    bounds.extend(to.into_iter().flat_map(limits));
    // Each grapheme may take several bytes.
    let lengths: Vec<u64> = lengths(bounds.iter()).into_iter().collect();
    let pairs = lengths.clone().into_iter().flat_map(move |bytes| {
        let counts = lengths.clone().into_iter();
        counts
            .rev()
            .skip_while(move |&count| count > bytes)
            .map(move |count| (bytes, count))
    });
    let listed = to
        .map(|it| it.values.len().min(1000) + 1)
        .unwrap_or_default();
    let others = move || {
        let shortest = string::shortest(from)?;
        let length = shortest.chars().count();
        Some(
            ('a'..='z')
                .chain('A'..='Z')
                .map(move |it| it.to_string().repeat(length))
                .take(listed),
        )
    };
    let made = pairs.filter(|&(bytes, count)| fits(from, bytes, count));
    made.filter_map(|(bytes, count)| string::free(bytes, count))
        .chain(others().into_iter().flatten())
}

fn limits(it: &StringType) -> Vec<Option<u64>> {
    vec![
        it.min_length,
        it.max_length,
        it.min_graphemes,
        it.max_graphemes,
    ]
}

fn fits(it: &StringType, bytes: u64, graphemes: u64) -> bool {
    it.min_length.is_none_or(|least| least <= bytes)
        && it.max_length.is_none_or(|most| bytes <= most)
        && it.min_graphemes.is_none_or(|least| least <= graphemes)
        && it.max_graphemes.is_none_or(|most| graphemes <= most)
}

fn blobs(from: &schema::Blob, to: Option<&schema::Blob>) -> Vec<Data> {
    let to_accept = to.and_then(|it| it.accept.as_ref());
    let patterns = from.accept.iter().chain(to_accept).flatten();
    let mut mime_types: Vec<_> = patterns.map(|it| sample::mime_type(it)).collect();
    mime_types.push(sample::mime_type("*/*"));
    let sizes = lengths([from.max_size, to.and_then(|it| it.max_size)].iter());
    let sized = mime_types.iter().flat_map(|mime_type| {
        let sizes = sizes.iter();
        sizes.filter_map(move |&size| sample::blob(mime_type, size))
    });
    // Blobs in the legacy form have no size.
    let legacy = Format::Cid.examples().first().and_then(|cid| {
        let cid = Cid::new(*cid).ok()?;
        Some(Data::from(Blob::legacy(cid, mime_types.first()?.as_str())))
    });
    sized.chain(legacy).collect()
}
