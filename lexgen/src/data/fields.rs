//! [`Fields`]: the fields of an object, in one allocation.
//!
//! Objects of the data model have few fields and are read more often than
//! changed. A sorted list is smaller than a tree, faster to fill and to walk, and
//! equally fast to search.

use std::{collections::BTreeMap, fmt, slice, vec};

use ecow::EcoString;

use super::{Data, read::begin_small};

/// The most fields that are compared one by one, by their lengths first. Among more, the
/// search in a sorted list is faster.
const FEW: usize = 8;

/// The fields of an object, sorted by the bytes of their names.
///
/// It is a map like `BTreeMap<String, Data>`, stored as a sorted list:
/// [`insert`](Self::insert) and [`remove`](Self::remove) move all later fields, so
/// collect many fields instead of inserting them one by one.
///
/// ```
/// use lexgen::{Data, Fields};
///
/// let mut fields = Fields::from([("langs", Data::null()), ("text", "hello".into())]);
/// fields.insert("likes", 3);
/// assert_eq!(fields.get("text").and_then(Data::as_str), Some("hello"));
/// assert_eq!(fields.keys().collect::<Vec<_>>(), ["langs", "likes", "text"]);
/// ```
///
/// Specification: <https://atproto.com/specs/data-model#data-types>
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fields(Vec<Field>);

type Field = (EcoString, Data);

impl Fields {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is a field with this name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data> {
        let place = self.find(name)?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// The value of a field, as mutable.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Data> {
        let place = self.find(name)?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Sets a field and returns its previous value.
    pub fn insert(&mut self, name: impl AsRef<str>, value: impl Into<Data>) -> Option<Data> {
        let value = value.into();
        match self.place(name.as_ref()) {
            Ok(place) => self
                .0
                .get_mut(place)
                .map(|(_, it)| std::mem::replace(it, value)),
            Err(place) => {
                self.0.insert(place, (name.as_ref().into(), value));
                None
            }
        }
    }

    /// Removes a field.
    pub fn remove(&mut self, name: &str) -> Option<Data> {
        let place = self.place(name).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Keeps the fields for which `keep` is true.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Data) -> bool) {
        self.0.retain_mut(|(name, value)| keep(name, value));
    }

    /// The fields, sorted by name.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// The fields, sorted by name, with mutable values.
    pub fn iter_mut(
        &mut self,
    ) -> impl ExactSizeIterator<Item = (&str, &mut Data)> + DoubleEndedIterator {
        self.0.iter_mut().map(|(name, value)| (&**name, value))
    }

    /// The sorted names.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.0.iter().map(|(name, _)| &**name)
    }

    /// The values, sorted by name.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Data> + DoubleEndedIterator {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values as mutable, sorted by name.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut Data> + DoubleEndedIterator {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// The position of a name.
    #[inline]
    fn find(&self, name: &str) -> Option<usize> {
        if self.0.len() <= FEW {
            return self.0.iter().position(|(it, _)| it == name);
        }
        self.place(name).ok()
    }

    /// The position of a name, or where it would be inserted.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(it, _)| it.as_str().cmp(name))
    }
}

/// Fields that are not sorted yet.
///
/// They are sorted once at the end: inserting one by one would take quadratic time
/// for an object of many fields in a bad order.
#[derive(Default)]
pub(crate) struct Unsorted {
    fields: Vec<Field>,
    is_out_of_order: bool,
}

impl Unsorted {
    /// Adds a field.
    #[inline]
    pub(crate) fn push(&mut self, name: EcoString, value: Data) {
        if let Some((last, _)) = self.fields.last() {
            self.is_out_of_order |= *last >= name;
        }
        begin_small(&mut self.fields);
        self.fields.push((name, value));
    }

    /// Whether there are no fields.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Sorts the fields.
    ///
    /// # Errors
    /// With the first duplicate name.
    pub(crate) fn sorted(mut self) -> Result<Fields, EcoString> {
        if self.is_out_of_order {
            // A stable sort, for names often come sorted in some other way.
            self.fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            let twice = (self.fields.windows(2)).position(|pair| match pair {
                [(one, _), (other, _)] => one == other,
                _ => false,
            });
            if let Some(place) = twice {
                return Err(self.fields.swap_remove(place).0);
            }
        }
        Ok(Fields(self.fields))
    }
}

/// An iterator over [`Fields`] by reference.
#[derive(Clone, Debug)]
pub struct Iter<'a>(slice::Iter<'a, Field>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Data);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (&**name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(name, value)| (&**name, value))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a str, &'a Data);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// An iterator over [`Fields`] by value.
#[derive(Clone, Debug)]
pub struct IntoIter(vec::IntoIter<Field>);

impl Iterator for IntoIter {
    type Item = (String, Data);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.into(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for IntoIter {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (name, value) = self.0.next_back()?;
        Some((name.into(), value))
    }
}

impl ExactSizeIterator for IntoIter {}

impl IntoIterator for Fields {
    type Item = (String, Data);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self.0.into_iter())
    }
}

