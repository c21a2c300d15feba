//! Finds an entry of a list by its name in less than linear time: data can
//! contain many values, each of a union or an enum with many members.

/// The indices of a list, in the order of the names of its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameIndex(Vec<usize>);

impl NameIndex {
    /// The index of a list with these names.
    pub(super) fn of<T>(list: &[T], name: impl Fn(&T) -> &str) -> Self {
        let mut places: Vec<usize> = (0..list.len()).collect();
        places.sort_by_key(|place| list.get(*place).map(&name));
        Self(places)
    }

    /// The entry of this name, in the list that it was made for.
    pub(crate) fn find<'l, T>(
        &self,
        list: &'l [T],
        wanted: &str,
        name: impl Fn(&T) -> &str,
    ) -> Option<&'l T> {
        let entry = |place: &usize| list.get(*place);
        let found = self
            .0
            .binary_search_by_key(&Some(wanted), |place| entry(place).map(&name));
        entry(self.0.get(found.ok()?)?)
    }
}