impl<K: Into<String>> FromIterator<(K, Data)> for Fields {
    /// The last of several fields with the same name is kept.
    fn from_iter<I: IntoIterator<Item = (K, Data)>>(fields: I) -> Self {
        let mut collected = Self::new();
        collected.extend(fields);
        collected
    }
}

impl<K: Into<String>> Extend<(K, Data)> for Fields {
    /// Of fields with one name the last counts.
    fn extend<I: IntoIterator<Item = (K, Data)>>(&mut self, fields: I) {
        // Whoever makes them may panic, and what is here must be in order then.
        let mut fields: Vec<Field> = fields
            .into_iter()
            .map(|(name, value)| (name.into().into(), value))
            .collect();
        self.0.append(&mut fields);
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        // The first of a run is what stays: give it the last one's value.
        self.0.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(&mut later.1, &mut earlier.1);
            }
            same
        });
    }
}

impl<K: Into<String>, const N: usize> From<[(K, Data); N]> for Fields {
    fn from(fields: [(K, Data); N]) -> Self {
        fields.into_iter().collect()
    }
}

impl From<BTreeMap<String, Data>> for Fields {
    fn from(fields: BTreeMap<String, Data>) -> Self {
        fields.into_iter().collect()
    }
}

impl From<Fields> for BTreeMap<String, Data> {
    fn from(fields: Fields) -> Self {
        fields.into_iter().collect()
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> Result<Vec<String>, EcoString> {
        let mut fields = Unsorted::default();
        for (place, &name) in (0..).zip(names) {
            fields.push(name.into(), Data::from(place));
        }
        let fields = fields.sorted()?;
        Ok(fields
            .iter()
            .map(|(name, value)| format!("{name}{value:?}"))
            .collect())
    }

    #[test]
    fn what_is_read_is_sorted_once_and_has_no_name_twice() {
        let expected = ["aInteger(0)", "bInteger(1)", "cInteger(2)"];
        assert_eq!(sorted(&["a", "b", "c"]).unwrap(), expected);
        let expected = ["Integer(2)", "aInteger(1)", "bInteger(0)"];
        assert_eq!(sorted(&["b", "a", ""]).unwrap(), expected);
        assert_eq!(sorted(&["b", "b"]), Err("b".into()));
        assert_eq!(sorted(&["b", "c", "a", "c"]), Err("c".into()));
    }

    #[test]
    fn it_is_the_map_it_stands_for() {
        let mut map = BTreeMap::new();
        let mut fields = Fields::new();
        for name in ["z", "b", "", "ä", "a", "b", "zz"] {
            let value = Data::from(map.len() as i64);
            let before = map.insert(name.to_owned(), value.clone());
            assert_eq!(fields.insert(name, value), before);
        }
        assert!(
            fields
                .iter()
                .eq(map.iter().map(|(name, value)| (name.as_str(), value)))
        );
        assert_eq!(fields, Fields::from(map.clone()));
        assert_eq!(BTreeMap::from(fields.clone()), map);
        assert_eq!(format!("{fields:?}"), format!("{map:?}"));
        assert_eq!(fields.remove("b"), map.remove("b"));
        assert_eq!(fields.remove("b"), None);
        assert_eq!(fields.get("ä"), map.get("ä"));
        assert!(fields.contains_key("zz") && !fields.contains_key("b"));
        assert!(fields.into_iter().rev().eq(map.into_iter().rev()));
    }

    #[test]
    fn of_fields_with_one_name_the_last_counts() {
        let numbered = |fields: &[(&'static str, i64)]| -> Vec<(&'static str, Data)> {
            let number = |&(name, value)| (name, Data::from(value));
            fields.iter().map(number).collect()
        };
        let mut fields = Fields::from_iter(numbered(&[("c", 1), ("a", 2), ("c", 3), ("c", 4)]));
        fields.extend(numbered(&[("c", 5), ("b", 6), ("a", 7), ("c", 8)]));
        let expected = Fields::from_iter(numbered(&[("a", 7), ("b", 6), ("c", 8)]));
        assert_eq!(fields, expected);
        assert_eq!(expected.len(), 3);
        assert_eq!(fields.get("c"), Some(&Data::from(8)));
    }

    #[test]
    fn values_are_changed_in_place() {
        let mut fields = Fields::from([("a", Data::from(1)), ("b", Data::from(2))]);
        *fields.get_mut("a").unwrap() = Data::null();
        fields.values_mut().rev().for_each(|value| {
            if value.is_null() {
                *value = Data::from("x");
            }
        });
        for (name, value) in fields.iter_mut() {
            if name == "b" {
                *value = Data::from(true);
            }
        }
        fields.retain(|name, value| name == "b" || value.as_str() == Some("x"));
        let expected = [("a", Data::from("x")), ("b", Data::from(true))];
        assert_eq!(fields, Fields::from(expected));
        fields.retain(|name, _| name == "b");
        assert_eq!(fields.len(), 1);
    }
}
